/** What would come of a list if it were imported now. */
import type { Kysely } from 'kysely'
import type { RegistrationStatus, Tables } from '../../../database/tables.ts'
import { type EventRecord, placesOf } from '../../../domain/events/event-record.ts'
import { everybody } from '../../../domain/registrations/doubles/find-doubles.ts'
import { possibleDoubles, type Someone } from '../../../domain/registrations/doubles/possible-doubles.ts'
import { type Seat, seat } from '../../../domain/registrations/import/arrivals.ts'
import { knownRows, repeatedRows } from '../../../domain/registrations/import/known-people.ts'
import type {
  ListChoices,
  ListOutcome,
  ListProblem,
  ListRow,
} from '../../../domain/registrations/import/list-import.ts'
import type { ListedPerson } from '../../../domain/registrations/import/listed-person.ts'
import type { PhraseKey } from '../../../platform/i18n.ts'
import { rowReader } from './read-listed.ts'

export type Looked = {
  people: readonly ListedPerson[]
  problems: readonly ListProblem[]
  rows: number
  wrong: number
}

/** Reads every row; `told` hears after some hundred how many are done. */
export function readList(
  event: EventRecord,
  rows: readonly ListRow[],
  choices: ListChoices,
  by: number,
  told: (done: number) => void,
): Looked {
  const header = rows.find(([number]) => number === choices.header)
  const read = rowReader(event, choices, { header, by })
  const people: ListedPerson[] = []
  const problems: ListProblem[] = []
  let wrong = 0
  for (const [at, row] of rows.entries()) {
    if (row[0] <= choices.header) continue
    const found = read(row)
    if (found.person !== null) people.push(found.person)
    if (found.problems.length > 0) wrong += 1
    problems.push(...found.problems)
    if (at % 200 === 0) told(at)
  }
  return { people, problems, rows: people.length + wrong, wrong }
}

/** Problems beyond these are counted and not kept: a wrong column makes one a row. */
const mostKept = 20_000

export type Checked = { outcome: ListOutcome; problems: readonly ListProblem[] }

/** Against the people and places of the event as they are; nothing is changed. */
export async function checkList(
  db: Kysely<Tables>,
  event: EventRecord,
  looked: Looked,
  choices: ListChoices,
): Promise<Checked> {
  const known = await knownRows(db, event.id, looked.people)
  const repeated = repeatedRows(looked.people)
  const coming = looked.people.filter(({ row }) => !known.has(row) && !repeated.has(row))
  const { seats, notices } = await seatedWith(db, event, coming, choices)
  const doubles = await doublesOf(db, event.id, coming)
  const refusals = notices.filter(({ isNotice }) => isNotice !== true)
  const problems = [...looked.problems, ...notices, ...repeats(repeated), ...doubles]
  return {
    outcome: {
      rows: looked.rows,
      wrong: looked.wrong + refusals.length,
      problems: looked.problems.length + refusals.length,
      ...counted(seats),
      known: known.size,
      repeated: [...repeated.keys()].filter((row) => !known.has(row)).length,
      doubles: doubles.length,
      letters: coming.filter((person, at) => isWrittenTo(person, seats[at])).length,
      unknownGroups: unknownGroups(looked.problems),
    },
    problems: problems.sort(mistakesFirst).slice(0, mostKept),
  }
}

function mistakesFirst(a: ListProblem, b: ListProblem): number {
  return Number(a.isNotice === true) - Number(b.isNotice === true) || a.row - b.row
}

async function seatedWith(
  db: Kysely<Tables>,
  event: EventRecord,
  coming: readonly ListedPerson[],
  choices: ListChoices,
) {
  const arrivals = coming.map(({ input, status }) => ({
    party: 1 + input.guests,
    sessions: input.sessions,
    wish: status,
  }))
  const { waitlist } = event.document.registration
  const terms = { waitlist, passesLimit: choices.overLimitReason !== '' }
  const { seats } = seat(arrivals, await placesOf(db, event.id), terms)
  const notices = seats.flatMap((found, at) => {
    const person = coming[at]
    return person === undefined ? [] : noticesOf(person, found)
  })
  return { seats, notices }
}

const refusals = {
  full: 'lists.problem.full',
  'party-too-large': 'lists.problem.party-too-large',
  'session-full': 'lists.problem.session-full',
} as const satisfies Readonly<Record<string, PhraseKey>>

function noticesOf({ row, status, input }: ListedPerson, found: Seat): ListProblem[] {
  const whole = { row, column: null, value: '', who: input.name }
  if ('refused' in found) return [{ ...whole, key: refusals[found.refused] satisfies PhraseKey }]
  const waits = status === 'confirmed' && found.status === 'waitlisted'
  return waits ? [{ ...whole, key: 'lists.problem.waits' satisfies PhraseKey, isNotice: true }] : []
}

function counted(seats: readonly Seat[]): Pick<ListOutcome, 'coming' | 'overLimit'> {
  const coming: Partial<Record<RegistrationStatus, number>> = {}
  let overLimit = 0
  for (const found of seats) {
    if ('refused' in found) continue
    coming[found.status] = (coming[found.status] ?? 0) + 1
    if (found.isOverLimit) overLimit += 1
  }
  return { coming, overLimit }
}

function isWrittenTo({ input }: ListedPerson, found: Seat | undefined): boolean {
  if (input.email === null || found === undefined || 'refused' in found) return false
  return ['confirmed', 'waitlisted', 'pending'].includes(found.status)
}

function repeats(repeated: ReadonlyMap<number, number>): ListProblem[] {
  return [...repeated].map(([row, earlier]) => ({
    ...{ row, column: null, value: '', isNotice: true },
    key: 'lists.problem.repeated' satisfies PhraseKey,
    values: { row: earlier },
  }))
}

/** People of the list get ids below zero, so that nobody is taken for somebody of the event. */
async function doublesOf(
  db: Kysely<Tables>,
  eventId: number,
  coming: readonly ListedPerson[],
): Promise<ListProblem[]> {
  const there = await everybody(db, eventId)
  const names = new Map(there.map(({ id, name }) => [id, name]))
  const listed = coming.filter(({ status }) => status !== 'declined' && status !== 'cancelled').map(someone)
  const found = possibleDoubles([...there, ...listed], ({ id }) => id < 0)
  // One double is told of each row; the rest is looked at side by side after the import.
  const pairs = [...new Map(found.toReversed().map((pair) => [pair.first, pair])).values()]
  return pairs.map(({ first, second }) => {
    // The smaller id comes first: of two from the list that is the later row.
    const other = names.get(second)
    const name = names.get(second) ?? listed.find(({ id }) => id === second)?.name ?? ''
    const key: PhraseKey = other === undefined ? 'lists.problem.double-row' : 'lists.problem.double'
    const values = other === undefined ? { name, row: -second } : { name }
    const who = listed.find(({ id }) => id === first)?.name ?? ''
    return { row: -first, column: null, value: '', who, key, values, isNotice: true }
  })
}

function someone({ row, input }: ListedPerson): Someone {
  const { name, email, phone, organization, locality } = input
  return { id: -row, name, email, phone, organization, locality }
}

function unknownGroups(problems: readonly ListProblem[]): string[] {
  const key: PhraseKey = 'lists.problem.group'
  const words = problems.filter((problem) => problem.key === key).map(({ value }) => value.trim())
  return [...new Set(words)].slice(0, 30)
}
