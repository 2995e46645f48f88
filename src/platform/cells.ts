/**
 * What no file for a spreadsheet may hold: controls other than tab and line feed (XML 1.0 §2.2 forbids most), the two
 * non-characters, and the controls that write a cell's text over its neighbours (UAX #9 embeddings, overrides, isolates).
 */
const unfit = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g

/** Text as a cell of any format holds it: well formed, line breaks as `\n`, without unfit characters. */
export function cellText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unfit, '').toWellFormed()
}
