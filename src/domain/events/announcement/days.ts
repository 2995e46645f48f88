/** Every calendar day that an announcement writes, in words or figures, alone or from one to another. */
import { isDay } from '../../../platform/zones.ts'
import { dayInWords, monthOf, weekdayOf } from './calendar-words.ts'
import { type Source, spanOf, type Token } from './source.ts'

export type WrittenDay = {
  day: number
  month: number
  /** Where it was written */
  year?: number
  /** Last day of a range: of the same month unless it says another */
  until?: { day: number; month: number }
  /** 1 for Monday, as it stands beside the day */
  weekday?: number
  first: number
  last: number
  from: number
  to: number
}

type Read = Omit<WrittenDay, 'from' | 'to' | 'first' | 'weekday'>

const dashes = new Set(['-', '–', '—', '‒', '−'])
const joints = new Set([...dashes, 'и', 'and', 'to', 'до', 'по', 'i', 'жана', 'і', '/', '&'])
const ordinals = new Set(['st', 'nd', 'rd', 'th', 'го', 'ти', 'ви', 'ри', 'ми', 'га', 'е', 'ое', 'я'])
const yearWords = ['г', 'год', 'жыл', 'година', 'ж']

/** No announcement has as many. */
const most = 200

export function writtenDays(source: Source): WrittenDay[] {
  const found: WrittenDay[] = []
  for (let at = 0; at < source.tokens.length && found.length < most; at += 1) {
    const read = readAt(source.tokens, at)
    if (read === undefined) continue
    const whole = withYear(source.tokens, read)
    found.push({
      ...whole,
      first: at,
      ...weekdayBeside(source, at, whole.last),
      ...spanOf(source, at, whole.last),
    })
    at = whole.last
  }
  return found
}

function readAt(tokens: readonly Token[], at: number): Read | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  if (token.kind === 'number')
    return iso(tokens, at) ?? numeric(tokens, at) ?? yearFirst(tokens, at) ?? dayThenMonth(tokens, at)
  return token.kind === 'word' ? (monthThenDay(tokens, at) ?? spoken(tokens, at)) : undefined
}

/** `2027-02-16` */
function iso(tokens: readonly Token[], at: number): Read | undefined {
  const year = numberAt(tokens, at, 4)
  const month = numberAt(tokens, at + 2)
  const day = numberAt(tokens, at + 4)
  const isDashed = tokens[at + 1]?.text === '-' && tokens[at + 3]?.text === '-'
  return isDashed && areTight(tokens, at, at + 4) ? known({ year, month, day, last: at + 4 }) : undefined
}

/** `02.07.2027`, `2/7/2027`, `02.07.27`; and `02.-04.07.2027`, `02-04.07.2027` */
function numeric(tokens: readonly Token[], at: number): Read | undefined {
  const plain = numericAt(tokens, at)
  if (plain !== undefined || numberAt(tokens, at) === undefined) return plain
  const dash = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
  if (!dashes.has(tokens[dash]?.text ?? '')) return undefined
  const end = numericAt(tokens, dash + 1)
  const day = numberAt(tokens, at)
  if (end === undefined || day === undefined || day >= end.day) return undefined
  return { ...end, day, until: { day: end.day, month: end.month } }
}

function numericAt(tokens: readonly Token[], at: number): Read | undefined {
  const stroke = tokens[at + 1]?.text
  if ((stroke !== '.' && stroke !== '/') || tokens[at + 3]?.text !== stroke) return undefined
  // Behind a point some leave a space: "02. 07. 2027".
  if (stroke === '/' && !areTight(tokens, at, at + 4)) return undefined
  const [day, month] = [numberAt(tokens, at), numberAt(tokens, at + 2)]
  const written = tokens[at + 4]
  if (written?.kind !== 'number' || (written.text.length !== 4 && written.text.length !== 2)) return undefined
  const year = Number(written.text) + (written.text.length === 2 ? 2000 : 0)
  return known({ day, month, year, last: at + 4 })
}

/** `2027-жылдын 18-февралында` */
function yearFirst(tokens: readonly Token[], at: number): Read | undefined {
  const year = numberAt(tokens, at, 4)
  if (year === undefined || tokens[at + 1]?.text !== '-' || !tokens[at + 2]?.low.startsWith('жыл'))
    return undefined
  const read = dayThenMonth(tokens, at + 3)
  return read && { ...read, year }
}

/** `21 юни`, `3rd of March`, `18–19 декабря`, `31 января – 1 февраля`, `8 и 9 април` */
function dayThenMonth(tokens: readonly Token[], at: number): Read | undefined {
  const day = numberAt(tokens, at)
  const next = afterOrdinal(tokens, at + 1)
  const month = monthAt(tokens, next)
  if (day === undefined || day > 31) return undefined
  if (month === undefined) return rangeOfMonth(tokens, day, next)
  const single = known({ day, month, last: next })
  const end =
    single && joints.has(tokens[pastYear(tokens, next) + 1]?.low ?? '')
      ? pastYear(tokens, next) + 2
      : undefined
  const until = end === undefined ? undefined : endOfRange(tokens, end)
  return until !== undefined && single !== undefined && comesLater(single, until)
    ? { ...single, until: { day: until.day, month: until.month }, last: until.last }
    : single
}

