/** Every hour of the day that an announcement writes, alone or from one to another. */
import { monthOf } from './calendar-words.ts'
import { begins, list, type Source, spanOf, type Token } from './source.ts'

export type WrittenHours = {
  /** `09:00` */
  starts: string
  ends?: string
  first: number
  last: number
  from: number
  to: number
}

type Read = { clock: string; last: number; sure: boolean; isExact?: boolean; half?: 'am' | 'pm' | undefined }

const dashes = new Set(['-', '–', '—', '−', 'до', 'to', 'until', 'till', 'да', 'по'])
const leads = list(`
  от в с с at from а саат час начало в до з у by time
`)

/** No announcement has as many. */
const most = 300

export function writtenHours(source: Source): WrittenHours[] {
  const found: WrittenHours[] = []
  const { tokens } = source
  for (let at = 0; at < tokens.length && found.length < most; at += 1) {
    const read = hourAt(tokens, at) ?? noon(tokens, at) ?? bareHour(tokens, at)
    if (read === undefined) continue
    const end = endOf(tokens, read.last + 1)
    const isSure = read.sure || (end?.sure ?? false) || (read.isExact && (end?.isExact ?? false))
    if (!isSure) continue
    const last = end?.last ?? read.last
    const starts = end?.half !== undefined && read.half === undefined ? withHalf(read.clock, end) : read.clock
    found.push({
      starts,
      ...(end === undefined ? {} : { ends: end.clock }),
      first: at,
      last,
      ...spanOf(source, at, last),
    })
    at = last
  }
  return found
}

/** "2–4 pm": the first is of the half that the second names, unless it would come later. */
function withHalf(clock: string, end: Read): string {
  const later = `${String(Number(clock.slice(0, 2)) + 12).padStart(2, '0')}${clock.slice(2)}`
  return end.half === 'pm' && Number(clock.slice(0, 2)) < 12 && later < end.clock ? later : clock
}

function endOf(tokens: readonly Token[], at: number): Read | undefined {
  const isKyrgyz = /^д[аөоеэ]н$/.test(tokens[at - 1]?.low ?? '')
  const first = isKyrgyz ? at : at + 1
  if (!isKyrgyz && !dashes.has(tokens[at]?.low ?? '')) return undefined
  return hourAt(tokens, first) ?? noon(tokens, first)
}

/** `9.00 ч.`, `17,30 часа`, `10-00`, `11 часов`, `09:30`, `9:30 a.m.`, `18-й гадзіне`, `11:00дө` */
function hourAt(tokens: readonly Token[], at: number): Read | undefined {
  const token = tokens[at]
  if (token?.kind !== 'number' || token.text.length > 2 || Number(token.text) > 24) return undefined
  if (isPartOfMore(tokens, at)) return undefined
  const minutes = minutesAt(tokens, at)
  const end = minutes === undefined ? pastOrdinal(tokens, at) : at + 2
  const unit = unitAt(tokens, end + 1, token)
  const half = halfOf(tokens, end + 1)
  if (minutes === undefined && unit === undefined && half === undefined) return undefined
  const last = half?.last ?? unit ?? end
  const colon = tokens[at + 1]?.text === ':' && minutes !== undefined
  const lead = tokens[at - 1]
  const led =
    minutes !== undefined && lead !== undefined && (leads.includes(lead.low) || /^[:–—]$/.test(lead.text))
  const hour = Number(token.text) % 24
  return {
    clock: `${String(half === undefined ? hour : inHalf(hour, half.half)).padStart(2, '0')}:${minutes ?? '00'}`,
    last,
    isExact: minutes !== undefined,
    sure: colon || unit !== undefined || half !== undefined || led,
    half: half?.half,
  }
}

/** The first of "2–4 pm" and of "от 9 до 13 часа": only what follows says that it is an hour. */
function bareHour(tokens: readonly Token[], at: number): Read | undefined {
  const token = tokens[at]
  if (token?.kind !== 'number' || token.text.length > 2 || Number(token.text) > 24) return undefined
  if (!dashes.has(tokens[at + 1]?.low ?? '') || isPartOfMore(tokens, at)) return undefined
  if (!hourAt(tokens, at + 2)?.sure) return undefined
  return { clock: `${token.text.padStart(2, '0')}:00`, last: at, sure: false }
}

