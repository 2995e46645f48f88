import { inTurns } from './turns.ts'

/** Rows a chunk: about 100 KB, a millisecond's work. */
const rowsInTurn = 250

/**
 * A JSON array of `shape(row)`, an element a line, as chunks of UTF-8. Pulls pages as it is read and lets other work
 * in between.
 */
export async function* jsonArray<Row>(
  shape: (row: Row) => object,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Buffer> {
  let separator = '[\n'
  for await (const rows of inTurns(pages, rowsInTurn)) {
    let text = ''
    for (const row of rows) {
      text += separator + JSON.stringify(shape(row))
      separator = ',\n'
    }
    yield Buffer.from(text)
  }
  yield Buffer.from(separator === '[\n' ? '[]\n' : '\n]\n')
}
