/** What stands beside the form of a new event whose text was pasted: the text, and what to look at. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { type Draft, draftOf } from '../../../domain/events/announcement/draft.ts'
import { readAnnouncement } from '../../../domain/events/announcement/read-announcement.ts'
import { projectOfNumber } from '../../../domain/events/project-of-number.ts'
import type { Language } from '../../../platform/i18n.ts'
import { shownDoubts } from './doubts.ts'
import { leftOver, markedText, projectAddress } from './marked-text.ts'

/** Read anew each time that it is shown, so that a form with mistakes comes back with it. */
export function pastedView(text: string, now: Date, language: Language) {
  const read = readAnnouncement(text, today(now))
  return {
    pasted: {
      text: read.text,
      language: read.language,
      pieces: markedText(read, language),
      doubts: shownDoubts(read, language),
      leftOver: leftOver(read.facts, language),
      project: projectAddress(read.facts),
    },
    found: draftOf(read).found,
  }
}

/** The draft of an event that the text tells of, of a project that is known by its number; null when it tells of none. */
export async function draftFrom(db: Kysely<Tables>, text: string, now: Date): Promise<Draft['event'] | null> {
  const read = readAnnouncement(text, today(now))
  const isEvent = read.facts.some(({ field }) => field === 'date' || field === 'kind' || field === 'starts')
  if (!isEvent) return null
  const number = read.facts.find(({ field }) => field === 'project-number')?.value
  const project = number === undefined ? undefined : await projectOfNumber(db, number)
  return { ...draftOf(read).event, project }
}

/** Days are told apart by more than the hours between zones. */
function today(now: Date): string {
  return now.toISOString().slice(0, 10)
}
