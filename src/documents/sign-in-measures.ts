/** The sheet's grid in millimetres, and its letters in points: a rhythm of 4 mm, rows of 9 to sign in by hand. */
import type { Ink } from '../platform/pdf.ts'

const black = '#1a1a1a'
const grey = '#595959'

export const colors = { black, grey, hairline: '#a6a6a6' }

export const sizes = {
  /** Wider on the left, where the sheet is punched and filed */
  left: 20,
  right: 12,
  top: 12,
  bottom: 10,
  gap: 4,
  emblem: 10,
  /** Where the funder's lines begin beside the emblem, counted from the left margin */
  fundingIndent: 76,
  factIndent: 26,
  tableHead: 8,
  row: 9,
  cellPadding: 1.5,
  /** From the end of the table to the captions of the last signature line */
  closing: 20,
  /** Its two lines to write on */
  closingNumber: 42,
  closingLine: 102,
  /** Kept free for "page x of y" */
  pageNumber: 36,
}

/** Distance of lines of a text from one another; that of a cell's two lines is for each point of their size. */
export const leading = { emblem: 4.6, funding: 3.5, event: 6.4, fact: 4.4, cell: 0.425, note: 2.9 }

export const inks = {
  funding: { font: 'regular', size: 7.5, color: grey },
  heading: { font: 'bold', size: 8, color: grey, spacing: 0.8 },
  event: { font: 'bold', size: 14, color: black },
  factLabel: { font: 'regular', size: 8, color: grey },
  fact: { font: 'regular', size: 9, color: black },
  tableHead: { font: 'bold', size: 7.5, color: black },
  number: { font: 'regular', size: 8, color: grey },
  name: { font: 'regular', size: 9.5, color: black },
  cell: { font: 'regular', size: 8.5, color: black },
  caption: { font: 'regular', size: 7.5, color: grey },
  note: { font: 'regular', size: 6.5, color: grey },
  page: { font: 'regular', size: 8, color: black },
} as const satisfies Record<string, Ink>
