/** What somebody has to prove themselves with beside their mailbox. */
import type { Kysely, Selectable } from 'kysely'
import type { SecondFactorsTable, Tables } from '../../../database/tables.ts'
import type { KnownPasskey } from '../../../platform/passkeys.ts'

export type Factor = {
  id: number
  kind: 'app' | 'passkey'
  name: string
  createdAt: string
  lastUsedAt: string | null
}

export async function hasFactor(db: Kysely<Tables>, organizerId: number): Promise<boolean> {
  const row = await db
    .selectFrom('second_factors')
    .select('id')
    .where('organizer_id', '=', organizerId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function factorsOf(db: Kysely<Tables>, organizerId: number): Promise<Factor[]> {
  const rows = await factorRows(db, organizerId)
  return rows.map(({ id, kind, name, created_at, last_used_at }) => ({
    id,
    kind,
    name,
    createdAt: created_at,
    lastUsedAt: last_used_at,
  }))
}

/** With the id of its row, as whoever asks a passkey for an answer needs it. */
export async function passkeysOf(
  db: Kysely<Tables>,
  organizerId: number,
): Promise<(KnownPasskey & { factorId: number })[]> {
  const rows = await factorRows(db, organizerId)
  return rows.flatMap((row) =>
    row.credential_id === null || row.public_key === null
      ? []
      : [
          {
            factorId: row.id,
            id: row.credential_id,
            publicKey: row.public_key,
            counter: row.counter ?? 0,
            transports: transportsIn(row),
          },
        ],
  )
}

export function factorRows(
  db: Kysely<Tables>,
  organizerId: number,
): Promise<Selectable<SecondFactorsTable>[]> {
  return db
    .selectFrom('second_factors')
    .selectAll()
    .where('organizer_id', '=', organizerId)
    .orderBy('id')
    .execute()
}

function transportsIn({ transports }: Selectable<SecondFactorsTable>): string[] {
  // Written by us as an array of texts.
  return JSON.parse(transports ?? '[]') as string[]
}
