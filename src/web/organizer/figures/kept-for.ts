import type { Clock } from '../../../platform/clock.ts'

const most = 200

/**
 * Makes a value for each key and keeps it for a while; who asks while it is being made waits for the same. A value that
 * could not be made is asked for again.
 */
export function keptFor<Value>(milliseconds: number, clock: Clock) {
  const kept = new Map<string, { value: Promise<Value>; until: number }>()
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const now = clock().getTime()
    const known = kept.get(key)
    if (known !== undefined && known.until > now) return known.value
    const value = make()
    kept.delete(key)
    if (kept.size >= most) kept.delete(kept.keys().next().value ?? key)
    kept.set(key, { value, until: now + milliseconds })
    value.catch(() => kept.delete(key))
    return value
  }
}
