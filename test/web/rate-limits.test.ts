import type { Request } from 'express'
import { expect, it } from 'vitest'
import { createRateLimits } from '../../src/web/rate-limits.ts'

/** Only the network address of a request counts here. */
const from = (ip: string) => ({ ip }) as Request

async function taken(times: number, ask: (i: number) => Promise<boolean>): Promise<number> {
  let count = 0
  for (let i = 0; i < times; i++) if (await ask(i)) count += 1
  return count
}

it('counts one household, however many addresses its half of IPv6 has', async () => {
  const { mayPost } = createRateLimits(true)
  const many = (i: number) => mayPost(from(i % 2 === 0 ? `2001:db8::${i + 1}` : `2001:db8:0:0:${i}:1:2:3`))
  expect(await taken(700, many)).toBe(600)
  const others = [
    '2001:db8:0:1::1',
    '2001:db8:1::1',
    '::1',
    '::ffff:192.0.2.1',
    '::ffff:192.0.2.2',
    '192.0.2.3',
  ]
  for (const ip of others) expect([ip, await mayPost(from(ip))]).toEqual([ip, true])
})

it('lets an office register under its one mailbox, and no program fill it', async () => {
  const { mayRegister } = createRateLimits(true)
  expect(
    await taken(100, (i) => mayRegister(i % 2 === 0 ? 'office@example.org' : 'OFFICE@example.org')),
  ).toBe(60)
  expect(await mayRegister('another@example.org')).toBe(true)
})

it('passes on a visitor’s questions, and is no relay for advertisements', async () => {
  const { mayAsk } = createRateLimits(true)
  expect(await taken(40, () => mayAsk(from('192.0.2.1')))).toBe(30)
  expect(await mayAsk(from('192.0.2.2'))).toBe(true)
})
