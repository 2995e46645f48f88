import { sql } from 'kysely'
import type { Tx } from '../database.ts'

/** The text that people are found and sorted by, with letters such as і and ө where the alphabet has them. */
export async function namesInOrder(tx: Tx): Promise<void> {
  const places = [
    ['і', 'и'],
    ['ў', 'уӿ'],
    ['ң', 'нӿ'],
    ['ө', 'оӿ'],
    ['ү', 'уӿ'],
  ] as const
  const ordered = places.reduce(
    (text, [letter, place]) => `replace(${text}, '${letter}', '${place}')`,
    'search',
  )
  await sql.raw(`update registrations set search = ${ordered}`).execute(tx.db)
}
