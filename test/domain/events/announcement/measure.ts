/** How much of what a careful reader finds in announcements is found, and how much of what is found is right. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'yaml'
import type { FactField } from '../../../../src/domain/events/announcement/fact.ts'
import {
  type Announcement,
  readAnnouncement,
} from '../../../../src/domain/events/announcement/read-announcement.ts'
import { skeleton } from '../../../../src/platform/skeleton.ts'
import { slavicStem, wordsIn } from '../../../../src/platform/stems.ts'

/** Names of the fields in the files, in the order of the table. */
const fields = {
  language: null,
  title: 'title',
  kind: 'kind',
  date: 'date',
  last_day: 'last-day',
  starts: 'starts',
  ends: 'ends',
  agenda: 'agenda',
  venue: 'venue',
  room: 'room',
  address: 'address',
  city: 'city',
  online_url: 'online-url',
  contact_name: 'contact-name',
  contact_email: 'contact-email',
  contact_phones: 'contact-phone',
  organizers: 'organizer',
  partners: 'partner',
  beneficiary: 'beneficiary',
  funders: 'funder',
  project_number: 'project-number',
  project_title: 'project-title',
  programme: 'programme',
  deadline: 'deadline',
  capacity: 'capacity',
} as const satisfies Record<string, FactField | null>

export type Field = keyof typeof fields
// Object.keys forgets that the keys are the fields.
export const allFields = Object.keys(fields) as Field[]

/** Fields of which a text may hold several; elsewhere a list names readings that are right as well. */
const several: readonly Field[] = [
  'agenda',
  'contact_phones',
  'organizers',
  'partners',
  'beneficiary',
  'funders',
]

export type Example = {
  name: string
  text: string
  today: string
  expected: Partial<Record<Field, string | number | readonly string[]>>
}

export type Score = { right: number; wrong: number; missed: number }

const folder = 'test/domain/events/announcement/texts'

export type Part = 'building' | 'held-out' | 'later' | 'unseen'

export function examples(part: Part): Example[] {
  return globSync(`${folder}/${part}/*.yaml`)
    .sort()
    .map((file) => {
      // Written by us beside this file; a wrong one fails the test.
      const read = parse(readFileSync(file, 'utf8')) as Omit<Example, 'name' | 'today'> & { today?: string }
      return { today: '2026-11-28', ...read, name: basename(file, '.yaml') }
    })
}

export type Difference = { name: string; field: Field; expected: readonly string[]; found: readonly string[] }

export function measure(all: readonly Example[]): { scores: Map<Field, Score>; differences: Difference[] } {
  const scores = new Map<Field, Score>(allFields.map((field) => [field, { right: 0, wrong: 0, missed: 0 }]))
  const differences: Difference[] = []
  for (const example of all) {
    const read = readAnnouncement(example.text, example.today)
    for (const field of allFields) {
      const expected = [example.expected[field] ?? []].flat().map(String)
      const found = foundIn(read, field)
      const score = scores.get(field) ?? { right: 0, wrong: 0, missed: 0 }
      if (!compare(field, expected, found, score))
        differences.push({ name: example.name, field, expected, found })
    }
  }
  return { scores, differences }
}

function foundIn(read: Announcement, field: Field): string[] {
  const wanted = fields[field]
  if (wanted === null) return [read.language]
  return read.facts.filter((one) => one.field === wanted).map(({ value }) => value)
}

/** Counts into `score`; whether nothing is missed or wrong. */
function compare(field: Field, expected: readonly string[], found: readonly string[], score: Score): boolean {
  if (several.includes(field)) {
    const left = expected.map(comparable)
    const before = left.length
    const right = found.filter((one) => {
      const at = left.indexOf(comparable(one))
      if (at !== -1) left.splice(at, 1)
      return at !== -1
    }).length
    score.right += right
    score.wrong += found.length - right
    score.missed += before - right
    return right === before && right === found.length
  }
  const isRight = expected.some((one) => comparable(one) === comparable(found[0] ?? ''))
  if (isRight) score.right += 1
  if (found.length > 0 && !isRight) score.wrong += 1
  if (expected.length > 0 && !isRight) score.missed += 1
  return isRight || (expected.length === 0 && found.length === 0)
}

/** Quotation marks, points and case endings aside: names stand in the text in any case. Figures count as they are. */
function comparable(value: string): string {
  if (/^[\d\s+()/.,:T-]+$/.test(value) || /[@]|:\/\//.test(value)) return value.replace(/\s+/g, ' ')
  return wordsIn(value)
    .map((word) => (/\d/.test(word) ? word : slavicStem(skeleton(word))))
    .join(' ')
}

export const precision = ({ right, wrong }: Score): number | null => ratio(right, right + wrong)
export const recall = ({ right, missed }: Score): number | null => ratio(right, right + missed)

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

export function total(scores: ReadonlyMap<Field, Score>): Score {
  return [...scores.values()].reduce(
    (sum, one) => ({
      right: sum.right + one.right,
      wrong: sum.wrong + one.wrong,
      missed: sum.missed + one.missed,
    }),
    { right: 0, wrong: 0, missed: 0 },
  )
}

/** As a table: field, precision and recall of each part. */
export function table(parts: Readonly<Record<string, ReadonlyMap<Field, Score>>>): string {
  const names = Object.keys(parts)
  const head = [
    'field'.padEnd(16),
    ...names.map((name) => `${name}: precision  recall  (n)`.padEnd(42)),
  ].join('')
  const line = (label: string, of: (scores: ReadonlyMap<Field, Score>) => Score | undefined) =>
    [label.padEnd(16), ...names.map((name) => cells(of(parts[name] ?? new Map())).padEnd(42))]
      .join('')
      .trimEnd()
  return [
    head,
    ...allFields.map((field) => line(field, (scores) => scores.get(field))),
    line('all', total),
  ].join('\n')
}

function cells(score: Score | undefined): string {
  if (score === undefined) return ''
  const shown = (value: number | null) => (value === null ? '–' : value.toFixed(2)).padStart(9)
  return `${shown(precision(score)).padStart(19)}${shown(recall(score))}${`(${score.right + score.missed})`.padStart(7)}`
}
