/** How a whole list of people would find their places: decided in memory, while the places are locked. */
import type { RegistrationStatus } from '../../../database/tables.ts'

export type Arrival = { party: number; sessions: readonly string[]; wish: RegistrationStatus }

export type Room = {
  capacity: number | null
  taken: number
  waiting: number
  sessions: readonly { session: string; capacity: number | null; taken: number }[]
}

export type Seat =
  | { status: RegistrationStatus; isOverLimit: boolean }
  | { refused: 'full' | 'party-too-large' | 'session-full'; sessions?: readonly string[] }

export type Seating = {
  /** One for each arrival, in their order */
  seats: readonly Seat[]
  /** What the arrivals take */
  taken: number
  waiting: number
  sessions: ReadonlyMap<string, number>
}

/**
 * As if they had come one after another: whoever the list calls confirmed first, then those who wait, both in the
 * order of the list. Nobody overtakes those who wait, unless the limit is passed on purpose.
 */
export function seat(
  arrivals: readonly Arrival[],
  room: Room,
  terms: { waitlist: boolean; passesLimit: boolean },
): Seating {
  const hall = new Hall(room, terms)
  const seats: Seat[] = arrivals.map(({ wish }) => ({ status: wish, isOverLimit: false }))
  const left: number[] = []
  for (const [at, arrival] of arrivals.entries()) {
    if (arrival.wish === 'waitlisted') left.push(at)
    else if (arrival.wish === 'confirmed') {
      const found = hall.admit(arrival)
      if (found === null) left.push(at)
      else seats[at] = found
    }
  }
  hall.opensToWaiting()
  for (const at of left.sort((a, b) => a - b)) {
    const arrival = arrivals[at]
    if (arrival !== undefined) seats[at] = hall.admit(arrival) ?? hall.queue(arrival)
  }
  return { seats, ...hall.sums() }
}

class Hall {
  readonly #room: Room
  readonly #terms: { waitlist: boolean; passesLimit: boolean }
  readonly #sessions: Map<string, number>
  #taken = 0
  #waiting = 0
  /** Somebody who was there before does not fit: whoever comes later does not overtake them. */
  #isHeldUp = false

  constructor(room: Room, terms: { waitlist: boolean; passesLimit: boolean }) {
    this.#room = room
    this.#terms = terms
    this.#sessions = new Map()
  }

  /** Null: no place, for whoever is not let in over the limit. */
  admit({ party, sessions, wish }: Arrival): Seat | null {
    const { capacity, taken, waiting } = this.#room
    const fits = capacity === null || taken + this.#taken + party <= capacity
    const isFree = fits && waiting + this.#waiting === 0 && !this.#isHeldUp
    const passes = this.#terms.passesLimit && wish === 'confirmed'
    if (!isFree && !passes) {
      this.#isHeldUp = true
      return null
    }
    const full = sessions.filter((session) => !this.#hasRoom(session, party))
    if (full.length > 0) return { refused: 'session-full', sessions: full }
    this.#taken += party
    for (const session of sessions) this.#sessions.set(session, (this.#sessions.get(session) ?? 0) + party)
    return { status: 'confirmed', isOverLimit: !isFree }
  }

  /** What was held up for those who are confirmed is looked at again, in the order of the list. */
  opensToWaiting(): void {
    this.#isHeldUp = false
  }

  queue({ party }: Arrival): Seat {
    const { capacity } = this.#room
    if (!this.#terms.waitlist) return { refused: 'full' }
    if (capacity !== null && party > capacity) return { refused: 'party-too-large' }
    this.#waiting += 1
    return { status: 'waitlisted', isOverLimit: false }
  }

  sums(): Omit<Seating, 'seats'> {
    return { taken: this.#taken, waiting: this.#waiting, sessions: this.#sessions }
  }

  #hasRoom(id: string, party: number): boolean {
    const known = this.#room.sessions.find(({ session }) => session === id)
    if (known === undefined || known.capacity === null) return true
    return known.taken + (this.#sessions.get(id) ?? 0) + party <= known.capacity
  }
}
