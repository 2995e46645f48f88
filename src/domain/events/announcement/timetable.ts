/** The agenda as announcements write it: lines, one below the other, each an hour and what happens then. */
import { addDays } from '../../../platform/zones.ts'
import type { WrittenDay } from './days.ts'
import { writtenDays } from './days.ts'
import type { Span } from './fact.ts'
import { type WrittenHours, writtenHours } from './hours.ts'
import { begins, type Source, type Token } from './source.ts'

export type Point = {
  /** `2027-03-02`; none: on the day of the event */
  day?: string
  starts: string
  ends?: string
  title: string
  hours: WrittenHours
  at: Span
}

/** Points that follow one another */
export type Timetable = readonly Point[]

/** One line that begins with an hour is no timetable. */
const leastPoints = 2
/** A form takes no more. */
const mostPoints = 100
const longestTitle = 300
/** An empty line may stand between two points. */
const nextLine = 2

type Line = { first: number; last: number }

/** `first`: the first day of the event. */
export function timetablesIn(
  source: Source,
  event: WrittenDay | undefined,
  first: string | undefined,
): Timetable[] {
  const days = writtenDays(source)
  const rows = rowsOf(source).slice(0, mostPoints)
  return runs(source, rows).flatMap((run) => {
    const [head] = run
    if (head === undefined || run.length < leastPoints) return []
    const day = event && dayAbove(source, head, days, event, first)
    return [run.map(({ point }) => (day === undefined ? point : { ...point, day }))]
  })
}

type Row = { line: number; first: number; point: Point }

function rowsOf(source: Source): Row[] {
  const hours = new Map(writtenHours(source).map((one) => [one.first, one]))
  return linesOf(source).flatMap((line, order, lines) => {
    const start = pastBullet(source.tokens, line)
    const written = hours.get(start)
    const point = written && pointOf(source, written, line, lines[order + 1], hours)
    return point === undefined ? [] : [{ line: endLine(source, point), first: line.first, point }]
  })
}

function endLine({ tokens }: Source, { at }: Point): number {
  return tokens.findLast(({ from }) => from < at.to)?.line ?? 0
}

/** What stands behind the hour, or, where nothing does, on the line below, as in a table that was copied. */
function pointOf(
  source: Source,
  hours: WrittenHours,
  line: Line,
  below: Line | undefined,
  known: ReadonlyMap<number, WrittenHours>,
): Point | undefined {
  const own = wordsFrom(source.tokens, hours.last + 1, line.last)
  const isBelow = own === undefined && below !== undefined && !known.has(pastBullet(source.tokens, below))
  const words = isBelow ? wordsFrom(source.tokens, below.first, below.last) : own
  if (words === undefined) return undefined
  const title = source.text.slice(words.from, words.to).replace(/\s+/g, ' ')
  if (title.length > longestTitle) return undefined
  const { starts, ends } = hours
  const isLater = ends !== undefined && ends > starts
  return { starts, ...(isLater ? { ends } : {}), title, hours, at: { from: hours.from, to: words.to } }
}

/** Without the dash or the point that parts them from the hour, and without what ends the line. */
function wordsFrom(tokens: readonly Token[], from: number, last: number): Span | undefined {
  let [start, end] = [from, last]
  while (start <= end && isParting(tokens[start])) start += 1
  while (end > start && /^[;,.]$/.test(tokens[end]?.text ?? '')) end -= 1
  const [head, tail] = [tokens[start], tokens[end]]
  if (start > end || head === undefined || tail === undefined) return undefined
  return tokens.slice(start, end + 1).some(({ kind }) => kind === 'word')
    ? { from: head.from, to: tail.to }
    : undefined
}

function isParting(token: Token | undefined): boolean {
  return /^[-–—−:.,;|•·)]$/.test(token?.text ?? '') || ['ч', 'часа', 'h'].includes(token?.low ?? '')
}

function pastBullet(tokens: readonly Token[], { first, last }: Line): number {
  let at = first
  while (at < last && /^[-–—•·*▪●]$/.test(tokens[at]?.text ?? '')) at += 1
  return at
}

/** Each begins no earlier than the one before it. */
function runs({ tokens }: Source, rows: readonly Row[]): Row[][] {
  const found: Row[][] = []
  for (const row of rows) {
    const run = found.at(-1)
    const last = run?.at(-1)
    const gap = last === undefined ? 99 : (tokens[row.first]?.line ?? 0) - last.line
    if (run !== undefined && last !== undefined && gap <= nextLine && last.point.starts <= row.point.starts)
      run.push(row)
    else found.push([row])
  }
  return found
}

/** The day that stands on the line above, "Day 2", «Второй день»; else none. */
function dayAbove(
  source: Source,
  { first }: Row,
  days: readonly WrittenDay[],
  event: WrittenDay,
  firstDay: string | undefined,
): string | undefined {
  if (firstDay === undefined || event.until === undefined) return undefined
  const line = (source.tokens[first]?.line ?? 0) - 1
  const above = source.tokens.filter((token) => token.line === line || token.line === line - 1)
  const order = dayOrder(above)
  if (order !== undefined) return addDays(firstDay, order - 1)
  const written = days.findLast((day) => above.some(({ from }) => from === day.from))
  if (written === undefined || written.month !== event.month) return undefined
  const later = written.day - event.day
  return later >= 0 && later < 15 ? addDays(firstDay, later) : undefined
}

const orders = [
  ['перв', 'първ', 'first', 'перш', 'биринчи'],
  ['втор', 'second', 'друг', 'экинчи'],
  ['трет', 'third', 'трэц', 'үчүнчү'],
] as const

function dayOrder(words: readonly Token[]): number | undefined {
  const at = words.findIndex(({ low }) => /^(?:ден|деня|день|дня|дзень|day|күн)$/.test(low))
  if (at === -1) return undefined
  const near = [words[at - 2], words[at - 1], words[at + 1]]
  const named = orders.findIndex((stems) => near.some((token) => begins(token, stems)))
  if (named !== -1) return named + 1
  const number = words[at + 1]?.kind === 'number' ? words[at + 1] : undefined
  return number !== undefined && /^[1-9]$/.test(number.text) ? Number(number.text) : undefined
}

function linesOf({ tokens }: Source): Line[] {
  const found: Line[] = []
  let first = 0
  for (let at = 0; at <= tokens.length; at += 1) {
    if (at < tokens.length && tokens[at]?.kind !== 'break') continue
    if (at > first) found.push({ first, last: at - 1 })
    first = at + 1
  }
  return found
}
