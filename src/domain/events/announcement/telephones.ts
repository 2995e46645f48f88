/** Telephone numbers, with and without country code, several behind one "тел.". */
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Written } from './addresses.ts'
import { begins, list, type Source, type Token } from './source.ts'

const labels = list(`
  тел моб gsm phone факс fax mob call сот справ т ph whatsapp viber номер
`)
const joints = new Set([',', ';', '/', 'и', 'or', 'или', 'and', 'або', 'же', 'жана', 'доб', '.'])
const extensions = ['доб', 'вътр', 'ext', 'вн']

/** No announcement has as many. */
const most = 60

export type Telephone = Written & { isFax: boolean }

export function telephonesIn(source: Source, isTaken: (token: number) => boolean): Telephone[] {
  const found: Telephone[] = []
  const { tokens } = source
  for (let at = 0; at < tokens.length && found.length < most; at += 1) {
    if (isTaken(at) || !isStart(tokens, at)) continue
    const run = runFrom(tokens, at, isTaken)
    const value = source.text.slice(tokens[at]?.from, tokens[run.last]?.to)
    const label = labelBefore(tokens, at, found.at(-1))
    if (!isNumber(value, run.digits, label !== undefined)) continue
    const isFax = label === 'fax'
    found.push({
      value,
      first: at,
      last: run.last,
      from: tokens[at]?.from ?? 0,
      to: tokens[run.last]?.to ?? 0,
      isFax,
    })
    at = run.last
  }
  return found
}

function isStart(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token?.text === '+') return next?.kind === 'number'
  if (token?.text === '(')
    return next?.kind === 'number' || (next?.text === '+' && tokens[at + 2]?.kind === 'number')
  const last = tokens[at - 1]
  const isTied =
    last !== undefined && !token?.spaced && (last.kind !== 'mark' || /^[.:/\-+№]$/.test(last.text))
  return token?.kind === 'number' && (!isTied || last.text === ':' || last.text === '.')
}

function runFrom(
  tokens: readonly Token[],
  at: number,
  isTaken: (token: number) => boolean,
): { last: number; digits: number } {
  let last = at
  let digits = 0
  for (let next = at; next < tokens.length && next - at < 20; next += 1) {
    const token = tokens[next]
    if (token === undefined || isTaken(next) || token.kind === 'break' || token.kind === 'word') break
    if (token.kind === 'number') {
      digits += token.text.length
      last = next
    } else if (
      !/^[+()\-–./]$/.test(token.text) ||
      (next > at && token.text === '+' && tokens[next - 1]?.text !== '(')
    )
      break
    else if (/^[/.]$/.test(token.text) && (tokens[next + 1]?.spaced || token.spaced)) break
  }
  return { last, digits }
}

/** With a country code as the library says; without one by its digits, a label, or the way it is written. */
function isNumber(value: string, digits: number, isLabelled: boolean): boolean {
  if (value.startsWith('+') || value.startsWith('(+'))
    return digits >= 8 && (parsePhoneNumberFromString(value.replace(/[()]/g, ''))?.isPossible() ?? false)
  if (isDateLike(value)) return false
  if (isLabelled) return digits >= 5 && digits <= 15
  return (
    digits >= 9 &&
    digits <= 12 &&
    /^\(?[08]/.test(value) &&
    /[ \-/()]|^0\d{8,}$/.test(value) &&
    !/[.]/.test(value)
  )
}

function isDateLike(value: string): boolean {
  return /^\d{1,2}[./]\d{1,2}[./]\d{2,4}/.test(value) || /^\d{4}-\d{2}-\d{2}/.test(value)
}

/** A word such as "тел." close before, or another number that this one follows. */
function labelBefore(
  tokens: readonly Token[],
  at: number,
  last: Telephone | undefined,
): 'phone' | 'fax' | undefined {
  for (let back = at - 1; back >= Math.max(0, at - 5); back -= 1) {
    const token = tokens[back]
    if (token === undefined || token.kind === 'break') break
    if (
      token.kind === 'word' &&
      begins(token, labels) &&
      (token.low.length > 1 || tokens[back + 1]?.text === '.')
    )
      return isFaxAlone(tokens, back) ? 'fax' : 'phone'
  }
  if (last === undefined || at - last.last > 8) return undefined
  const between = tokens.slice(last.last + 1, at)
  const onlyJoints = between.every(
    ({ low, kind }) => joints.has(low) || kind === 'number' || begins({ low } as Token, extensions),
  )
  return onlyJoints ? (last.isFax ? 'fax' : 'phone') : undefined
}

/** «тел./факс» is a telephone as well. */
function isFaxAlone(tokens: readonly Token[], at: number): boolean {
  if (!begins(tokens[at], ['факс', 'fax'])) return false
  return !tokens.slice(Math.max(0, at - 3), at).some((one) => begins(one, ['тел', 'tel', 'phone']))
}
