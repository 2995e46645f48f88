import { encode } from 'uqr'

/** A text as a square that telephones read: so many modules a side, with its quiet zone, and the dark ones as a path. */
export function qrSquare(text: string): { size: number; path: string } {
  // Four modules of nothing around it (ISO/IEC 18004).
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  return { size, path: data.map((row, y) => rowPath(row, y)).join('') }
}

/** Neighbours as one bar: a tenth of the length, and no hair lines between them. */
function rowPath(row: readonly boolean[], y: number): string {
  const line = row.map((isDark) => (isDark ? '#' : ' ')).join('')
  return [...line.matchAll(/#+/g)]
    .map(({ 0: bar, index }) => `M${index} ${y}h${bar.length}v1h-${bar.length}z`)
    .join('')
}
