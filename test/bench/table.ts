import { type Figure, isMet } from './figure.ts'

const columns = ['what', 'ours', 'yardstick', '', 'ratio', 'rounds', 'by CPU', 'asked', 'met'] as const

/** The figures as a table for a terminal or a note, a heading for each part. */
export function table(figures: readonly Figure[]): string {
  const rows = [[...columns], ...figures.map(cells)]
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
  return [
    line(columns),
    line(widths.map((width) => '-'.repeat(width))),
    ...figures.map(cells).map(line),
  ].join('\n')
}

function cells(figure: Figure): string[] {
  const { part, what, unit, ours, yardstick, ratio, spread } = figure
  const met = isMet(figure)
  return [
    `${part}: ${what}`,
    `${short(ours)} ${unit}`,
    yardstick === null ? '' : `${short(yardstick.value)} ${unit}`,
    yardstick?.name ?? '',
    ratio === null ? '' : ratio.toFixed(2),
    spread === null ? '' : spread.map((value) => value.toFixed(2)).join('–'),
    byProcessor(figure),
    asked(figure),
    met === null ? '' : met ? 'yes' : 'NO',
  ]
}

function byProcessor({ notes }: Figure): string {
  const ratio = notes['ratio by processor time']
  return typeof ratio === 'number' ? ratio.toFixed(2) : ''
}

function asked({ asked: bound, unit }: Figure): string {
  if (bound === null) return ''
  const suffix = bound.of === 'ours' ? ` ${unit}` : ''
  return bound.atLeast === undefined ? `≤ ${bound.atMost}${suffix}` : `≥ ${bound.atLeast}${suffix}`
}

function short(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}
