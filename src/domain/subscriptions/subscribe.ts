import type { Database, Tx } from '../../database/database.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { type NewsWish, type SubscriptionRow, wishColumns } from './subscription.ts'

/**
 * Somebody asks that an address be written to about new events. Nothing comes of it until the mailbox itself says so:
 * the wish waits, and a letter goes out with the link to the button. An address that is subscribed already gets the
 * same letter, so the one who asks learns nothing; it goes on as it was until then.
 */
export function subscribe(database: Database, email: string, wish: NewsWish, now: Date): Promise<void> {
  return database.write(async (tx) => {
    const row = await keepWish(tx, email, wish, now)
    if (!isTimeForLetter(row, now)) return
    await tx.db
      .updateTable('subscriptions')
      .set({ asked_at: now.toISOString(), asked_times: row.asked_times + 1 })
      .where('id', '=', row.id)
      .execute()
    await askToConfirm(tx, row, wish, now)
  })
}

/** The last wish counts: whoever corrects the form at once finds it so behind the link of the first letter. */
function keepWish(tx: Tx, email: string, wish: NewsWish, now: Date): Promise<SubscriptionRow> {
  const at = now.toISOString()
  const asked = JSON.stringify(wish)
  return tx.db
    .insertInto('subscriptions')
    .values({
      identity: identityOf(email),
      email,
      ...wishColumns(wish),
      generation: 1,
      asked,
      asked_at: null,
      asked_times: 0,
      confirmed_at: null,
      told_until: 0,
      next_letter_at: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('identity').doUpdateSet({ asked }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Case and width aside. Marks stay: a domain with them belongs to somebody else than one without. */
function identityOf(email: string): string {
  return email.normalize('NFKC').toLowerCase().normalize('NFKC')
}

const shortestGapMinutes = 10
const gapGrowth = 4

/** Ten minutes, forty, nearly three hours …: nobody's mailbox is filled by somebody who presses a button. */
function isTimeForLetter({ asked_at, asked_times }: SubscriptionRow, now: Date): boolean {
  if (asked_at === null) return true
  const gap = shortestGapMinutes * gapGrowth ** (asked_times - 1) * 60_000
  return now.getTime() - Date.parse(asked_at) >= gap
}

function askToConfirm(tx: Tx, { id, email }: SubscriptionRow, { language }: NewsWish, now: Date) {
  const letter = {
    kind: 'subscription-confirm',
    eventId: null,
    registrationId: null,
    organizerId: null,
    questionId: null,
    subscriptionId: id,
    language,
    toName: '',
    toEmail: email,
    data: {},
  } as const
  return enqueue(tx, letter, now)
}
