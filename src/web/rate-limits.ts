import type { Request } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'

export type RateLimits = {
  /** Whether this visitor may send one more form; counted by network address. */
  mayPost(req: Request): Promise<boolean>
  /** Whether this visitor may ask one more question, whose words are sent to any address that they type. */
  mayAsk(req: Request): Promise<boolean>
  /** Whether this visitor may ask for one more address to be written to about new events. */
  maySubscribe(req: Request): Promise<boolean>
  /** Whether one more person may be registered under this address, which many of an office may share. */
  mayRegister(email: string): Promise<boolean>
  /** Whether one more letter may be caused to an address that nobody has confirmed. */
  mayWriteTo(email: string): Promise<boolean>
}

const always = async (): Promise<boolean> => true

/** A whole office behind one network address registers in a morning: the limits stop programs, not people. */
export function createRateLimits(on: boolean): RateLimits {
  if (!on)
    return { mayPost: always, mayAsk: always, maySubscribe: always, mayRegister: always, mayWriteTo: always }
  const byNetwork = new RateLimiterMemory({ points: 600, duration: 60 })
  const questions = new RateLimiterMemory({ points: 30, duration: 3600 })
  const subscriptions = new RateLimiterMemory({ points: 60, duration: 3600 })
  const byMailbox = new RateLimiterMemory({ points: 60, duration: 3600 })
  const byAddress = new RateLimiterMemory({ points: 20, duration: 3600 })
  return {
    mayPost: (req) => take(byNetwork, networkOf(req.ip ?? 'unknown')),
    mayAsk: (req) => take(questions, networkOf(req.ip ?? 'unknown')),
    maySubscribe: (req) => take(subscriptions, networkOf(req.ip ?? 'unknown')),
    mayRegister: (email) => take(byMailbox, email.toLowerCase()),
    mayWriteTo: (email) => take(byAddress, email.toLowerCase()),
  }
}

/** One household or office has the first half of an IPv6 address (RFC 6177) and may vary the other at will. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [front = [], back = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
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
