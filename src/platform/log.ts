import type { Logger } from 'pino'
import { destination, pino } from 'pino'

export type Log = Logger

/** One JSON line an event on standard error. Callers never hand it a token, an address or a mail body. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }, destination(2))
}
