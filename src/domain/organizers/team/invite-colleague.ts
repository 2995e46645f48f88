import type { Database, Tx } from '../../../database/database.ts'
import type { Role } from '../../../database/tables.ts'
import { cleanLine } from '../../../platform/text.ts'
import { record } from '../../audit/record.ts'
import { organizerAddress } from '../organizer.ts'
import { isGrantable, type Scope } from './grantable.ts'
import { lockTeam } from './lock-team.ts'
import { writeInvitation } from './write-invitation.ts'

export type Invitation = {
  by: number
  email: string
  /** Kept where the person is known by another */
  name: string
  role: Role
  scopes: readonly Scope[]
  /** Of the letter, unless the person has chosen their own */
  language: string
}

export type Invited =
  | { done: 'invited'; email: string }
  | { done: 'refused'; reason: 'bad-address' | 'not-allowed' | 'already' }

/** Gives somebody a role, and sends them a letter with a link that signs them in: all of it, or nothing. */
export async function inviteColleague(
  database: Database,
  invitation: Invitation,
  now: Date,
): Promise<Invited> {
  const email = organizerAddress(invitation.email)
  if (email === null) return { done: 'refused', reason: 'bad-address' }
  return database.write(async (tx): Promise<Invited> => {
    const { by, role, scopes, language } = invitation
    await lockTeam(tx)
    const { id, isNew } = await addColleague(tx, email, cleanLine(invitation.name, 200), now)
    const granted: Scope[] = []
    for (const scope of scopes) {
      if (!(await isGrantable(tx, by, role, scope))) tx.refuse({ done: 'refused', reason: 'not-allowed' })
      if (await grantOnce(tx, id, role, scope)) granted.push(scope)
    }
    if (granted.length === 0) return tx.refuse({ done: 'refused', reason: 'already' })
    for (const eventId of granted) {
      const action = isNew ? ('colleague-invited' as const) : ('role-granted' as const)
      await record(tx, { action, by, eventId, colleagueId: id, subject: email, after: { role } }, now)
    }
    await writeInvitation(
      tx,
      { by, to: id, roles: granted.map((eventId) => ({ role, eventId })), language },
      now,
    )
    return { done: 'invited', email }
  })
}

/** Nobody is renamed by others: a name is taken only where there was none. */
async function addColleague(tx: Tx, email: string, name: string, now: Date) {
  const added = await tx.db
    .insertInto('organizers')
    .values({ email, name, language: null, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added !== undefined) return { id: added.id, isNew: true }
  const known = await tx.db
    .selectFrom('organizers')
    .select(['id', 'name'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  if (known.name === '' && name !== '')
    await tx.db.updateTable('organizers').set({ name }).where('id', '=', known.id).execute()
  return { id: known.id, isNew: false }
}

async function grantOnce(tx: Tx, organizerId: number, role: Role, scope: Scope): Promise<boolean> {
  const row = await tx.db
    .insertInto('organizer_roles')
    .values({ organizer_id: organizerId, role, event_id: scope })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
