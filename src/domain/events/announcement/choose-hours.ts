/** When the event begins and ends, out of all hours that are written. */
import type { ChosenDays } from './choose-days.ts'
import type { WrittenDay } from './days.ts'
import { type Fact, fact } from './fact.ts'
import { type WrittenHours, writtenHours } from './hours.ts'
import { backwards, begins, forwards, list, type Source, type Token } from './source.ts'

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

export function chooseHours(source: Source, { event, deadline, facts }: ChosenDays): Fact[] {
  const all = writtenHours(source)
  const rated = all
    .filter((hours) => !isAtDeadline(source, hours, deadline))
    .map((hours) => rate(source, hours, event))
  const start = pick(rated, ({ weight }) => weight)
  if (start === undefined) return []
  const found = [fact('starts', start.hours.starts, start.hours)]
  const ends = endOf(
    source,
    start,
    rated,
    facts.some(({ field }) => field === 'last-day'),
  )
  return ends === undefined ? found : [...found, ends]
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

/** Its own, else one that is called the end, else that of the last point of a timetable. */
function endOf(source: Source, start: Rated, all: readonly Rated[], isLong: boolean): Fact | undefined {
  const { hours } = start
  if (hours.ends !== undefined && !isTimetable(source, start, all)) return fact('ends', hours.ends, hours)
  const called = all.find(({ ends }) => ends > 0)
  if (called !== undefined) return fact('ends', called.hours.ends ?? called.hours.starts, called.hours)
  if (!isTimetable(source, start, all) || isLong) return undefined
  const rows = all.filter(({ hours: row }) => row.ends !== undefined && isLineStart(source, row))
  const last = rows.at(-1)?.hours
  return last?.ends === undefined ? undefined : fact('ends', last.ends, last)
}

function isTimetable(source: Source, start: Rated, all: readonly Rated[]): boolean {
  const rows = all.filter(({ hours }) => hours.ends !== undefined && isLineStart(source, hours))
  return rows.length > 2 && rows.includes(start)
}

function isLineStart({ tokens }: Source, { first }: { first: number }): boolean {
  return tokens[first - 1] === undefined || tokens[first - 1]?.line !== tokens[first]?.line
}

function some(tokens: readonly Token[], stems: readonly string[]): boolean {
  return tokens.some((token) => begins(token, stems))
}
