/** Numbers of a workbook as people see them in its cells. */

/** How a style shows numbers: as a date or a time, with so many figures at least, or plainly. */
export type NumberFormat = 'plain' | 'date' | { figures: number }

/** Formats that a workbook need not spell out (ECMA-376 part 1, 18.8.30), East Asian dates included. */
const builtInDates: readonly [number, number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]

export function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined)
    return builtInDates.some(([first, last]) => id >= first && id <= last) ? 'date' : 'plain'
  const [positive = ''] = code.split(';')
  // Colours, currencies and quoted words are no letters of a date; elapsed hours are.
  const bare = positive
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]|"[^"]*"|\\.|_.|\*./g, '')
    .replace(/general/gi, '')
  if (/[ymdhs]/i.test(bare)) return 'date'
  return /^0{2,}$/.test(bare) ? { figures: bare.length } : 'plain'
}

/** `isEarly`: the workbook counts its days from 1904. */
export function shownNumber(raw: string, format: NumberFormat, isEarly: boolean): string {
  const number = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(number)) return raw
  if (format === 'date') return shownTime(number + (isEarly ? 1462 : 0)) ?? plain(number)
  const text = plain(number)
  return typeof format === 'object' && /^\d+$/.test(text) ? text.padStart(format.figures, '0') : text
}

/** Telephones are stored as numbers, and no one wants to read 3.59887848238E+11. */
function plain(number: number): string {
  if (Number.isInteger(number) && Math.abs(number) < 1e21) return BigInt(number).toString()
  return String(Number(number.toPrecision(15)))
}

const lastDay = 2_958_466

/** `2027-03-02`, `2027-03-02 09:30`, `09:30`: the same in every language; null for what is no day of Excel's. */
function shownTime(days: number): string | null {
  if (days < 0 || days >= lastDay) return null
  const [day = '', time = ''] = new Date(Math.round((days - 25_569) * 86_400_000)).toISOString().split(/[TZ]/)
  const clock = time.replace(/(:00)?\.000$/, '')
  if (days < 1) return clock
  return clock === '00:00' ? day : `${day} ${clock}`
}
