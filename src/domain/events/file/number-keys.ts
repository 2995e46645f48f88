import type { Path } from './mistake.ts'

const numberKeys = [
  'latitude',
  'longitude',
  'capacity',
  'guests',
  'participants',
  'attended',
  'amount',
  'funder_share',
  'target',
]

/** Whether an event or project file has a number at this place; everywhere else digits are a text. */
export function isNumber(path: Path): boolean {
  return numberKeys.includes(String(path.at(-1))) || path.at(-2) === 'by_group'
}
