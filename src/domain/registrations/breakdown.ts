/** Who is coming, counted from every side that an organizer or a funder asks about. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { fold } from '../../platform/text.ts'
import { inTurns } from '../../platform/turns.ts'
import { type Audience, among } from './attendee-filter.ts'

/** Confirmed registrations and the people they bring: each registration is one person and their guests. */
export type Share = { registrations: number; people: number; arrived: number }

export type Breakdown = {
  total: Share
  /** People by the hour (UTC, `2027-01-10T09`) at which their registration was made */
  byHour: ReadonlyMap<string, number>
  /** The empty name stands for who did not say. */
  byGroup: ReadonlyMap<string, Share>
  /** Under the spelling that most people used; case, spaces and ё aside it is one place. */
  byLocality: ReadonlyMap<string, Share>
  byLanguage: ReadonlyMap<string, Share>
  bySource: ReadonlyMap<string, Share>
  /** By id of the agenda item */
  bySession: ReadonlyMap<string, Share>
}

const rowsInPage = 1000

/**
 * Counts everybody who is confirmed, a thousand at a time with a turn of the event loop between, so that a large event
 * stops nobody else's page.
 */
export async function breakdownOf(db: Kysely<Tables>, audience: Audience): Promise<Breakdown> {
  const count = new Count()
  for await (const rows of inTurns(pagesOf(db, audience), rowsInPage)) for (const row of rows) count.add(row)
  return count.result()
}

type Row = Awaited<ReturnType<ReturnType<typeof confirmedAfter>['execute']>>[number]

async function* pagesOf(db: Kysely<Tables>, audience: Audience): AsyncGenerator<Row[]> {
  for (let last = 0; ; ) {
    const rows = await confirmedAfter(db, audience, last).execute()
    if (rows.length > 0) yield rows
    if (rows.length < rowsInPage) return
    last = rows.at(-1)?.id ?? last
  }
}

/** A walk along (event, status, id). */
export function confirmedAfter(db: Kysely<Tables>, audience: Audience, last: number) {
  return db
    .selectFrom('registrations')
    .select(['id', 'audience', 'locality', 'language', 'source', 'guests', 'sessions', 'registered_at'])
    .select((of) =>
      of
        .selectFrom('check_ins')
        .select((is) => is.fn.countAll<number>().as('n'))
        .whereRef('check_ins.registration_id', '=', 'registrations.id')
        .as('check_ins'),
    )
    .where((is) => among(is, audience, { status: 'confirmed' }))
    .where('registrations.id', '>', last)
    .orderBy('registrations.id')
    .limit(rowsInPage)
}

class Count {
  readonly #total = noShare()
  readonly #hours = new Map<string, number>()
  readonly #groups = new Map<string, Share>()
  readonly #localities = new Map<string, Share & { spellings: Map<string, number> }>()
  readonly #languages = new Map<string, Share>()
  readonly #sources = new Map<string, Share>()
  readonly #sessions = new Map<string, Share>()

  add(row: Row): void {
    const people = 1 + row.guests
    const share: Share = { registrations: 1, people, arrived: (row.check_ins ?? 0) > 0 ? 1 : 0 }
    grow(this.#total, share)
    const hour = row.registered_at.slice(0, 13)
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + people)
    grow(shareOf(this.#groups, row.audience), share)
    grow(shareOf(this.#languages, row.language), share)
    grow(shareOf(this.#sources, row.source), share)
    this.#addLocality(row.locality, share)
    // Written by the operations of this folder alone, always a list of texts.
    if (row.sessions !== '[]')
      for (const session of JSON.parse(row.sessions) as string[])
        grow(shareOf(this.#sessions, session), share)
  }

  #addLocality(written: string, share: Share): void {
    const key = fold(written)
    const known = this.#localities.get(key) ?? { ...noShare(), spellings: new Map<string, number>() }
    this.#localities.set(key, known)
    grow(known, share)
    known.spellings.set(written, (known.spellings.get(written) ?? 0) + 1)
  }

  result(): Breakdown {
    const localities = [...this.#localities.values()].map(({ spellings, ...share }): [string, Share] => {
      return [usualOf(spellings), share]
    })
    return {
      total: this.#total,
      byHour: this.#hours,
      byGroup: this.#groups,
      byLocality: new Map(localities),
      byLanguage: this.#languages,
      bySource: this.#sources,
      bySession: this.#sessions,
    }
  }
}

/** What most people wrote, of those who began it with a capital where anybody did. */
function usualOf(spellings: ReadonlyMap<string, number>): string {
  const isName = (written: string) => Number(written.slice(0, 1) !== written.slice(0, 1).toLowerCase())
  const [usual] = [...spellings].sort(([a, one], [b, other]) => isName(b) - isName(a) || other - one)
  return usual?.[0] ?? ''
}

function noShare(): Share {
  return { registrations: 0, people: 0, arrived: 0 }
}

function shareOf(shares: Map<string, Share>, name: string): Share {
  const known = shares.get(name) ?? noShare()
  shares.set(name, known)
  return known
}

function grow(share: Share, more: Share): void {
  share.registrations += more.registrations
  share.people += more.people
  share.arrived += more.arrived
}