/** Of a date, an amount, a telephone number, a version. */
function isPartOfMore(tokens: readonly Token[], at: number): boolean {
  const [before, last] = [tokens[at - 2], tokens[at - 1]]
  const isTied = (mark: Token | undefined, number: Token | undefined) =>
    mark !== undefined &&
    number?.kind === 'number' &&
    /^[.,:/-]$/.test(mark.text) &&
    !mark.spaced &&
    !tokens[at]?.spaced
  if (isTied(last, before) && !isClockRange(tokens, at)) return true
  if (last?.text === '+' || last?.text === '№') return true
  const [mark, next, mark2, next2] = [tokens[at + 1], tokens[at + 2], tokens[at + 3], tokens[at + 4]]
  // 02.07.2027; 000-00-51
  return (
    mark?.kind === 'mark' &&
    next?.kind === 'number' &&
    mark2?.kind === 'mark' &&
    next2?.kind === 'number' &&
    !mark.spaced &&
    !next.spaced &&
    !mark2.spaced &&
    !next2.spaced &&
    mark.text === mark2.text
  )
}

/** `14:00-16:30`: what stands before the dash is itself an hour. */
function isClockRange(tokens: readonly Token[], at: number): boolean {
  return /^[-–—]$/.test(tokens[at - 1]?.text ?? '') && /^[:.]$/.test(tokens[at - 3]?.text ?? '')
}

function minutesAt(tokens: readonly Token[], at: number): string | undefined {
  const [stroke, minutes] = [tokens[at + 1], tokens[at + 2]]
  if (stroke === undefined || !/^[:.,\-–]$/.test(stroke.text) || stroke.spaced) return undefined
  if (minutes?.kind !== 'number' || !/^[0-5]\d$/.test(minutes.text) || minutes.spaced) return undefined
  const isRange = /^[-–]$/.test(stroke.text) && minutes.text !== '00' && minutes.text !== '30'
  return isRange || monthOf(tokens[at + 3]?.low ?? '') !== undefined ? undefined : minutes.text
}

function pastOrdinal(tokens: readonly Token[], at: number): number {
  return tokens[at + 1]?.text === '-' && ['й', 'ой', 'ти'].includes(tokens[at + 2]?.low ?? '') ? at + 2 : at
}

const units = new Set(
  list(`
  ч часа часов час часът h hrs hours гадзіне гадзін гадзіны
`),
)
/** Kyrgyz says from when and until when by endings: "10:00дөн 13:00гө чейин". */
const kyrgyzEnding = /^(?:дөн|гө|дан|дон|ден|га|ге|го|дө|да|де)$/

/** Token index of the unit with its point. */
function unitAt(tokens: readonly Token[], at: number, number: Token): number | undefined {
  const word = tokens[at]
  if (word === undefined || word.sentence !== number.sentence) return undefined
  if (!units.has(word.low) && (word.spaced || !kyrgyzEnding.test(word.low))) return undefined
  return word.low === 'ч' && tokens[at + 1]?.text === '.' ? at + 1 : at
}

/** `am`, `p.m.`, «утра», «вечера», «дня» */
function halfOf(tokens: readonly Token[], at: number): { half: 'am' | 'pm'; last: number } | undefined {
  const [first, point, second] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (first === undefined) return undefined
  const skip = begins(first, ['час']) ? 1 : 0
  const word = tokens[at + skip]
  if (word?.low === 'am' || word?.low === 'pm')
    return { half: word.low === 'am' ? 'am' : 'pm', last: at + skip }
  if (['вечера', 'вечерта', 'дня', 'следобед'].includes(word?.low ?? ''))
    return { half: 'pm', last: at + skip }
  if (['утра', 'сутринта'].includes(word?.low ?? '')) return { half: 'am', last: at + skip }
  if ((first.low === 'a' || first.low === 'p') && point?.text === '.' && second?.low === 'm')
    return { half: first.low === 'a' ? 'am' : 'pm', last: tokens[at + 3]?.text === '.' ? at + 3 : at + 2 }
  return undefined
}

function inHalf(hour: number, half: 'am' | 'pm'): number {
  if (half === 'pm') return hour < 12 ? hour + 12 : hour
  return hour === 12 ? 0 : hour
}

function noon(tokens: readonly Token[], at: number): Read | undefined {
  const word = tokens[at]
  if (!['noon', 'полдень', 'midday', 'обяд'].includes(word?.low ?? '')) return undefined
  return { clock: '12:00', last: at, sure: ['noon', 'полдень', 'midday'].includes(word?.low ?? '') }
}
