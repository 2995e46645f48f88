/** What stands beside the form of a new event whose text was pasted: the text, and what to look at. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { type Draft, draftOf } from '../../../domain/events/announcement/draft.ts'
import { type Announcement, readAnnouncement } from '../../../domain/events/announcement/read-announcement.ts'
import { projectOfNumber } from '../../../domain/events/project-of-number.ts'
import type { Language } from '../../../platform/i18n.ts'
import { shownDoubts } from './doubts.ts'
import { leftOver, markedText } from './marked-text.ts'
import { newProject } from './new-project.ts'

/** Read anew each time that it is shown, so that a form with mistakes comes back with it. */
export async function pastedView(db: Kysely<Tables>, text: string, now: Date, language: Language) {
  const read = readAnnouncement(text, today(now))
  return {
    pasted: {
      text: read.text,
      language: read.language,
      pieces: markedText(read, language),
      doubts: shownDoubts(read, language),
      leftOver: leftOver(read.facts, language),
      newProject: (await projectIn(db, read)) === undefined ? newProject(read, language) : undefined,
    },
    found: draftOf(read).found,
  }
}

/** The draft of an event that the text tells of, of a project that is known by its number; null when it tells of none. */
export async function draftFrom(db: Kysely<Tables>, text: string, now: Date): Promise<Draft['event'] | null> {
  const read = readAnnouncement(text, today(now))
  const isEvent = read.facts.some(({ field }) => field === 'date' || field === 'kind' || field === 'starts')
  if (!isEvent) return null
  return { ...draftOf(read).event, project: await projectIn(db, read) }
}

/** The project that is known here by the number in the text */
export function projectOfText(db: Kysely<Tables>, text: string, now: Date): Promise<string | undefined> {
  return projectIn(db, readAnnouncement(text, today(now)))
}

async function projectIn(db: Kysely<Tables>, { facts }: Announcement): Promise<string | undefined> {
  const number = facts.find(({ field }) => field === 'project-number')?.value
  return number === undefined ? undefined : projectOfNumber(db, number)
}

/** Days are told apart by more than the hours between zones. */
function today(now: Date): string {
  return now.toISOString().slice(0, 10)
}
