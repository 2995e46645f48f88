/** How a sign-in sheet falls into rows and pages. */
import { fitText } from '../platform/fit-text.ts'
import type { Paper } from '../platform/pdf.ts'
import { inks, sizes } from './sign-in-measures.ts'
import type { Party, SheetPlan } from './sign-in-plan.ts'

/** The lines of each cell, but for the number's and the signature's; a blank row has no cells. */
export type Row = readonly (readonly string[])[]

const blankRow: Row = []

/** A row a person, in the order of the names in the content's language, guests below their hosts. */
export function rowsOf(parties: readonly Party[], plan: SheetPlan, paper: Paper): Row[] {
  const { compare } = new Intl.Collator(plan.language)
  const sorted = parties.toSorted((one, other) => compare(one.name, other.name))
  return sorted.flatMap(({ people }) => people.map((cells) => rowOf(cells, plan, paper)))
}

/** Two lines fit into the height of a row; a longer text ends in an ellipsis. */
function rowOf(texts: readonly string[], { columns }: SheetPlan, paper: Paper): Row {
  return texts.map((text, index) => {
    const width = (columns[index + 1]?.width ?? 0) - 2 * sizes.cellPadding
    const ink = index === 0 ? inks.name : inks.cell
    return fitText(text, width, 2, (part) => paper.widthOf(part, ink))
  })
}

/**
 * Rows by page, each page with at most `room` millimetres of them. At least `blanks` blank rows follow the people,
 * and more until the last page is full up to the `closing` at its end.
 */
export function pagesOf(rows: readonly Row[], blanks: number, room: number, closing: number): Row[][] {
  const onPage = Math.max(1, Math.floor(room / sizes.row))
  const onLast = Math.max(1, Math.floor((room - closing) / sizes.row))
  const least = rows.length + blanks
  const before = Math.ceil(Math.max(0, least - onLast) / onPage)
  const filled = before * onPage + onLast
  return Array.from({ length: before + 1 }, (_, page) =>
    Array.from({ length: Math.min(onPage, filled - page * onPage) }, (_, index) => {
      return rows[page * onPage + index] ?? blankRow
    }),
  )
}
