import type { Response } from 'express'
import { type Affected, affectedBy, peopleToCall } from '../../../domain/registrations/telling/affected.ts'
import { type LastTelling, lastTelling } from '../../../domain/registrations/telling/last-telling.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { isPhraseKey, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import type { Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { missingOnPage } from './missing.ts'
import { namesFiles } from './names-files.ts'
import { callList, mostShownToCall } from './show-change.ts'

export type Outcome = {
  /** The end of a `changes.done.…` phrase */
  done: string
  fields: Fields
  /** What could not be done, and why */
  wrong?: { action: string; key: PhraseKey }
}

export const nothingDone: Outcome = { done: '', fields: {} }

export async function showStatus(site: Site, res: Response, work: Work, outcome: Outcome): Promise<void> {
  const { event, viewer, permission } = work
  const { language } = viewer
  const { read } = site.database
  const affected = await affectedBy(read, permission, event.id)
  const told = await lastTelling(read, permission, event.id)
  const heading = phrase(language, 'changes.status.title')
  const { wrong } = outcome
  const title = `${heading}: ${eventTitle(work)}`
  showWorkspace(site, res, viewer, `${eventHome(event)}/status`, 'organizer/changes/status', {
    ...eventFrame(work, 'status'),
    styles: ['workspace-changes.css'],
    status: wrong === undefined ? 200 : 422,
    title: wrong === undefined ? title : phrase(language, 'public.error-prefix', { title }),
    heading,
    notice: doneWords(outcome, work),
    refusal: wrong === undefined ? undefined : phrase(language, wrong.key),
    now: phrase(language, `event-status.${event.document.status}`),
    acts: actsOf(work, affected, outcome),
    told: told && toldWords(told, work, affected.length > 0),
    call: told && callList(work, { toCall: await toBeCalled(site, work, affected) }),
    file: `${eventHome(event)}/event.${namesFiles(event.document) ? 'zip' : 'yaml'}`,
    duplicate: `${eventHome(event)}/duplicate`,
  })
}

function doneWords({ done }: Outcome, { viewer }: Work): string | undefined {
  const key = `changes.done.${done}`
  return isPhraseKey(key) ? phrase(viewer.language, key) : undefined
}

/** What can be done now, each with what it will do to how many people. */
function actsOf(work: Work, affected: readonly Affected[], outcome: Outcome) {
  const { document } = work.event
  const { language } = work.viewer
  const people = affected.reduce((all, each) => all + each.people, 0)
  const say = (key: PhraseKey) => phrase(language, key, { n: people })
  const missing = missingOnPage(document).map((key) => phrase(language, key))
  const { status } = document
  const typed = { day: firstOf(outcome.fields.day), missing, isWrong: outcome.wrong !== undefined }
  return {
    publish: status === 'draft' ? { ...typed, what: say('changes.publish.what') } : undefined,
    postpone: status === 'published' ? { ...typed, what: say('changes.postpone.what') } : undefined,
    cancel:
      status === 'published' || status === 'postponed' ? { what: say('changes.cancel.what') } : undefined,
    back:
      status === 'postponed' || status === 'cancelled'
        ? { ...typed, what: say('changes.back.what') }
        : undefined,
    delete: status === 'draft' ? { isPossible: people === 0, what: say('changes.delete.what') } : undefined,
    unpublish:
      status === 'draft' ? undefined : { isPossible: people === 0, what: say('changes.unpublish.what') },
  }
}

function toldWords(
  { orderedAt, by, isQuiet, letters, isUnderWay }: LastTelling,
  { event, viewer }: Work,
  hasPeople: boolean,
) {
  const { language } = viewer
  const when = describeInstant(orderedAt, event.document.timezone, language)
  const key: PhraseKey = isQuiet
    ? 'changes.told.quiet'
    : isUnderWay && hasPeople
      ? 'changes.told.under-way'
      : 'changes.told.letters'
  return {
    words: phrase(language, key, { n: letters, when }),
    by: by ?? phrase(language, 'changes.told.command'),
  }
}

/** Only once there was something to tell, and somebody who was not reached. */
async function toBeCalled(site: Site, { permission, event }: Work, affected: readonly Affected[]) {
  if (affected.every(({ reachable }) => reachable)) return []
  return peopleToCall(site.database.read, permission, event.id, mostShownToCall)
}
