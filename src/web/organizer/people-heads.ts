import type { PeopleSort } from '../../domain/registrations/list/people-query.ts'
import { phrase } from '../../platform/i18n.ts'
import type { TextInLanguage } from '../../platform/view-helpers.ts'
import { eventHome } from './event-frame.ts'
import type { Column } from './people-columns.ts'
import { type PeopleWish, peopleQuery } from './people-wish.ts'
import type { Work } from './viewer.ts'

/** The head of the table: a press on what the list is sorted by turns it round. */
export function columnHeads(columns: readonly Column[], wish: PeopleWish, { event, viewer }: Work) {
  const { language } = viewer
  const head = (label: TextInLanguage | string, kind: string, sort?: PeopleSort) => {
    const isSorted = sort === wish.sort
    const isReversed = isSorted && !wish.isReversed
    return {
      label,
      kind,
      href: sort && eventHome(event) + peopleQuery({ ...wish, sort, isReversed, page: 1 }),
      sorted: isSorted ? (wish.isReversed ? 'descending' : 'ascending') : undefined,
    }
  }
  return [
    head(phrase(language, 'column.name'), 'name', 'name'),
    head(phrase(language, 'column.status'), 'status', 'status'),
    ...columns.map(({ label, name, sort }) => head(label, name.split('.')[0] ?? name, sort)),
  ]
}
