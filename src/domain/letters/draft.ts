/** A letter before it is sent: written down, changed, thrown away. */
import type { Database, Tx } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import type { Permission } from '../organizers/permissions.ts'
import { allowed } from '../organizers/permissions.ts'
import type { Texts } from '../outbox/written.ts'
import type { Selection } from './selection.ts'

export type Draft = { texts: Texts; fallback: string; selection: Selection; hasInvitation: boolean }

/** An organizer at work on one event. */
export type Writer = { eventId: number; permission: Permission }

/** Keeps a new letter. The same form sent twice (`key`) makes one. Answers its id. */
export function keepDraft(
  database: Database,
  { eventId, permission }: Writer,
  key: string,
  draft: Draft,
  now: Date,
): Promise<number> {
  const at = now.toISOString()
  const by = permission.organizerId
  return database.write(async (tx) => {
    const made = await tx.db
      .insertInto('letters')
      .values({
        ...{ event_id: eventId, organizer_id: by, sent_by: null, key, state: 'draft', version: 1 },
        ...columns(draft),
        ...{ recipients: 0, queued_through: 0, last_registration: 0 },
        ...{ created_at: at, updated_at: at, sent_at: null },
      })
      .onConflict((on) => on.column('key').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) return idOf(tx, key)
    await note(tx, 'letter-drafted', by, eventId, draft, now)
    return made.id
  })
}

async function idOf(tx: Tx, key: string): Promise<number> {
  const { id } = await tx.db
    .selectFrom('letters')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return id
}

export type DraftChanged = { done: 'changed' } | { done: 'refused'; reason: 'changed-meanwhile' }

/** Changes a letter that was not sent; refuses when somebody changed or sent it since `version` was looked at. */
export function changeDraft(
  database: Database,
  { eventId, permission }: Writer,
  of: { id: number; version: number },
  draft: Draft,
  now: Date,
): Promise<DraftChanged> {
  return database.write(async (tx) => {
    const changed = await tx.db
      .updateTable('letters')
      .set({ ...columns(draft), version: of.version + 1, updated_at: now.toISOString() })
      .where('id', '=', of.id)
      .where('event_id', '=', eventId)
      .where('state', '=', 'draft')
      .where('version', '=', of.version)
      .where(allowed(permission, eventId))
      .executeTakeFirst()
    if (Number(changed.numUpdatedRows) === 0) return { done: 'refused', reason: 'changed-meanwhile' }
    await note(tx, 'letter-drafted', permission.organizerId, eventId, draft, now)
    return { done: 'changed' }
  })
}

/** Throws a draft away; what was sent stays. */
export function dropDraft(
  database: Database,
  { eventId, permission }: Writer,
  id: number,
  subject: string,
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    const gone = await tx.db
      .deleteFrom('letters')
      .where('id', '=', id)
      .where('event_id', '=', eventId)
      .where('state', '=', 'draft')
      .where(allowed(permission, eventId))
      .executeTakeFirst()
    if (Number(gone.numDeletedRows) === 0) return
    await record(tx, { action: 'letter-deleted', by: permission.organizerId, eventId, subject }, now)
  })
}

function columns({ texts, fallback, selection, hasInvitation }: Draft) {
  const invitation: 0 | 1 = hasInvitation ? 1 : 0
  return { texts: JSON.stringify(texts), fallback, selection: JSON.stringify(selection), invitation }
}

function note(tx: Tx, action: 'letter-drafted', by: number, eventId: number, draft: Draft, now: Date) {
  const { texts, fallback, selection } = draft
  const subject = texts[fallback]?.subject ?? ''
  const after = { languages: Object.keys(texts), selection }
  return record(tx, { action, by, eventId, subject, after }, now)
}