/** "31 декември 2026 г. – 2 януари 2027 г." is no range that we keep; within a year it is. */
function endOfRange(tokens: readonly Token[], at: number): Read | undefined {
  const day = numberAt(tokens, at)
  const next = afterOrdinal(tokens, at + 1)
  return known({ day, month: monthAt(tokens, next), last: next })
}

function rangeOfMonth(tokens: readonly Token[], day: number, at: number): Read | undefined {
  if (!joints.has(tokens[at]?.low ?? '')) return undefined
  const until = numberAt(tokens, at + 1)
  const next = afterOrdinal(tokens, at + 2)
  const month = monthAt(tokens, next)
  if (until === undefined || month === undefined || until <= day || until > 31) return undefined
  return known({ day, month, until: { day: until, month }, last: next })
}

/** `April 22-23`, `March 4th` */
function monthThenDay(tokens: readonly Token[], at: number): Read | undefined {
  const month = monthAt(tokens, at)
  const skip = tokens[at + 1]?.text === '.' ? 2 : 1
  const day = numberAt(tokens, at + skip)
  if (month === undefined || day === undefined || !/^[a-z]/.test(tokens[at]?.low ?? '')) return undefined
  const last = afterOrdinal(tokens, at + skip + 1) - 1
  const until = joints.has(tokens[last + 1]?.low ?? '') ? numberAt(tokens, last + 2) : undefined
  if (until === undefined || until <= day || until > 31) return known({ day, month, last })
  return known({ day, month, until: { day: until, month }, last: last + 2 })
}

/** `двадцать первого мая` */
function spoken(tokens: readonly Token[], at: number): Read | undefined {
  const read = dayInWords(tokens.slice(at, at + 3).map(({ low }) => low))
  if (read === undefined) return undefined
  const next = tokens[at + read.words]?.low === 'of' ? at + read.words + 1 : at + read.words
  return known({ day: read.day, month: monthAt(tokens, next), last: next })
}

function known(parts: {
  day: number | undefined
  month: number | undefined
  year?: number | undefined
  until?: { day: number; month: number }
  last: number
}): Read | undefined {
  const { day, month, year, until, last } = parts
  if (day === undefined || month === undefined || day < 1 || month < 1 || month > 12) return undefined
  const written = (value: number) => String(value).padStart(2, '0')
  // 2028 has a 29 February.
  if (!isDay(`${year ?? 2028}-${written(month)}-${written(day)}`)) return undefined
  if (year !== undefined && (year < 1990 || year > 2099)) return undefined
  return {
    day,
    month,
    last,
    ...(year === undefined ? {} : { year }),
    ...(until === undefined ? {} : { until }),
  }
}

function comesLater(start: Read, end: Read): boolean {
  return end.month * 31 + end.day > start.month * 31 + start.day
}

/** The year behind a day, with its word: `, 2027`, `2027 г.`, `2027 года`. */
function withYear(tokens: readonly Token[], read: Read): Read {
  const at =
    tokens[read.last + 1]?.text === ',' || tokens[read.last + 1]?.text === '.' ? read.last + 2 : read.last + 1
  const year = read.year ?? numberAt(tokens, at, 4)
  const last = read.year === undefined && year !== undefined && year > 1989 && year < 2100 ? at : read.last
  const known = year === undefined || year < 1990 || year > 2099 ? {} : { year }
  return { ...read, ...known, last: pastYearWord(tokens, last, known.year !== undefined) }
}

function pastYearWord(tokens: readonly Token[], last: number, hasYear: boolean): number {
  const word = tokens[last + 1]
  if (!hasYear || word?.kind !== 'word') return last
  const isAbbreviated = word.low.length <= 2 && tokens[last + 2]?.text === '.'
  if (!yearWords.includes(word.low) && !/^(год|жыл)/.test(word.low)) return last
  return isAbbreviated ? last + 2 : last + 1
}

function pastYear(tokens: readonly Token[], at: number): number {
  const year = numberAt(tokens, at + 1, 4)
  if (year === undefined) return at
  return pastYearWord(tokens, at + 1, true)
}

function weekdayBeside(source: Source, first: number, last: number): { weekday?: number } {
  const { tokens } = source
  const near = [first - 1, first - 2, last + 1, last + 2, last + 3, last + 4]
  for (const at of near) {
    const token = tokens[at]
    if (token?.kind !== 'word' || token.sentence !== tokens[first]?.sentence) continue
    const weekday = weekdayOf(token.low)
    if (weekday !== undefined) return { weekday }
  }
  return {}
}

function afterOrdinal(tokens: readonly Token[], at: number): number {
  let next = at
  if (tokens[next]?.text === '-' && (ordinals.has(tokens[next + 1]?.low ?? '') || monthAt(tokens, next + 1)))
    next += 1
  if (ordinals.has(tokens[next]?.low ?? '')) next += 1
  return tokens[next]?.low === 'of' ? next + 1 : next
}

function monthAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  return token?.kind === 'word' ? monthOf(token.low) : undefined
}

function numberAt(tokens: readonly Token[], at: number, digits?: number): number | undefined {
  const token = tokens[at]
  if (token?.kind !== 'number') return undefined
  if (digits === undefined ? token.text.length > 2 : token.text.length !== digits) return undefined
  return Number(token.text)
}

function areTight(tokens: readonly Token[], first: number, last: number): boolean {
  return tokens.slice(first + 1, last + 1).every(({ spaced }) => !spaced)
}
