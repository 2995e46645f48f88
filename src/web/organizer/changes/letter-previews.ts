/** The very letters that a change would send, written by the code that writes them when they leave. */
import { inLanguage, type Text } from '../../../domain/events/event.ts'
import { findProject } from '../../../domain/events/project-record.ts'
import type { ClaimedLetter } from '../../../domain/registrations/due-letters.ts'
import type { Consequence } from '../../../domain/registrations/telling/consequences.ts'
import { isLanguage, type Language, languageName, phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import type { Work } from '../viewer.ts'
import type { Asked } from './show-change.ts'

/** One of each status and language; the most frequent first. */
export async function letterPreviews(site: Site, work: Work, asked: Asked, note: Text) {
  const { event, viewer } = work
  const found = event.projectId === null ? undefined : await findProject(site.database.read, event.projectId)
  const languages = [
    ...new Set(asked.consequences.languages.map(({ language }) => letterLanguage(language, work))),
  ]
  return asked.consequences.letters.flatMap((consequence) =>
    languages.map((language) => {
      const letter = sample(site, work, asked, consequence, language, note)
      const { subject, text, calendar } = site.render(letter, found?.project ?? null)
      const to = phrase(viewer.language, `status.${consequence.status}`)
      return {
        title: `${to} · ${languageName(language, viewer.language)}`,
        ...{ language, subject, text, hasCalendar: calendar !== null },
      }
    }),
  )
}

/** Of a language that letters are not written in the event's own stands in. */
function letterLanguage(language: string, { event }: Work): Language {
  if (isLanguage(language)) return language
  const own = event.document.language
  return isLanguage(own) ? own : 'en'
}

/** To the organizer who looks at it; its link opens nothing. */
function sample(
  site: Site,
  { event, viewer }: Work,
  { after }: Asked,
  { status, letter: kind, calendar }: Consequence,
  language: Language,
  note: Text,
): ClaimedLetter {
  const { name, email } = viewer.organizer
  const at = site.clock().toISOString()
  const own = after.document.language
  const words = Object.keys(note).length === 0 ? {} : { note: inLanguage(note, language, own).text }
  const part = calendar === null ? {} : { calendar, sequence: event.sequence + 1, stampedAt: at }
  return {
    ...{ id: 0, kind, language, messageId: 'preview', createdAt: at, claimedUntil: at, attempts: 0 },
    to: { name: name || email, email },
    data: { status, guests: 0, sessions: [], ...words, ...part },
    ...{ event: after, knew: event, subscription: null, news: [], written: null },
    registration: {
      ...{ id: 0, reference: 'XXXX-XXXX', uid: 'preview', name, generation: 0, language, status },
      ...{ sequence: 0, stampedAt: at, lettersStoppedAt: null },
    },
  }
}
