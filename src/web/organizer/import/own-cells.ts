/** Cells as our own lists write them. */

/** The apostrophes that our CSV puts before what a spreadsheet would take for a formula (see platform/csv.ts). */
export function unguarded(cell: string, isOurs: boolean): string {
  if (!cell.includes("'")) return cell
  if (!isOurs) return cell.replace(/^'(?=[=+\-@])/, '')
  return cell.replace(/^'(?=[\t\n])|(?<=^|[;\t\n])'(?=[^\S\t\n]*[=+\-@＝＋－＠])/g, '')
}

/** Several values of one cell; lists from elsewhere have them a line each, or between semicolons. */
export function severalIn(cell: string): string[] {
  const separator = cell.includes(' | ') ? ' | ' : cell.includes('\n') ? '\n' : ';'
  return cell
    .split(separator)
    .map((value) => value.trim())
    .filter((value) => value !== '')
}
