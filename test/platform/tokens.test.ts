import { expect, it } from 'vitest'
import { createTokens } from '../../src/platform/tokens.ts'

const tokens = createTokens(['a secret for tests only'])
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The same bytes to a decoder that is not strict: the last letter says more bits than there are. */
function withOtherLastBit(text: string): string {
  return text.slice(0, -1) + letters[letters.indexOf(text.slice(-1)) ^ 1]
}

it('opens a registration by its own token and generation, and by no other text', () => {
  const token = tokens.registration.sign(7, 2)
  const opens = (text: string, generation = 2) => tokens.registration.read(text)?.verify(generation) ?? false
  expect([opens(token), opens(token, 3), opens(tokens.registration.sign(8, 2))]).toEqual([true, false, true])
  const mac = token.slice(2)
  const others = [
    ...[`8.${mac}`, `07.${mac}`, `7e0.${mac}`, `7.0.${mac}`, ` ${token}`, `-${token}`, mac, '7.', '.', ''],
    ...[`${token}=`, `${token}.`, `${token} `, `${token}!!`, `${token}A`, token.slice(0, -1)],
    ...[withOtherLastBit(token), tokens.signIn.sign('7')],
  ]
  expect(others.filter((text) => opens(text))).toEqual([])
})

it('opens what was sealed for one purpose, for that alone, and unchanged', () => {
  const sealed = tokens.seal('receipt', { email: 'ivan@example.org' })
  expect(tokens.open('receipt', sealed)).toEqual({ email: 'ivan@example.org' })
  expect(tokens.open('asked', sealed)).toBeNull()
  for (const text of [`${sealed}!!`, `${sealed}=`, `${sealed}A`, sealed.slice(0, -1), '', 'AAAA']) {
    expect([text, tokens.open('receipt', text)]).toEqual([text, null])
  }
})

it('believes every secret and signs with the first', () => {
  const rotated = createTokens(['a newer secret for tests', 'a secret for tests only'])
  const old = tokens.signIn.sign('link')
  expect([rotated.signIn.read(old), tokens.signIn.read(rotated.signIn.sign('link'))]).toEqual(['link', null])
})
