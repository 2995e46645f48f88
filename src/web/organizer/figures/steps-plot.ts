/** How a number of people rose day by day, as the parts of a drawing: lengths and places are in its own pixels. */
import { scaleLinear } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'
import type { Day } from './days.ts'

export type PlotSize = { name: 'wide' | 'narrow'; width: number; height: number; dates: number }

/** Drawn twice, so that words are as large on a telephone as on a desk; the stylesheet shows one. */
export const plotSizes: readonly PlotSize[] = [
  { name: 'wide', width: 880, height: 280, dates: 6 },
  { name: 'narrow', width: 328, height: 220, dates: 3 },
]

const [top, right, bottom, left] = [24, 12, 28, 44]

/** `dateWords`: a day in few letters. */
export function stepsPlot(
  days: readonly Day[],
  capacity: number | null,
  { name, width, height, dates }: PlotSize,
  dateWords: (day: string) => string,
) {
  const highest = Math.max(1, capacity ?? 0, days.at(-1)?.total ?? 0)
  const x = scaleLinear([0, days.length], [left, width - right])
  const y = scaleLinear([0, highest], [height - bottom, top]).nice(4)
  // The last day lasts to its end, so that a single one is seen as well.
  const points = [...days.map(({ total }, at): [number, number] => [at, total]), endOf(days)]
  const [along, above] = [(point: [number, number]) => x(point[0]), (point: [number, number]) => y(point[1])]
  return {
    name,
    width,
    height,
    left,
    right: width - right,
    ground: round(y(0)),
    line: line().x(along).y(above).curve(curveStepAfter)(points) ?? '',
    area: area<[number, number]>().x(along).y1(above).y0(y(0)).curve(curveStepAfter)(points) ?? '',
    levels: levels(y.ticks(4), y),
    capacity: capacity === null ? undefined : { y: round(y(capacity)), above: round(y(capacity) - 6) },
    dates: datesAlong(days, dates, x, height).map((mark) => ({ ...mark, words: dateWords(mark.day) })),
  }
}

function endOf(days: readonly Day[]): [number, number] {
  return [days.length, days.at(-1)?.total ?? 0]
}

/** People are whole: a scale to 1 has no half. */
function levels(ticks: readonly number[], y: (people: number) => number) {
  return ticks
    .filter((people) => Number.isInteger(people))
    .map((people) => ({ people, y: round(y(people)), base: round(y(people) + 4) }))
}

/** The first day, the last, and some between them at equal distances. */
function datesAlong(days: readonly Day[], most: number, x: (at: number) => number, height: number) {
  const last = days.length - 1
  const steps = Math.min(most - 1, last)
  const places = steps < 1 ? [0] : Array.from({ length: steps + 1 }, (_, i) => Math.round((i * last) / steps))
  return places.map((at, i) => ({
    day: days[at]?.day ?? '',
    x: round(x(at + 0.5)),
    y: height - 8,
    anchor: i === 0 ? 'start' : i === places.length - 1 ? 'end' : 'middle',
  }))
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
