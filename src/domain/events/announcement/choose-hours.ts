/** When the event begins and ends, out of all hours that are written. */
import { wordsIn } from '../../../platform/stems.ts'
import type { ChosenDays } from './choose-days.ts'
import type { WrittenDay } from './days.ts'
import { type Fact, fact } from './fact.ts'
import { type WrittenHours, writtenHours } from './hours.ts'
import { backwards, begins, forwards, list, type Source, type Token } from './source.ts'
import type { Timetable } from './timetable.ts'

const starting = [
  ...list(`
    начало час започва откриване време время открытие начин time starts begin opening
  `),
  ...['убакты', 'пачат', 'саат'],
]
const ending = list(`
  край закриване завърш завершен окончан ends closing end заканч сканчэн завярш
`)
const beside = list(`
  регистрация регистрации doors registration настаня рэгістрац кафе обяд обед lunch заезд каттоо
  работно приемн
`)
const questions = ['въпрос', 'вопрос', 'тел', 'запитван']

type Rated = { hours: WrittenHours; weight: number; ends: number }

/** Hours of a timetable count only where no other is written: the event then begins with the first point behind the registration. */
export function chooseHours(
  source: Source,
  { event, deadline, facts }: ChosenDays,
  timetables: readonly Timetable[],
): Fact[] {
  const all = writtenHours(source)
  const rated = all
    .filter((hours) => !isAtDeadline(source, hours, deadline))
    .map((hours) => rate(source, hours, event))
  const inTable = new Set(timetables.flat().map(({ hours }) => hours.first))
  const start = pick(
    rated.filter(({ hours }) => !inTable.has(hours.first)),
    ({ weight }) => weight,
  )
  const said = start === undefined ? [] : [fact('starts', start.hours.starts, start.hours)]
  const lastDay = facts.find(({ field }) => field === 'last-day')?.value
  const ends =
    start &&
    endOf(
      start,
      rated.filter(({ hours }) => !inTable.has(hours.first)),
    )
  const begun = said.length > 0 ? said : firstOf(timetables)
  return [...begun, ...(ends ? [ends] : lastOf(timetables, begun[0]?.value, lastDay))]
}

function firstOf([points = []]: readonly Timetable[]): Fact[] {
  const point = points.find(({ title }) => !isBefore(title)) ?? points[0]
  return point === undefined ? [] : [fact('starts', point.starts, point.hours)]
}

function isBefore(title: string): boolean {
  const [first = ''] = wordsIn(title.toLowerCase())
  return beside.some((stem) => first.startsWith(stem))
}

/** Of an event of several days only where the timetable goes on to the last of them. */
function lastOf(
  timetables: readonly Timetable[],
  starts: string | undefined,
  lastDay: string | undefined,
): Fact[] {
  const point = timetables.at(-1)?.at(-1)
  if (point?.ends === undefined || starts === undefined) return []
  const isOver = lastDay === undefined ? point.ends > starts : point.day === lastDay
  return isOver ? [fact('ends', point.ends, point.hours)] : []
}

/** The hour by which people register stands beside the day by which they do. */
export function deadlineHour(source: Source, deadline: WrittenDay | undefined): WrittenHours | undefined {
  return writtenHours(source).find((hours) => isAtDeadline(source, hours, deadline))
}

function isAtDeadline({ tokens }: Source, hours: WrittenHours, deadline: WrittenDay | undefined): boolean {
  if (deadline === undefined) return false
  const [first, second] = hours.first < deadline.first ? [hours, deadline] : [deadline, hours]
  if (second.first - first.last > 4) return false
  const between = tokens.slice(first.last + 1, second.first)
  return between.every(
    ({ kind, low, text }) =>
      kind !== 'break' &&
      (text === ',' || text === '.' || ['на', 'до', 'h', 'г', 'on', 'в', 'at', 'ч'].includes(low)),
  )
}

function rate(source: Source, hours: WrittenHours, event: WrittenDay | undefined): Rated {
  const before = [...backwards(source, hours.first, 12)]
  const label = before.slice(0, 6)
  const nearest = [...before.slice(0, 5)]
  let weight = 0
  if (some(nearest, starting)) weight += 4
  if (event !== undefined) weight += nearness(source, hours, event)
  if (hours.ends !== undefined) weight += 1
  const row = isLineStart(source, hours) ? [...forwards(source, hours.last, 2)] : []
  if (some([...nearest, ...row], beside)) weight -= 7
  if (some(before.slice(0, 6), questions)) weight -= 3
  const ends = some(label, ending) ? 5 : 0
  return { hours, weight: weight - ends * 2, ends }
}

function nearness({ tokens }: Source, hours: WrittenHours, event: WrittenDay): number {
  const distance = hours.first > event.last ? hours.first - event.last : event.first - hours.last
  const isSame = tokens[hours.first]?.sentence === tokens[event.first]?.sentence
  if (isSame && distance <= 8) return 5
  if (isSame) return 4
  const lines = Math.abs((tokens[hours.first]?.line ?? 0) - (tokens[event.first]?.line ?? 0))
  return lines <= 2 ? 2 : 0
}

function pick(all: readonly Rated[], weightOf: (one: Rated) => number): Rated | undefined {
  const found = all.reduce<Rated | undefined>(
    (chosen, one) => (chosen === undefined || weightOf(one) > weightOf(chosen) ? one : chosen),
    undefined,
  )
  return found !== undefined && weightOf(found) > 0 ? found : undefined
}

/** Its own, else one that is called the end. */
function endOf({ hours }: Rated, all: readonly Rated[]): Fact | undefined {
  if (hours.ends !== undefined) return fact('ends', hours.ends, hours)
  const called = all.find(({ ends }) => ends > 0)
  return called && fact('ends', called.hours.ends ?? called.hours.starts, called.hours)
}

function isLineStart({ tokens }: Source, { first }: { first: number }): boolean {
  return tokens[first - 1] === undefined || tokens[first - 1]?.line !== tokens[first]?.line
}

function some(tokens: readonly Token[], stems: readonly string[]): boolean {
  return tokens.some((token) => begins(token, stems))
}
