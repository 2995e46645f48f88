import type { Response } from 'express'
import { changeLines } from '../../../documents/change-lines.ts'
import type { EventRecord } from '../../../domain/events/event-record.ts'
import type { ToCall } from '../../../domain/registrations/telling/affected.ts'
import type { Consequence, Consequences } from '../../../domain/registrations/telling/consequences.ts'
import type { PendingRevision } from '../../../domain/registrations/telling/pending-revision.ts'
import type { ChangeKind } from '../../../domain/registrations/telling/what-changed.ts'
import { type Language, languageName, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { statusMarks } from '../figure-words.ts'
import { personAddress } from '../person.ts'
import type { Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { letterPreviews } from './letter-previews.ts'
import { noteLanguages } from './note-languages.ts'
import { oldDaysNamed } from './old-day.ts'
import { isCancelled, type TypedChoice } from './telling-choice.ts'

/** A change that waits for its organizer's yes, and whom it concerns. */
export type Asked = {
  id: string
  pending: PendingRevision
  after: EventRecord
  consequences: Consequences
  toCall: readonly ToCall[]
}

export const mostShownToCall = 200

export async function showChange(
  site: Site,
  res: Response,
  work: Work,
  asked: Asked,
  choice: TypedChoice,
  isPreview = false,
): Promise<void> {
  const { language } = work.viewer
  const heading = phrase(language, `changes.confirm.${kindOf(work.event, asked)}`)
  const mistakes = isPreview ? [] : shownMistakes(choice.mistakes, language)
  const title = `${heading}: ${eventTitle(work)}`
  showWorkspace(
    site,
    res,
    work.viewer,
    `${eventHome(work.event)}/changes/${asked.id}`,
    'organizer/changes/confirm',
    {
      ...eventFrame(work, 'status'),
      styles: ['workspace-changes.css'],
      status: mistakes.length > 0 ? 422 : choice.refused === undefined ? 200 : 409,
      title: mistakes.length > 0 ? phrase(language, 'public.error-prefix', { title }) : title,
      heading,
      refusal: choice.refused === undefined ? undefined : refusalWords(choice.refused, language),
      form: { mistakes, ...choiceFields(asked, choice, mistakes, language) },
      lines: changeLines(work.event, asked.after, language, true),
      oldDays: oldDaysNamed(work.event.document, asked.after.document).join(', '),
      edit: `${eventHome(work.event)}/edit#what`,
      told: toldRows(asked.consequences, language),
      languages: languageLine(asked.consequences, language),
      call: callList(work, asked),
      letters: await letterPreviews(site, work, asked, choice.note),
      submit: submitWords(work.event, asked, language),
      back: backTo(work, asked),
    },
  )
}

/** What the change is for those who come; also where nobody does. */
function kindOf({ document }: EventRecord, { after }: Asked): ChangeKind {
  const [was, is] = [document.status, after.document.status]
  if (was === is || is === 'draft') return 'event-changed'
  if (is === 'cancelled' || is === 'postponed') return `event-${is}`
  return was === 'draft' ? 'event-changed' : 'event-back'
}

function submitWords(event: EventRecord, asked: Asked, language: Language): string {
  const kind = kindOf(event, asked)
  return phrase(language, kind === 'event-changed' ? 'changes.save' : `changes.confirm.${kind}`)
}

/** The form opens again with what was typed; a mere change of status has been typed nowhere. */
export function backTo(
  { event }: Pick<Work, 'event'>,
  { id, pending }: Pick<Asked, 'id' | 'pending'>,
): string {
  return `${eventHome(event)}/${pending.form === null ? 'status' : `edit?pending=${id}`}`
}

const refusals: Readonly<Record<string, PhraseKey>> = {
  'people-registered': 'changes.refused.people-registered',
}

function refusalWords(reason: string, language: Language): string {
  return phrase(language, refusals[reason] ?? 'changes.refused.conflict')
}

function choiceFields(
  asked: Asked,
  { fields, isQuiet }: TypedChoice,
  mistakes: readonly { field: string; text: string }[],
  language: Language,
) {
  const wrong = Object.fromEntries(mistakes.map(({ field, text }) => [field, text]))
  const isReason = isCancelled(asked)
  return {
    hasLetters: asked.consequences.letters.length > 0,
    isQuiet,
    isSure: firstOf(fields.sure) === 'yes',
    sureWrong: wrong.sure,
    n: asked.consequences.letters.reduce((all, { people }) => all + people, 0),
    notes: noteLanguages(asked).map((code) => ({
      id: `note-${code}`,
      code,
      label: phrase(language, isReason ? 'changes.reason.label' : 'changes.note.label', {
        language: languageName(code, language),
      }),
      value: firstOf(fields[`note-${code}`]),
      wrong: wrong[`note-${code}`],
      optional: !isReason,
    })),
  }
}

function toldRows({ letters, toCall }: Consequences, language: Language) {
  const rows = letters.map((letter) => ({
    who: phrase(language, `status.${letter.status}`),
    mark: statusMarks[letter.status],
    gets: phrase(language, getsKey(letter)),
    people: letter.people,
  }))
  if (toCall === 0) return rows
  const without = phrase(language, 'changes.without-address')
  return [
    ...rows,
    { who: without, mark: 'dash', gets: phrase(language, 'changes.gets.call'), people: toCall },
  ]
}

function getsKey({ calendar }: Consequence): PhraseKey {
  if (calendar === null) return 'changes.gets.letter'
  return calendar === 'CANCEL' ? 'changes.gets.cancel' : 'changes.gets.request'
}

function languageLine({ languages }: Consequences, language: Language): string | undefined {
  if (languages.length < 2) return undefined
  const list = languages.map((each) => `${languageName(each.language, language)} ${each.people}`).join(', ')
  return phrase(language, 'changes.languages', { list })
}

/** Whoever is not reached by letter, with the telephone. */
export function callList(work: Work, { toCall }: Pick<Asked, 'toCall'>) {
  const { language } = work.viewer
  if (toCall.length === 0) return undefined
  return {
    more:
      toCall.length > mostShownToCall
        ? phrase(language, 'changes.call.more', { n: mostShownToCall })
        : undefined,
    people: toCall.slice(0, mostShownToCall).map((one) => ({
      name: one.name,
      href: personAddress(work, one.reference),
      organization: one.organization,
      phone: one.phone,
      tel: one.phone.replace(/[^\d+]/g, ''),
      status: phrase(language, `status.${one.status}`),
    })),
  }
}
