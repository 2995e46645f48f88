import { describe, expect, test } from 'vitest'
import { nextTry, pauseMilliseconds } from '../../src/mailroom/backoff.ts'
import { createLine } from '../../src/mailroom/line.ts'
import type { Outcome } from '../../src/platform/smtp-outcome.ts'

const written = '2026-11-22T10:00:00.000Z'
const start = new Date(written)
const later = (milliseconds: number) => new Date(start.getTime() + milliseconds)
const hour = 3_600_000

describe('the next try', () => {
  test('comes after seconds, then minutes, then hours', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((failures) => {
      const next = nextTry(failures, written, start, 0.5)
      return ((next?.getTime() ?? 0) - start.getTime()) / 1000
    })
    expect(waits).toEqual([10, 60, 300, 900, 2400, 3600, 7200, 14_400, 14_400, 14_400])
  })

  test('is a little off, so that letters do not come back together', () => {
    const earliest = nextTry(2, written, start, 0)
    const latest = nextTry(2, written, start, 0.999)
    expect([earliest, latest]).toEqual([later(48_000), later(71_976)])
  })

  test('never lies beyond the two days, at the end of which there is a last one', () => {
    expect(nextTry(9, written, later(47 * hour), 0.5)).toEqual(later(48 * hour))
    expect(nextTry(9, written, later(48 * hour), 0.5)).toBeNull()
  })
})

describe('the line', () => {
  const refused: Outcome = { outcome: 'unreachable', reason: 'no-connection', replyCode: null }
  const sent: Outcome = { outcome: 'sent', replyCode: 250 }

  test('pauses grow up to a bound', () => {
    const pauses = (trouble: 'unreachable' | 'configuration') =>
      [1, 2, 3, 6, 20].map((times) => pauseMilliseconds(trouble, times) / 1000)
    expect(pauses('unreachable')).toEqual([1, 2, 4, 30, 30])
    expect(pauses('configuration')).toEqual([5, 10, 20, 160, 300])
  })

  test('letters under way together tell of one trouble', () => {
    const line = createLine()
    line.heard(refused, start)
    line.heard(refused, later(10))
    line.heard(refused, later(500))
    expect(line.wait(later(500))).toBe(500)
    line.heard(refused, later(1500))
    expect(line.wait(later(1500))).toBe(2000)
  })

  test('a letter that goes through opens it, and the next trouble begins anew', () => {
    const line = createLine()
    line.heard(refused, start)
    line.heard(refused, later(1000))
    line.heard(sent, later(1500))
    expect([line.status(), line.wait(later(1500)), line.onTrial()]).toEqual([{ state: 'open' }, 0, false])
    line.heard(refused, later(2000))
    expect(line.wait(later(2000))).toBe(1000)
  })

  test('a server that asked for patience gets it, whatever was under way', () => {
    const line = createLine()
    line.heard({ outcome: 'backoff', reason: 'slow-down', replyCode: 432 }, start)
    line.heard(sent, later(100))
    expect(line.wait(later(100))).toBe(29_900)
    line.heard(sent, later(30_000))
    expect(line.status()).toEqual({ state: 'open' })
  })

  test('a refused recipient is no trouble of the line', () => {
    const line = createLine()
    line.heard({ outcome: 'rejected', reason: 'recipient-refused', replyCode: 550 }, start)
    expect(line.status()).toEqual({ state: 'open' })
  })
})
