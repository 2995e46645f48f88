import { phrase } from '../../platform/i18n.ts'
import { readerOf } from '../public/words.ts'
import { eventHome } from './event-frame.ts'
import { statuses } from './figure-words.ts'
import { type PeopleWish, sources } from './people-wish.ts'
import type { Work } from './viewer.ts'

/** The search field and the choices beside it; a choice that the event does not have is left out. */
export function filterFields({ filter, sort }: PeopleWish, { event, viewer, rights }: Work) {
  const { language } = viewer
  const { document } = event
  const read = readerOf(document, language)
  const choice = (
    name: keyof typeof filterLabels,
    chosen: string | undefined,
    options: { value: string; label: string }[],
  ) => ({
    name,
    id: `filter-${name}`,
    label: phrase(language, filterLabels[name]),
    options: options.map((option) => ({ ...option, selected: option.value === chosen })),
  })
  const status = choice(
    'status',
    filter.status,
    statuses.map((value) => ({ value, label: phrase(language, `status.${value}`) })),
  )
  const sessions = document.agenda
    .filter(({ signup }) => signup)
    .map(({ id, title }) => ({ value: id, label: read(title)?.text ?? id }))
  const { groups } = document.registration
  const more = [
    choice(
      'group',
      filter.group,
      groups.map((value) => ({ value, label: phrase(language, `group.${value}`) })),
    ),
    choice('session', filter.session, sessions),
    choice(
      'source',
      filter.source,
      sources.map((value) => ({ value, label: phrase(language, `source.${value}`) })),
    ),
  ]
  return {
    action: eventHome(event),
    words: filter.words ?? '',
    sort: sort === 'name' ? undefined : sort,
    undelivered: filter.undelivered,
    choices: [status, ...(rights.has('see-people') ? more : [])].filter(({ options }) => options.length > 0),
  }
}

const filterLabels = {
  status: 'column.status',
  group: 'column.group',
  session: 'sheet.session',
  source: 'column.source',
} as const
