import type { EventRecord } from '../../../domain/events/event-record.ts'
import type { Doer, LogEntry } from '../../../domain/organizers/log.ts'
import { isPhraseKey, type Language, phrase } from '../../../platform/i18n.ts'
import { readerOf } from '../../public/words.ts'
import { eventHome } from '../event-frame.ts'
import { instantWords } from '../instant-words.ts'
import { changeWords } from './log-changes.ts'

/** An entry as a sentence and a table: when, who, what, about whom, from what to what. */
export function entryWords(
  entry: LogEntry,
  event: EventRecord | undefined,
  usual: string,
  language: Language,
) {
  const zone = event?.document.timezone ?? usual
  return {
    when: { ...instantWords(entry.at, zone, language), isUtc: zone === 'UTC' },
    who: entry.by === null ? undefined : doerWords(entry.by, language),
    what: actionWords(entry.action, language),
    about: aboutWords(entry, event, language),
    event: event && {
      href: eventHome(event),
      title: readerOf(event.document, language)(event.document.title),
    },
    changes: changeWords(entry, zone, language),
  }
}

function doerWords({ name, email, isGone }: Doer, language: Language) {
  const known = name || email || phrase(language, 'audit.somebody')
  return { name: known, email: name === '' ? undefined : email, isGone }
}

/** What a release of another day wrote may have no words any more. */
function actionWords(action: string, language: Language): string {
  const key = `audit.${action}`
  return isPhraseKey(key) ? phrase(language, key) : action
}

function aboutWords(
  { person, colleague, subject }: LogEntry,
  event: EventRecord | undefined,
  language: Language,
) {
  if (person !== null) {
    const href = event && `${eventHome(event)}/people/${person.reference}`
    return { text: person.name || person.reference, href, more: person.name && person.reference }
  }
  if (colleague !== null) {
    const { name, email } = doerWords(colleague, language)
    return { text: name, more: email ?? '' }
  }
  // The event itself has a column, or the page is all its own.
  return subject === event?.slug ? undefined : { text: subject, more: '' }
}
