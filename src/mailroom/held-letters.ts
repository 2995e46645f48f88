/** The letters that this worker has claimed: waiting their turn, or under way to the server. */
import type { Database } from '../database/database.ts'
import { releaseLetters, renewClaims } from '../domain/outbox/lease.ts'
import { type ClaimedLetter, claimLetters } from '../domain/registrations/due-letters.ts'
import type { Clock } from '../platform/clock.ts'

/** A letter is not begun when its claim ends so soon: another worker would send it too. */
const marginMilliseconds = 10_000

export type HeldLetters = {
  /** Claims up to `limit` due letters; answers how many there were. */
  claim(limit: number): Promise<number>
  waiting(): number
  /** The next letter to send; its claim is still good. */
  take(): ClaimedLetter | undefined
  /** It was settled, or must be left to others. */
  forget(id: number): void
  /** Prolongs all claims; letters that went to another worker meanwhile are let go. */
  renew(): Promise<void>
  /** Gives back the letters that wait. */
  release(): Promise<void>
}

export function holdLetters(database: Database, worker: string, clock: Clock): HeldLetters {
  const until = new Map<number, string>()
  let waiting: ClaimedLetter[] = []

  function isGood({ id }: ClaimedLetter): boolean {
    const end = until.get(id)
    return end !== undefined && Date.parse(end) - clock().getTime() > marginMilliseconds
  }

  return {
    waiting: () => waiting.length,
    forget: (id) => void until.delete(id),
    async claim(limit) {
      const letters = await claimLetters(database, worker, limit, clock())
      for (const letter of letters) until.set(letter.id, letter.claimedUntil)
      waiting.push(...letters)
      return letters.length
    },
    take() {
      for (;;) {
        const letter = waiting.shift()
        if (letter === undefined || isGood(letter)) return letter
        until.delete(letter.id)
      }
    },
    async renew() {
      const asked = [...until.keys()]
      const renewed = await renewClaims(database, worker, asked, clock())
      for (const id of asked) {
        if (renewed.ids.has(id)) until.set(id, renewed.until)
        else until.delete(id)
      }
    },
    async release() {
      const ids = waiting.map(({ id }) => id)
      waiting = []
      for (const id of ids) until.delete(id)
      await releaseLetters(database, worker, ids)
    },
  }
}
