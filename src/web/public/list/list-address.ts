/** The list's wish as its address says it, read and written. */
import type { Request } from 'express'
import { kinds } from '../../../domain/events/event.ts'
import type { Wish } from '../../../domain/events/finding/wish.ts'
import type { Language } from '../../../platform/i18n.ts'
import { cleanLine } from '../../../platform/text.ts'

export type ListWish = Wish & { period: string | null; language: Language }

/** Whatever an address says that no list of ours would say is left out. */
export function wishOf({ query }: Request, language: Language): ListWish {
  const page = Number(one(query.page))
  return {
    past: one(query.past) === '1',
    words: cleanLine(one(query.q), 100),
    kind: kinds.find((kind) => kind === one(query.kind)) ?? null,
    city: cleanLine(one(query.city), 100) || null,
    page: Number.isInteger(page) && page > 1 && page < 10_000 ? page : 1,
    period: monthIn(one(query.month)) ?? yearIn(one(query.year)),
    language,
  }
}

/** The query that asks for this, always spelt the same. */
export function pathOf(wish: Wish): string {
  const query = narrowing(wish)
  if (wish.past) query.set('past', '1')
  const period = periodField(wish)
  if (period !== undefined) query.set(period.name, period.value)
  if (wish.page > 1) query.set('page', String(wish.page))
  return asked(query)
}

/** The calendar of a month, narrowed as the list is. */
export function calendarPath(wish: Wish, month: string | null): string {
  const query = narrowing(wish)
  if (month !== null) query.set('month', month)
  return `/calendar${asked(query)}`
}

export type FeedFile = '/events.ics' | '/events.atom'

/** A feed narrowed as the list is. */
export function feedPath(file: FeedFile, wish: Wish, language: Language): string {
  const query = narrowing(wish)
  query.set('lang', language)
  return `${file}${asked(query)}`
}

/** Where one is written to about what is announced here. */
export function subscribePath({ kind, city }: Wish): string {
  return `/subscribe${asked(narrowing({ words: '', kind, city }))}`
}

/** How an address and a form name the year or month. */
export function periodField({ period }: Wish): { name: 'year' | 'month'; value: string } | undefined {
  if (!period) return undefined
  return { name: period.length === 4 ? 'year' : 'month', value: period }
}

export function isNarrowed({ words, kind, city, period }: Wish): boolean {
  return words !== '' || kind !== null || city !== null || Boolean(period)
}

/** `2027-03`; undefined for anything that is no month of our time. */
export function monthIn(text: string): string | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && isOurTime(text) ? text : undefined
}

function yearIn(text: string): string | null {
  return /^\d{4}$/.test(text) && isOurTime(text) ? text : null
}

/** What events may be announced, or told of afterwards, in a calendar that ends somewhere. */
function isOurTime(period: string): boolean {
  const year = Number(period.slice(0, 4))
  return year >= 1990 && year <= 2100
}

export function one(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

function narrowing({ words, kind, city }: Pick<Wish, 'words' | 'kind' | 'city'>): URLSearchParams {
  const query = new URLSearchParams()
  if (words !== '') query.set('q', words)
  if (kind !== null) query.set('kind', kind)
  if (city !== null) query.set('city', city)
  return query
}

function asked(query: URLSearchParams): string {
  return query.size === 0 ? '' : `?${query}`
}
