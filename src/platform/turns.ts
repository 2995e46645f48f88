import { setImmediate } from 'node:timers/promises'

/**
 * The same rows in slices of at most `size`, each after a turn of the event loop. A source that is never waited for
 * (SQLite answers at once) and a fast reader would otherwise keep every other request out until the last row.
 */
export async function* inTurns<Row>(
  pages: AsyncIterable<readonly Row[]>,
  size: number,
): AsyncGenerator<readonly Row[]> {
  for await (const page of pages) {
    for (let from = 0; from < page.length; from += size) {
      yield page.length <= size ? page : page.slice(from, from + size)
      await setImmediate()
    }
  }
}
