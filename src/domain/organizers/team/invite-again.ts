import type { Database, Tx } from '../../../database/database.ts'
import { record } from '../../audit/record.ts'
import { isGrantable, type Scope } from './grantable.ts'
import { writeInvitation } from './write-invitation.ts'

export type InvitedAgain =
  | { done: 'invited-again'; email: string }
  | { done: 'refused'; reason: 'unknown' | 'has-come' }

/** Sends the invitation once more to somebody who has not come yet; the links of earlier letters end. */
export function inviteAgain(
  database: Database,
  again: { by: number; organizerId: number; within: Scope | 'any'; language: string },
  now: Date,
): Promise<InvitedAgain> {
  return database.write(async (tx): Promise<InvitedAgain> => {
    const { by, organizerId, within, language } = again
    const roles = await rolesOf(tx, organizerId, within)
    const mine = []
    for (const held of roles) if (await isGrantable(tx, by, held.role, held.event_id)) mine.push(held)
    const [first] = mine
    if (first === undefined) return { done: 'refused', reason: 'unknown' }
    if (first.seen_at !== null) return { done: 'refused', reason: 'has-come' }
    await endEarlier(tx, organizerId)
    const told = mine.map(({ role, event_id }) => ({ role, eventId: event_id }))
    await writeInvitation(tx, { by, to: organizerId, roles: told, language }, now)
    const entry = { by, eventId: within === 'any' ? null : within, colleagueId: organizerId }
    await record(tx, { action: 'invitation-repeated', ...entry, subject: first.email }, now)
    return { done: 'invited-again', email: first.email }
  })
}

function rolesOf(tx: Tx, organizerId: number, within: Scope | 'any') {
  return tx.db
    .selectFrom('organizer_roles')
    .innerJoin('organizers', 'organizers.id', 'organizer_roles.organizer_id')
    .select(['organizer_roles.id', 'organizer_roles.role', 'organizer_roles.event_id'])
    .select(['organizers.email', 'organizers.seen_at'])
    .where('organizer_id', '=', organizerId)
    .$if(within !== 'any', (query) => (within === 'any' ? query : query.where('event_id', '=', within)))
    .execute()
}

async function endEarlier(tx: Tx, organizerId: number): Promise<void> {
  await tx.db
    .deleteFrom('sign_in_links')
    .where('organizer_id', '=', organizerId)
    .where('used_at', 'is', null)
    .execute()
  await tx.db
    .updateTable('outbox')
    .set({ state: 'dropped', reason: 'overtaken' })
    .where('organizer_id', '=', organizerId)
    .where('kind', '=', 'colleague-invitation')
    .where('state', '=', 'waiting')
    .where('claimed_by', 'is', null)
    .execute()
}
