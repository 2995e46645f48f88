/** When to try again: pure decisions. */

const second = 1000
const minute = 60 * second
const hour = 60 * minute

const waits = [10 * second, minute, 5 * minute, 15 * minute, 40 * minute, hour, 2 * hour, 4 * hour]

/** A letter that could not leave for so long is given up, and its organizers see it. */
export const patienceMilliseconds = 48 * hour

/**
 * The next try of a letter that failed `failures` times, counted from one; null when its two days are over. Waits grow
 * from seconds to hours, each a little off (`random` in [0, 1)), so that letters do not come back all at once.
 */
export function nextTry(failures: number, createdAt: string, now: Date, random: number): Date | null {
  const end = Date.parse(createdAt) + patienceMilliseconds
  if (now.getTime() >= end) return null
  const wait = waits[Math.min(failures, waits.length) - 1] ?? 10 * second
  return new Date(Math.min(now.getTime() + wait * (0.8 + 0.4 * random), end))
}

export type Trouble = 'unreachable' | 'backoff' | 'configuration'

const pauses: Record<Trouble, { first: number; most: number }> = {
  // A server that restarts is back in seconds.
  unreachable: { first: second, most: 30 * second },
  backoff: { first: 30 * second, most: 5 * minute },
  // Somebody has to change a setting; asking too often gets accounts locked.
  configuration: { first: 5 * second, most: 5 * minute },
}

/** How long everything waits after the `times`-th trouble of this kind in a row, counted from one. */
export function pauseMilliseconds(trouble: Trouble, times: number): number {
  const { first, most } = pauses[trouble]
  return Math.min(most, first * 2 ** (times - 1))
}
