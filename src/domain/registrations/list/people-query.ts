/** The queries behind a page of people. Each walks one index of the list and reads no row that it does not need. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DialectName } from '../../../database/dialect.ts'
import type { Tables } from '../../../database/tables.ts'
import { allowed } from '../../organizers/permissions.ts'
import type { Audience } from '../attendee-filter.ts'
import type { Facet } from './facet-bits.ts'
import { facetText, hasBit, traitsOf } from './facets.ts'
import { keysSought, matchOf } from './search-keys.ts'
import { patternOf, type SoughtWord } from './search-words.ts'

export const peopleSorts = ['name', 'organization', 'locality', 'registered', 'status', 'group'] as const
export type PeopleSort = (typeof peopleSorts)[number]

export type PeopleOrder = { sort: PeopleSort; isReversed: boolean }

export type PeopleQuery = {
  read: Kysely<Tables>
  dialect: DialectName
  audience: Audience
  order: PeopleOrder
  words: readonly SoughtWord[]
  /** All of them */
  facets: readonly Facet[]
}

/** So many are counted, or put in order by themselves. */
export const mostGathered = 1000

const columns = {
  name: ['name_key', 'registration_id'],
  organization: ['organization_key', 'name_key', 'registration_id'],
  locality: ['locality_key', 'name_key', 'registration_id'],
  registered: ['registration_id'],
  status: ['status_rank', 'name_key', 'registration_id'],
  group: ['group_rank', 'name_key', 'registration_id'],
} as const satisfies Record<PeopleSort, readonly string[]>

/** Some of the people in order, words aside. */
export function walk(query: PeopleQuery, way: 'forwards' | 'backwards', offset: number, limit: number) {
  const isBackwards = query.order.isReversed !== (way === 'backwards')
  return query.read
    .selectFrom('people_list')
    .select('registration_id as id')
    .where('event_id', '=', query.audience.eventId)
    .where(permitted(query))
    .where(haveFacets(query))
    .orderBy(inOrder(query, isBackwards))
    .limit(limit)
    .offset(offset)
}

/** Those to whom keys lead, put in order; `total` counts no further than one above `mostGathered`. */
export function gather(query: PeopleQuery, offset: number, limit: number) {
  const found = keyed(query)
    .select(['registration_id', ...sortColumns(query)])
    .where(permitted(query))
    .where(haveFacets(query))
    .where(haveWords(query))
    .limit(mostGathered + 1)
  return query.read
    .with(
      (cte) => cte('found').materialized(),
      () => found,
    )
    .selectFrom('found')
    .select([
      'registration_id as id',
      (of) =>
        of
          .selectFrom('found')
          .select((all) => all.fn.countAll<number>().as('n'))
          .as('total'),
    ])
    .$castTo<{ id: number; total: number }>()
    .orderBy(inOrder(query, query.order.isReversed))
    .limit(limit)
    .offset(offset)
}

function sortColumns({ order }: PeopleQuery) {
  return columns[order.sort].filter((column) => column !== 'registration_id')
}

/** The list as far as the keys lead to it. SQLite keeps its index of keys beside the list, and is told to begin there. */
function keyed({ read, dialect, audience, words, facets }: PeopleQuery) {
  const sought = keysSought(audience.eventId, words, leading(facets, words.length > 0))
  if (dialect === 'sqlite') {
    const keys = sql<{
      key: number
    }>`(select rowid as key from people_keys where people_keys match ${matchOf(sought)})`
    return read
      .selectFrom(keys.as('keyed'))
      .crossJoin('people_list')
      .whereRef('registration_id', '=', sql.ref('keyed.key'))
  }
  const holds = (keys: readonly number[]) => sql<boolean>`keys @> ${`{${keys.join(',')}}`}::integer[]`
  const all = sought.map((any) => sql<boolean>`(${sql.join(any.map(holds), sql` or `)})`)
  return read.selectFrom('people_list').where(sql<boolean>`${sql.join(all, sql` and `)}`)
}

/** A facet that most people have leads nowhere; its bit is looked at anyway. */
function leading(facets: readonly Facet[], isLedByWords: boolean): string[] {
  const [rarest, ...others] = [...facets].sort((a, b) => a.people - b.people)
  const few = others.filter(({ people }) => people < 2 * (rarest?.people ?? 0))
  return (isLedByWords || rarest === undefined ? facets : [rarest, ...few]).map(({ facet }) => facet)
}

function permitted({ audience }: PeopleQuery): RawBuilder<boolean> {
  const { permission, eventId } = audience
  return permission === 'the program itself' ? sql<boolean>`1 = 1` : allowed(permission, eventId)
}

function haveFacets({ facets }: PeopleQuery): RawBuilder<boolean> {
  const { traits, more_traits } = traitsOf(facets.map(({ bit }) => bit))
  const beyond = facets.filter(({ bit }) => !hasBit(bit))
  return allOf([
    ...(traits === 0 ? [] : [sql<boolean>`traits & ${traits} = ${traits}`]),
    ...(more_traits === 0 ? [] : [sql<boolean>`more_traits & ${more_traits} = ${more_traits}`]),
    ...beyond.map(({ facet }) => like('facets', patternOf(facetText([facet])))),
  ])
}

/** Keys may be shared and stand anywhere in a person: the text decides. */
function haveWords({ words }: PeopleQuery): RawBuilder<boolean> {
  return allOf(
    words.map(
      (texts) =>
        sql<boolean>`(${sql.join(
          texts.map((text) => like('search', patternOf(text))),
          sql` or `,
        )})`,
    ),
  )
}

function like(column: 'search' | 'facets', pattern: string): RawBuilder<boolean> {
  return sql<boolean>`people_list.${sql.ref(column)} like ${pattern} escape '\\'`
}

function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}

function inOrder({ order }: PeopleQuery, isBackwards: boolean) {
  const direction = isBackwards ? sql`desc` : sql`asc`
  return sql`${sql.join(columns[order.sort].map((column) => sql`${sql.ref(column)} ${direction}`))}`
}
