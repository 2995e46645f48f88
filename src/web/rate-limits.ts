import type { Request } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'

export type RateLimits = {
  /** Whether this visitor may send one more form; counted by network address. */
  mayPost(req: Request): Promise<boolean>
  /** Whether one more letter may be caused to an address that nobody has confirmed. */
  mayWriteTo(email: string): Promise<boolean>
}

const always = async (): Promise<boolean> => true

/** A whole office behind one network address registers in a morning: the limits stop programs, not people. */
export function createRateLimits(on: boolean): RateLimits {
  if (!on) return { mayPost: always, mayWriteTo: always }
  const byNetwork = new RateLimiterMemory({ points: 600, duration: 60 })
  const byAddress = new RateLimiterMemory({ points: 20, duration: 3600 })
  return {
    mayPost: (req) => take(byNetwork, req.ip ?? 'unknown'),
    mayWriteTo: (email) => take(byAddress, email.toLowerCase()),
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (refusal) {
    // The library throws its answer; a real fault comes as an Error.
    if (refusal instanceof Error) throw refusal
    return false
  }
}
