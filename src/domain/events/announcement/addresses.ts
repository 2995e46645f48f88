/** E-mail and web addresses as they are written in announcements, a line break inside an address included. */
import type { Span } from './fact.ts'
import type { Source, Token } from './source.ts'

export type Written = Span & { value: string; first: number; last: number }

/** Tokens that one address may have; no text makes the search longer. */
const longest = 60
/** No announcement has as many addresses. */
const most = 100
const inside = /^[\p{L}\p{N}._%+-]$/u
const inWeb = /^[\p{L}\p{N}\-._~:/?#@!$&'*+,;=%]$/u

export function emailsIn({ tokens }: Source): Written[] {
  const signs = tokens.flatMap((token, at) => (token.text === '@' ? [at] : []))
  return signs.slice(0, most).flatMap((at) => emailAround(tokens, at) ?? [])
}

function emailAround(tokens: readonly Token[], at: number): Written | undefined {
  let first = at
  while (first > 0 && at - first < longest && isTied(tokens[first - 1], tokens[first])) first -= 1
  let last = at
  while (
    last + 1 < tokens.length &&
    last - at < longest &&
    isTied(tokens[last + 1], tokens[last + 1], last === at)
  )
    last += 1
  while (last > at && tokens[last]?.kind === 'mark') last -= 1
  while (first < at && /^[.\-_+%]$/.test(tokens[first]?.text ?? '')) first += 1
  const value = tokens
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join('')
  if (first === at || !/^[^@]+@[^@]+\.\p{L}{2,}$/u.test(value) || value.length > 254) return undefined
  return { value, first, last, from: tokens[first]?.from ?? 0, to: tokens[last]?.to ?? 0 }
}

/** `one` belongs to the address when nothing parts it from the other: `gap` is the token that may have a space before. */
function isTied(one: Token | undefined, gap: Token | undefined, mayBreak = false): boolean {
  if (one === undefined || gap === undefined || one.kind === 'break') return false
  if (gap.spaced && !mayBreak) return false
  return one.kind === 'word'
    ? /^[\p{Script=Latin}]+$/u.test(one.text)
    : one.kind === 'number' || inside.test(one.text)
}

export function webAddressesIn({ tokens }: Source): Written[] {
  const found: Written[] = []
  for (let at = 0; at < tokens.length && found.length < most; at += 1) {
    const address = webAddressAt(tokens, at)
    if (address !== undefined) found.push(address)
  }
  return found
}

function webAddressAt(tokens: readonly Token[], at: number): Written | undefined {
  const token = tokens[at]
  const isScheme = (token?.low === 'http' || token?.low === 'https') && tokens[at + 2]?.text === '/'
  const isBare = token?.low === 'www' && tokens[at + 1]?.text === '.' && !isScheme
  if (!isScheme && !(isBare && tokens[at - 1]?.text !== '/')) return undefined
  return webAddressFrom(tokens, at, isBare)
}

function webAddressFrom(tokens: readonly Token[], at: number, isBare: boolean): Written | undefined {
  let last = at
  while (last + 1 < tokens.length && last - at < longest && isWebPart(tokens[last + 1])) last += 1
  while (last > at && /^[.,;:!?)]$/.test(tokens[last]?.text ?? '')) last -= 1
  const text = tokens
    .slice(at, last + 1)
    .map(({ text }) => text)
    .join('')
  const value = isBare ? `https://${text}` : text
  return URL.canParse(value)
    ? { value, first: at, last, from: tokens[at]?.from ?? 0, to: tokens[last]?.to ?? 0 }
    : undefined
}

function isWebPart(token: Token | undefined): boolean {
  if (token === undefined || token.spaced || token.kind === 'break') return false
  return token.kind !== 'mark' || inWeb.test(token.text)
}
