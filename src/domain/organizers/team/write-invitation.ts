import type { Tx } from '../../../database/database.ts'
import type { Role } from '../../../database/tables.ts'
import { enqueue } from '../../outbox/enqueue.ts'
import { invitationMilliseconds, newSignInLink } from '../sign-in-link.ts'
import type { Scope } from './grantable.ts'

export type InvitationLetter = {
  by: number
  to: number
  roles: readonly { role: Role; eventId: Scope }[]
  language: string
}

/** The letter that invites, with a link that signs in once within a week. */
export async function writeInvitation(
  tx: Tx,
  { by, to, roles, language }: InvitationLetter,
  now: Date,
): Promise<void> {
  const inviter = await named(tx, by)
  const { email, name, language: own } = await named(tx, to)
  const signIn = await newSignInLink(tx, to, now, invitationMilliseconds)
  const letter = {
    kind: 'colleague-invitation' as const,
    eventId: null,
    registrationId: null,
    organizerId: to,
    questionId: null,
    language: own ?? language,
    toName: name,
    toEmail: email,
    data: { signIn, invitation: { by: inviter.name || inviter.email, roles } },
  }
  await enqueue(tx, letter, now)
}

function named(tx: Tx, id: number) {
  return tx.db
    .selectFrom('organizers')
    .select(['email', 'name', 'language'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}
