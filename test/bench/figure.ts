/** One line of the result: what we do beside what the yardstick does, measured in turns. */

export type Bound = { of: 'ratio' | 'ours'; atLeast?: number; atMost?: number }

export type Figure = {
  part: string
  /** What was measured, and under which conditions */
  what: string
  unit: string
  /** Median of the rounds */
  ours: number
  yardstick: { name: string; value: number } | null
  /** Median of the rounds' ratios, and the extremes: the noise of the machine shows here. */
  ratio: number | null
  spread: readonly [number, number] | null
  asked: Bound | null
  /** Anything that helps to believe or doubt the figure */
  notes: Readonly<Record<string, string | number>>
}

type Described = Pick<Figure, 'part' | 'what' | 'unit'> & Partial<Pick<Figure, 'asked' | 'notes'>>

/** A figure from values that were taken in pairs: `ours[i]` right before `yardstick[i]`. */
export function compared(
  described: Described,
  name: string,
  ours: readonly number[],
  yardstick: readonly number[],
): Figure {
  const ratios = ours.map((value, i) => value / (yardstick[i] ?? Number.NaN))
  return {
    ...plain(described, median(ours)),
    yardstick: { name, value: median(yardstick) },
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
  }
}

export function plain(described: Described, ours: number): Figure {
  return { asked: null, notes: {}, ...described, ours, yardstick: null, ratio: null, spread: null }
}

/** Null when nothing was asked. */
export function isMet({ asked, ours, ratio }: Figure): boolean | null {
  if (asked === null) return null
  const value = asked.of === 'ours' ? ours : (ratio ?? Number.NaN)
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = asked
  return value >= atLeast && value <= atMost
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}
