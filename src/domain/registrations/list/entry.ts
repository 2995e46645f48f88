import type { Insertable } from 'kysely'
import type { PeopleListTable } from '../../../database/tables.ts'
import { alphabetical } from '../../../platform/alphabet.ts'
import { fold } from '../../../platform/text.ts'
import { type EventDocument, groups } from '../../events/event.ts'
import { facetsOf, inOneLine, type Standing } from './facets.ts'
import { searchWords } from './search-words.ts'

/** A row of the list as it can be told from the registration alone; its bits are the event's. */
export type Entry = {
  row: Omit<Insertable<PeopleListTable>, 'facets' | 'traits' | 'more_traits'>
  facets: readonly string[]
}

export function entryOf(standing: Standing, document: EventDocument): Entry {
  const { row } = standing
  const group = groups.findIndex((each) => each === row.audience)
  return {
    facets: [...new Set(facetsOf(standing, document.form).map(inOneLine))],
    row: {
      registration_id: row.id,
      event_id: row.event_id,
      name_key: sortKey(row.name),
      organization_key: lastWhenEmpty(row.organization),
      locality_key: lastWhenEmpty(row.locality),
      status_rank: ranks[row.status],
      group_rank: group === -1 ? groups.length : group,
      search: searchWords(row),
    },
  }
}

/** Who comes first, then who may still come, then who does not. */
const ranks = { confirmed: 1, pending: 2, waitlisted: 3, maybe: 4, declined: 5, cancelled: 6 } as const

/** Nobody looks further into a name than this, and it stands in six indexes. */
const longestKey = 60

function sortKey(text: string): string {
  return alphabetical(fold(text)).slice(0, longestKey)
}

/** What was not said stands behind all letters. */
function lastWhenEmpty(text: string): string {
  return sortKey(text) || '\u{10ffff}'
}
