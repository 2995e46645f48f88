import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { type Admitted, admit } from './admit.ts'
import type { Visitor } from './half-open.ts'

export type LinkState = 'good' | 'used' | 'expired' | 'unknown'

export type LinkUsed = Admitted | { done: 'refused'; reason: Exclude<LinkState, 'good'> }

/** What a link is worth now. Looking uses nothing up: programs that check mail for viruses look at every link. */
export async function signInLinkState(db: Kysely<Tables>, id: string, now: Date): Promise<LinkState> {
  const link = await db.selectFrom('sign_in_links').selectAll().where('id', '=', id).executeTakeFirst()
  if (link === undefined) return 'unknown'
  if (link.used_at !== null) return 'used'
  return link.expires_at > now.toISOString() ? 'good' : 'expired'
}

/** Uses a link up and lets in whoever has it; of two who press at once one is let in. */
export function useSignInLink(
  database: Database,
  id: string,
  visitor: Visitor,
  now: Date,
): Promise<LinkUsed> {
  return database.write(async (tx) => {
    const at = now.toISOString()
    const used = await tx.db
      .updateTable('sign_in_links')
      .set({ used_at: at })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .returning('organizer_id')
      .executeTakeFirst()
    if (used === undefined)
      return { done: 'refused', reason: refusalOf(await signInLinkState(tx.db, id, now)) }
    return admit(tx, used.organizer_id, { how: 'link', ...visitor }, now)
  })
}

function refusalOf(state: LinkState): Exclude<LinkState, 'good'> {
  if (state === 'good') throw new Error('A good link was refused')
  return state
}
