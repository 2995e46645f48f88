import type { Database, Tx } from '../../database/database.ts'
import type { Role } from '../../database/tables.ts'
import { cleanLine } from '../../platform/text.ts'
import { organizerAddress } from './organizer.ts'
import { newSignInLink } from './sign-in-link.ts'

export type NewOrganizer = {
  email: string
  /** Kept when the person is known and this is empty */
  name: string
  role: Role
  /** Empty: for all events */
  eventSlugs: readonly string[]
}

export type OrganizerAdded =
  | { done: 'added'; organizerId: number; signInId: string }
  | { done: 'refused'; reason: 'bad-address' }
  | { done: 'refused'; reason: 'unknown-event'; slugs: readonly string[] }

/** Adds or finds a person by address, grants the role, and makes a link that signs them in. */
export async function addOrganizer(
  database: Database,
  input: NewOrganizer,
  now: Date,
): Promise<OrganizerAdded> {
  const email = organizerAddress(input.email)
  if (email === null) return { done: 'refused', reason: 'bad-address' }
  return database.write(async (tx) => {
    const events = await eventIds(tx, input.eventSlugs)
    if ('reason' in events) return events
    const organizerId = await addOrFind(tx, email, cleanLine(input.name, 200), now)
    await grant(tx, organizerId, input.role, events.ids)
    return { done: 'added', organizerId, signInId: await newSignInLink(tx, organizerId, now) } as const
  })
}

async function eventIds(
  tx: Tx,
  slugs: readonly string[],
): Promise<{ ids: (number | null)[] } | Extract<OrganizerAdded, { reason: 'unknown-event' }>> {
  if (slugs.length === 0) return { ids: [null] }
  const rows = await tx.db.selectFrom('events').select(['id', 'slug']).where('slug', 'in', slugs).execute()
  const unknown = slugs.filter((slug) => !rows.some((row) => row.slug === slug))
  if (unknown.length > 0) return { done: 'refused', reason: 'unknown-event', slugs: unknown }
  return { ids: rows.map(({ id }) => id) }
}

/** Who is known keeps their name unless another is given. */
export async function addOrFind(tx: Tx, email: string, name: string, now: Date): Promise<number> {
  const { id } = await tx.db
    .insertInto('organizers')
    .values({ email, name, language: null, created_at: now.toISOString() })
    .onConflict((conflict) =>
      conflict
        .column('email')
        .doUpdateSet((known) => ({ name: name === '' ? known.ref('organizers.name') : name })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function grant(
  tx: Tx,
  organizerId: number,
  role: Role,
  events: readonly (number | null)[],
): Promise<void> {
  const rows = events.map((event_id) => ({ organizer_id: organizerId, role, event_id }))
  await tx.db
    .insertInto('organizer_roles')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
