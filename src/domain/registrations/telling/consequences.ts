import { eventFacts } from '../../events/event-facts.ts'
import type { EventRecord } from '../../events/event-record.ts'
import type { Affected } from './affected.ts'
import { isNews } from './order-telling.ts'
import { type ChangeKind, type LiveStatus, liveStatuses, newsFor } from './what-changed.ts'

/** What people of one status will get. */
export type Consequence = {
  status: LiveStatus
  letter: ChangeKind
  /** What the letter does to their calendar; null: nothing */
  calendar: 'REQUEST' | 'CANCEL' | null
  people: number
}

export type Consequences = {
  letters: readonly Consequence[]
  /** Letters by their language, most first */
  languages: readonly { language: string; people: number }[]
  /** People without an address, whom somebody has to call */
  toCall: number
}

/** Who will be told what when the event becomes `after`; nobody where nothing of time, place and status changes. */
export function consequencesOf(
  before: EventRecord,
  after: EventRecord,
  affected: readonly Affected[],
  now: Date,
): Consequences {
  if (!isNews(before, after, now)) return { letters: [], languages: [], toCall: 0 }
  const [was, is] = [eventFacts(before), eventFacts(after)]
  const concerned = affected.filter(({ status }) => newsFor(was, is, status) !== null)
  const reached = concerned.filter(({ reachable }) => reachable)
  return {
    letters: liveStatuses.flatMap((status) => {
      const letter = newsFor(was, is, status)
      const people = sum(reached.filter((each) => each.status === status))
      return letter === null || people === 0
        ? []
        : [{ status, letter, calendar: calendarOf(status, letter), people }]
    }),
    languages: [...Map.groupBy(reached, ({ language }) => language)]
      .map(([language, each]) => ({ language, people: sum(each) }))
      .sort((a, b) => b.people - a.people),
    toCall: sum(concerned.filter(({ reachable }) => !reachable)),
  }
}

function calendarOf(status: LiveStatus, letter: ChangeKind): Consequence['calendar'] {
  if (status !== 'confirmed') return null
  return letter === 'event-cancelled' || letter === 'event-postponed' ? 'CANCEL' : 'REQUEST'
}

function sum(rows: readonly Affected[]): number {
  return rows.reduce((all, { people }) => all + people, 0)
}
