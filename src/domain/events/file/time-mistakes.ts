/** Mistakes in the times of an event file: times that clocks never show, and times in the wrong order. */
import { addDays, isZone, resolveWallClock, wallClockAt, zoneNamed } from '../../../platform/zones.ts'
import type { EventInput } from './event-shape.ts'
import type { Mistake, Path } from './mistake.ts'
import { shown } from './mistake.ts'

type Times = Pick<EventInput, 'timezone' | 'starts' | 'ends'>

export function zoneMistakes(timezone: string): Mistake[] {
  if (isZone(timezone)) return []
  const meant = zoneNamed(timezone)
  const hint = meant === null ? 'write an IANA name such as Europe/Sofia' : `write ${meant}`
  return [{ path: ['timezone'], cause: `there is no time zone ${shown(timezone)}; ${hint}` }]
}

export function eventTimeMistakes({ timezone, starts, ends }: Times): Mistake[] {
  return [
    ...clockMistakes(['starts'], starts, timezone),
    ...clockMistakes(['ends'], ends, timezone),
    ...laterThan(['ends'], ends, 'starts', starts),
  ]
}

export function registrationTimeMistakes(event: Times & Pick<EventInput, 'registration'>): Mistake[] {
  const { opens, closes } = event.registration
  return [
    ...(opens === undefined ? [] : openingMistakes(opens, closes, event)),
    ...(closes === undefined ? [] : closingMistakes(closes, event)),
  ]
}

export function agendaTimeMistakes({ agenda, ...event }: Times & Pick<EventInput, 'agenda'>): Mistake[] {
  return agenda.flatMap((item, index) => itemMistakes(item, ['agenda', index], event))
}

function openingMistakes(opens: string, closes: string | undefined, event: Times): Mistake[] {
  const path = ['registration', 'opens']
  const found = clockMistakes(path, opens, event.timezone)
  const until = closes ?? event.starts
  const name = closes === undefined ? 'starts, when registration closes' : 'closes'
  return opens < until ? found : [...found, { path, cause: `${opens} is not before ${name}, ${until}` }]
}

function closingMistakes(closes: string, event: Times): Mistake[] {
  const path = ['registration', 'closes']
  const found = clockMistakes(path, closes, event.timezone)
  return closes <= event.ends
    ? found
    : [...found, { path, cause: `${closes} is after ends, ${event.ends}, when the event is over` }]
}

function itemMistakes(item: EventInput['agenda'][number], path: Path, event: Times): Mistake[] {
  const first = event.starts.slice(0, 10)
  // An event that ends before it begins has no days: that alone is said.
  const last = event.ends < event.starts ? (item.day ?? first) : event.ends.slice(0, 10)
  const day = item.day ?? first
  if (day < first || day > last)
    return [{ path: [...path, 'day'], cause: `${day} is not a day of the event, ${daysOf(first, last)}` }]
  const found = clockMistakes([...path, 'starts'], `${day}T${item.starts}`, event.timezone)
  if (item.ends === undefined) return found
  return [
    ...found,
    ...clockMistakes([...path, 'ends'], `${day}T${item.ends}`, event.timezone),
    ...laterThan([...path, 'ends'], item.ends, 'starts', item.starts),
  ]
}

function daysOf(first: string, last: string): string {
  if (first >= last) return first
  return addDays(first, 1) === last ? `${first} and ${last}` : `${first} to ${last}`
}

export function laterThan(path: Path, later: string, name: string, earlier: string): Mistake[] {
  return later > earlier ? [] : [{ path, cause: `${later} is not after ${name}, ${earlier}` }]
}

function clockMistakes(path: Path, local: string, zone: string): Mistake[] {
  const resolved = resolveWallClock(local, zone)
  if ('instant' in resolved || resolved.problem === 'no-such-zone') return []
  if (resolved.problem === 'no-such-time') return [{ path, cause: `there is no time ${local}` }]
  const { earlier, later } = resolved
  if (resolved.problem === 'skipped') {
    const [before, after] = [wallClockAt(earlier, zone), wallClockAt(later, zone)]
    return [
      {
        path,
        cause: `clocks in ${zone} jump over ${local}; write ${before} or ${after}, whichever is meant`,
      },
    ]
  }
  return [
    {
      path,
      cause: `clocks in ${zone} show ${local} twice, at ${earlier} and at ${later}; choose a time outside that hour`,
    },
  ]
}
