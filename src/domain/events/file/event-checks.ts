/** What the values of an event file must mean together. */
import type { EventInput } from './event-shape.ts'
import { eventShape } from './event-shape.ts'
import type { Mistake, Path } from './mistake.ts'
import { shown } from './mistake.ts'
import {
  agendaTimeMistakes,
  eventTimeMistakes,
  registrationTimeMistakes,
  zoneMistakes,
} from './time-mistakes.ts'

type Check = (raw: unknown, whole: EventInput | undefined) => Mistake[]
type Key = keyof EventInput

const checks: readonly Check[] = [
  check(['timezone'], ({ timezone }) => zoneMistakes(timezone)),
  check(['timezone', 'starts', 'ends'], eventTimeMistakes),
  check(['timezone', 'starts', 'ends', 'registration'], registrationTimeMistakes),
  check(['timezone', 'starts', 'ends', 'agenda'], agendaTimeMistakes),
  check(['registration'], groupMistakes),
  check(['venue'], venueMistakes),
  check(['agenda'], agendaIdMistakes),
  check(['form'], formMistakes),
  check(['targets'], targetMistakes),
]

/**
 * All mistakes that the checks find in `raw`; `whole` is the same, when all of it is well formed. When it is not,
 * each check still sees the keys that it needs, and stays silent if they are malformed themselves.
 */
export function eventMistakes(raw: unknown, whole: EventInput | undefined): Mistake[] {
  return checks.flatMap((find) => find(raw, whole))
}

function check<K extends Key>(keys: readonly K[], find: (event: Pick<EventInput, K>) => Mistake[]): Check {
  return (raw, whole) => {
    if (whole !== undefined) return find(whole)
    // The mask is made of exactly these keys, so what is read is exactly their part of an event.
    const mask = Object.fromEntries(keys.map((key) => [key, true])) as Record<Key, true>
    const read = eventShape.pick(mask).strip().safeParse(raw)
    return read.success ? find(read.data) : []
  }
}

function groupMistakes({ registration }: Pick<EventInput, 'registration'>): Mistake[] {
  return repeats(registration.groups, (index) => ['registration', 'groups', index])
}

function venueMistakes({ venue }: Pick<EventInput, 'venue'>): Mistake[] {
  if ((venue.latitude === undefined) === (venue.longitude === undefined)) return []
  const [missing, given] =
    venue.latitude === undefined ? ['latitude', 'longitude'] : ['longitude', 'latitude']
  return [{ path: ['venue', missing], cause: `missing; ${given} alone is no place on a map` }]
}

function agendaIdMistakes({ agenda }: Pick<EventInput, 'agenda'>): Mistake[] {
  const nameless = agenda.flatMap(({ id, signup }, index) =>
    signup && id === undefined
      ? [{ path: ['agenda', index, 'id'], cause: 'missing; a session that people choose needs an id' }]
      : [],
  )
  const ids = agenda.map(({ id }) => id)
  return [...nameless, ...repeats(ids, (index) => ['agenda', index, 'id'])]
}

function formMistakes({ form }: Pick<EventInput, 'form'>): Mistake[] {
  const ids = form.map(({ id }) => id)
  return [...repeats(ids, (index) => ['form', index, 'id']), ...form.flatMap(optionMistakes)]
}

function optionMistakes({ type, options }: EventInput['form'][number], index: number): Mistake[] {
  const path = ['form', index, 'options']
  const offersChoice = type === 'choice' || type === 'choices'
  if (offersChoice && options.length === 0)
    return [{ path, cause: `missing; a question of type ${type} needs options to choose from` }]
  if (!offersChoice && options.length > 0)
    return [{ path, cause: `a question of type ${type} has no options` }]
  const written = options.map((option) => (typeof option === 'string' ? option : JSON.stringify(option)))
  return repeats(written, (at) => [...path, at])
}

function targetMistakes({ targets }: Pick<EventInput, 'targets'>): Mistake[] {
  const named = targets.map(({ group }) => group)
  return repeats(named, (index) => ['targets', index, 'group'])
}

/** Tells each value that stood in the list before. */
export function repeats(values: readonly (string | undefined)[], place: (index: number) => Path): Mistake[] {
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [{ path: place(index), cause: `${shown(value)} is in the list twice` }]
      : [],
  )
}
