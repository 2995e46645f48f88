import type { Tx } from '../../../database/database.ts'
import { statement } from '../../../database/statement.ts'
import type { LetterData } from '../../outbox/letter.ts'

const drop = statement<{ id: number }>()('drop-unseen-letter', (db, p) =>
  db
    .updateTable('outbox')
    .set({ state: 'dropped', reason: 'overtaken' })
    .where('id', '=', p('id'))
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .where('claimed_by', 'is', null),
)

const mend = statement<{ id: number; data: string }>()('mend-unseen-letter', (db, p) =>
  db
    .updateTable('outbox')
    .set({ data: p('data') })
    .where('id', '=', p('id'))
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .where('claimed_by', 'is', null),
)

/** Answers 1, or 0 where a worker was quicker. */
export async function dropUnseen(tx: Tx, id: number): Promise<number> {
  const { changes } = await tx.run(drop, { id })
  return changes
}

export async function mendUnseen(tx: Tx, id: number, data: LetterData): Promise<void> {
  await tx.run(mend, { id, data: JSON.stringify(data) })
}
