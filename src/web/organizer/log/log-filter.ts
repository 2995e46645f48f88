import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { auditActions } from '../../../domain/audit/action.ts'
import { doersIn, type LogReader, type LogWish } from '../../../domain/organizers/log.ts'
import { type Language, localeOf, phrase } from '../../../platform/i18n.ts'

/** The two choices above the log: who did it, what was done. */
export async function logFilter(
  db: Kysely<Tables>,
  reader: LogReader,
  { by, action }: LogWish,
  home: string,
  language: Language,
) {
  const doers = await doersIn(db, reader)
  const who = doers.map(({ id, name, email }) => ({
    value: String(id),
    label: name || email,
    selected: id === by,
  }))
  const nobody = { value: 'nobody', label: phrase(language, 'audit.nobody'), selected: by === 'nobody' }
  return {
    action: home,
    isNarrowed: by !== undefined || action !== undefined,
    choices: [
      { name: 'who', id: 'filter-who', label: phrase(language, 'audit.who'), options: [...who, nobody] },
      {
        name: 'action',
        id: 'filter-action',
        label: phrase(language, 'audit.what'),
        options: actionsFor(reader, action, language),
      },
    ],
  }
}

function actionsFor({ eventId }: LogReader, chosen: string | undefined, language: Language) {
  return auditActions
    .filter((action) => eventId === 'all' || !ofNoEvent.has(action))
    .map((value) => ({ value, label: phrase(language, `audit.${value}`), selected: value === chosen }))
    .sort((a, b) => a.label.localeCompare(b.label, localeOf(language)))
}

/** What is never about one event */
const ofNoEvent: ReadonlySet<string> = new Set(['organizer-removed', 'project-created', 'project-changed'])
