/** Somebody saved the event while it was written: both see what the other changed, and nothing is lost. */
import type { Response } from 'express'
import { lastChangeOf } from '../../../../domain/audit/last-change.ts'
import type { EventDocument } from '../../../../domain/events/event.ts'
import type { EventRecord } from '../../../../domain/events/event-record.ts'
import { phrase } from '../../../../platform/i18n.ts'
import type { Site } from '../../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../../event-frame.ts'
import { instantWords } from '../../instant-words.ts'
import type { Work } from '../../viewer.ts'
import { showWorkspace } from '../../workspace-page.ts'
import type { Sheet } from '../event-fields.ts'
import { severalIn, typedIn } from '../sheet.ts'
import { aboutWords, valueWords } from './difference-words.ts'
import { type Comparison, compare, type Difference, type Side } from './merge.ts'

export type Conflict = {
  /** The form as it was sent, files put aside included */
  sheet: Sheet
  basedOn: number
  base: EventDocument
  yours: EventDocument
  current: EventRecord
}

export function compared({ base, yours, current }: Conflict): Comparison {
  return compare(base, yours, current.document)
}

/** What was chosen for each difference, by its name. */
export function choicesIn(sheet: Sheet): Map<string, Side> {
  return new Map(
    Object.keys(sheet).flatMap((name): [string, Side][] => {
      const chosen = typedIn(sheet, name)
      if (!name.startsWith('choice:') || (chosen !== 'yours' && chosen !== 'theirs')) return []
      return [[name.slice('choice:'.length), chosen]]
    }),
  )
}

/** Only where both changed the same somebody has to decide. */
export function undecided({ differences }: Comparison, choices: ReadonlyMap<string, Side>): Difference[] {
  return differences.filter(({ name, changedBy }) => changedBy === null && !choices.has(name))
}

/** `isAsked`: they answered before and left something open. */
export async function showConflict(
  site: Site,
  res: Response,
  work: Work,
  conflict: Conflict,
  isAsked: boolean,
): Promise<void> {
  const { viewer, event } = work
  const { language } = viewer
  const heading = phrase(language, 'announcement.conflict.title')
  const title = `${heading}: ${eventTitle(work)}`
  const comparison = compared(conflict)
  const choices = choicesIn(conflict.sheet)
  const open = isAsked ? undecided(comparison, choices) : []
  const views = comparison.differences.map((one) => differenceView(one, comparison, choices, open, language))
  showWorkspace(site, res, viewer, `${eventHome(event)}/edit`, 'organizer/announcement/conflict', {
    ...eventFrame(work, 'announcement'),
    styles: ['workspace-announcement.css'],
    status: open.length > 0 ? 422 : 409,
    title: open.length > 0 ? phrase(language, 'public.error-prefix', { title }) : title,
    heading,
    who: await whoWords(site, conflict.current, language),
    form: {
      mistakes: views
        .filter(({ mistake }) => mistake)
        .map(({ id, about, mistake }) => ({
          href: `#${id}-theirs`,
          text: phrase(language, 'announcement.mistake.of-field', { field: about, mistake: mistake ?? '' }),
        })),
    },
    kept: keptFields(conflict),
    action: `${eventHome(event)}/edit`,
    groups: ([null, 'theirs', 'yours'] as const)
      .map((by) => ({
        title: groupTitle(by, language),
        differences: views.filter(({ changedBy }) => changedBy === by),
      }))
      .filter(({ differences }) => differences.length > 0),
  })
}

function groupTitle(by: Side | null, language: string): string {
  if (by === null) return phrase(language, 'announcement.conflict.both')
  return phrase(
    language,
    by === 'yours' ? 'announcement.conflict.only-you' : 'announcement.conflict.only-they',
  )
}

function differenceView(
  difference: Difference,
  comparison: Comparison,
  choices: ReadonlyMap<string, Side>,
  open: readonly Difference[],
  language: string,
) {
  const { name, changedBy, before, theirs, yours } = difference
  const chosen = choices.get(name) ?? changedBy
  const words = (value: unknown, side: 'base' | Side) =>
    valueWords(difference, value, side, comparison, language)
  const id = `choice-${name.replace(/[^\w-]/g, '-')}`
  return {
    id,
    field: `choice:${name}`,
    changedBy,
    about: aboutWords(difference, comparison, language),
    mistake: open.some((one) => one.name === name)
      ? phrase(language, 'announcement.conflict.decide')
      : undefined,
    before: words(before, 'base'),
    sides: [
      {
        side: 'theirs',
        id: `${id}-theirs`,
        label: phrase(language, 'announcement.conflict.theirs'),
        words: words(theirs, 'theirs'),
        checked: chosen === 'theirs',
      },
      {
        side: 'yours',
        id: `${id}-yours`,
        label: phrase(language, 'announcement.conflict.yours'),
        words: words(yours, 'yours'),
        checked: chosen === 'yours',
      },
    ],
  }
}

async function whoWords(site: Site, current: EventRecord, language: string): Promise<string> {
  const name = await lastChangeOf(site.database.read, current.id)
  const { time } = instantWords(current.updatedAt, current.document.timezone, language)
  if (name === null) return phrase(language, 'announcement.conflict.somebody', { time })
  return phrase(language, 'announcement.conflict.who', { name, time })
}

/** All that was typed goes along, so that the next press of the button loses nothing either. */
function keptFields({ sheet, basedOn, current }: Conflict): { name: string; value: string }[] {
  const own = new Set(['do', 'based_on', 'against'])
  const typed = Object.keys(sheet).filter((name) => !own.has(name) && !name.startsWith('choice:'))
  return [
    ...typed.flatMap((name) => severalIn(sheet, name).map((value) => ({ name, value }))),
    { name: 'based_on', value: String(basedOn) },
    { name: 'against', value: String(current.version) },
  ]
}
