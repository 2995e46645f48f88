/** What a list of people is narrowed by, each as one short text: `status:confirmed`, `session:water`, `label:VIP`. */
import type { EventDocument } from '../../events/event.ts'
import type { AttendeeFilter } from '../attendee-filter.ts'
import type { Answers } from '../registration-input.ts'
import type { RegistrationRow } from '../registration-record.ts'
import { sessionsOf } from '../tell-status.ts'

export type Standing = {
  row: RegistrationRow
  labels: readonly string[]
  arrived: boolean
  undelivered: boolean
}

/** Everything that is true of a person. */
export function facetsOf(
  { row, labels, arrived, undelivered }: Standing,
  form: EventDocument['form'],
): string[] {
  return [
    `status:${row.status}`,
    `source:${row.source}`,
    `language:${row.language}`,
    `arrived:${arrived ? 'yes' : 'no'}`,
    ...(row.audience === '' ? [] : [`group:${row.audience}`]),
    ...(undelivered ? ['undelivered'] : []),
    ...(row.email === null ? ['no-email'] : []),
    ...(row.note === '' ? [] : ['noted']),
    ...sessionsOf(row).map((session) => `session:${session}`),
    ...labels.map((label) => `label:${label}`),
    // Written by the operations of this folder alone.
    ...(row.answers === '{}' ? [] : answerFacets(JSON.parse(row.answers) as Answers, form)),
  ]
}

function answerFacets(answers: Answers, form: EventDocument['form']): string[] {
  return form
    .filter(({ id, type }) => isNarrowing(type) && Object.hasOwn(answers, id))
    .flatMap(({ id }) => {
      const answer = answers[id]
      const values = typeof answer === 'boolean' ? (answer ? ['yes'] : []) : [answer ?? []].flat()
      return values.map((value) => answerFacet({ question: id, value }))
    })
}

/** Whether people's answers are few enough to choose among. */
export function isNarrowing(type: EventDocument['form'][number]['type']): boolean {
  return type === 'choice' || type === 'choices' || type === 'checkbox'
}

function answerFacet({ question, value }: NonNullable<AttendeeFilter['answer']>): string {
  return `answer:${question}=${value}`
}

/** What must be true of whoever the filter lets in, words aside. */
export function facetsFor(filter: AttendeeFilter): string[] {
  const { status, source, language, group, session, label, answer, arrived } = filter
  return [
    ...(status === undefined ? [] : [`status:${status}`]),
    ...(source === undefined ? [] : [`source:${source}`]),
    ...(language === undefined ? [] : [`language:${language}`]),
    ...(group === undefined ? [] : [`group:${group}`]),
    ...(session === undefined ? [] : [`session:${session}`]),
    ...(label === undefined ? [] : [`label:${label}`]),
    ...(answer === undefined ? [] : [answerFacet(answer)]),
    ...(arrived === undefined ? [] : [`arrived:${arrived ? 'yes' : 'no'}`]),
    ...(filter.undelivered === true ? ['undelivered'] : []),
    ...(filter.withoutEmail === true ? ['no-email'] : []),
    ...(filter.noted === true ? ['noted'] : []),
  ]
}

/** Bits of one number that JavaScript, SQLite and PostgreSQL all hold exactly */
const bitsInNumber = 50

/** The bits of two columns; what has a number beyond them is told by the text of the facets alone. */
export function traitsOf(bits: readonly number[]): { traits: number; more_traits: number } {
  const sum = (from: number) =>
    [...new Set(bits)]
      .filter((bit) => bit >= from && bit < from + bitsInNumber)
      .reduce((all, bit) => all + 2 ** (bit - from), 0)
  return { traits: sum(0), more_traits: sum(bitsInNumber) }
}

export function hasBit(bit: number): boolean {
  return bit < 2 * bitsInNumber
}

/** As the column holds them: a break before and after each, which no facet contains. */
export function facetText(facets: readonly string[]): string {
  return `\n${facets.map(inOneLine).join('\n')}\n`
}

export function inOneLine(facet: string): string {
  return facet.replace(/\s*\n\s*/g, ' ')
}
