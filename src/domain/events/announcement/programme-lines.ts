/** The programme of the day: lines that begin with an hour, one after another. */
import { type Fact, fact } from './fact.ts'
import type { Source } from './source.ts'

/** `10:00 – 10:30 ч. Регистрация`, `11.30 Questions`; a dash, a bullet or a bracket may stand around. */
const pattern =
  /^[\s\-–—•*·]*(\d{1,2})[:.](\d\d)(?:\s*(?:ч\.?|h))?(?:\s*[-–—]\s*(\d{1,2})[:.](\d\d))?(?:\s*(?:ч\.?|часа|h)(?![\p{L}]))?\s*[-–—:.|]?\s*(\p{L}.*|[„“«"].*)$/u

/** One line alone says when the event is. */
const fewest = 2
const longestTitle = 300

type Line = { starts: string; ends: string | undefined; title: string; from: number; to: number }

/** In the order of the text; `value`: `10:00-10:30 Регистрация` or `11:30 Questions`. */
export function findProgramme({ text }: Source): Fact[] {
  const runs: Line[][] = [[]]
  for (const line of linesOf(text)) {
    if (line === undefined) runs.push([])
    else runs.at(-1)?.push(line)
  }
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), [])
  if (longest.length < fewest || !isInOrder(longest)) return []
  return longest.map(({ starts, ends, title, from, to }) =>
    fact('agenda', `${starts}${ends === undefined ? '' : `-${ends}`} ${title}`, { from, to }),
  )
}

/** The lines with an hour; undefined where another line stands between. */
function linesOf(text: string): (Line | undefined)[] {
  let from = 0
  return text.split('\n').flatMap((line) => {
    const start = from
    from += line.length + 1
    if (line.trim() === '') return []
    return [lineAt(line, start)]
  })
}

function lineAt(line: string, from: number): Line | undefined {
  const [, hour, minute, endHour, endMinute, words = ''] = pattern.exec(line) ?? []
  const starts = clock(hour, minute)
  if (starts === undefined) return undefined
  const title = words
    .trim()
    .replace(/[;,.]$/, '')
    .slice(0, longestTitle)
  const indent = line.length - line.trimStart().length
  return {
    starts,
    ends: clock(endHour, endMinute),
    title,
    from: from + indent,
    to: from + line.trimEnd().length,
  }
}

function clock(hour: string | undefined, minute: string | undefined): string | undefined {
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}

/** Parallel sections begin together; nothing goes back in time. */
function isInOrder(lines: readonly Line[]): boolean {
  return lines.every(({ starts, ends }, at) => {
    const before = lines[at - 1]
    return (before === undefined || before.starts <= starts) && (ends === undefined || ends > starts)
  })
}

/** When the last point of the programme ends, if it says so. */
export function endOfProgramme(programme: readonly Fact[]): Fact | undefined {
  const ends = programme.map(({ value, at }) => ({ ends: programmeItem(value).ends, at }))
  const last = ends.reduce((latest, one) => ((one.ends ?? '') > (latest?.ends ?? '') ? one : latest), ends[0])
  return last?.ends === undefined ? undefined : fact('ends', last.ends, last.at)
}

/** A value of such a fact taken apart. */
export function programmeItem(value: string): { starts: string; ends: string | undefined; title: string } {
  const [, starts = '', ends, title = ''] = /^(\d\d:\d\d)(?:-(\d\d:\d\d))? (.*)$/.exec(value) ?? []
  return { starts, ends, title }
}
