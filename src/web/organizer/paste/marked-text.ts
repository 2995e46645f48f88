/** An announcement with the words marked that something was read from. */
import type { Fact, FactField, Span } from '../../../domain/events/announcement/fact.ts'
import type { Announcement } from '../../../domain/events/announcement/read-announcement.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'

export type Piece = {
  words: string
  /** What was read from here on, in the language of the page; empty where a mark only goes on */
  labels?: string
  isMarked: boolean
}

/** The pieces between all beginnings and ends of what was found; each name stands where its words begin. */
export function markedText({ text, facts }: Announcement, language: Language): Piece[] {
  const spans = facts.flatMap(({ field, at }) => at.map((span) => ({ ...span, field })))
  const points = spans.filter(({ field }) => field === 'agenda')
  const edges = [...new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  )
  return edges.slice(0, -1).map((from, order): Piece => {
    const words = text.slice(from, edges[order + 1])
    const begun = spans
      .filter((span) => span.from === from && !(span.field === 'agenda' && goesOn(text, points, from)))
      .map(({ field }) => field)
    const isMarked = spans.some((span) => span.from <= from && from < span.to)
    return { words, isMarked, ...(begun.length === 0 ? {} : { labels: labelsOf(begun, language) }) }
  })
}

/** An agenda is named at its first point. */
function goesOn(text: string, points: readonly Span[], from: number): boolean {
  const before = points.findLast(({ to }) => to <= from)
  return before !== undefined && !/[\p{L}\p{N}]/u.test(text.slice(before.to, from))
}

function labelsOf(fields: readonly FactField[], language: Language): string {
  return [...new Set(fields)].map((field) => fieldName(field, language)).join(', ')
}

export function fieldName(field: FactField, language: Language): string {
  return phrase(language, `paste.field.${field}`)
}

/** What the form has no field for. */
export function leftOver(facts: readonly Fact[], language: Language): { name: string; value: string }[] {
  return facts
    .filter(({ field }) => ['project-number', 'project-title', 'programme'].includes(field))
    .map(({ field, value }) => ({ name: fieldName(field, language), value }))
}
