import { sql } from 'kysely'
import type { Tx } from '../database.ts'

export async function firstTables(tx: Tx): Promise<void> {
  await events(tx)
  await registrations(tx)
  await letters(tx)
  await organizers(tx)
  await run(tx, 'create table marks (name text primary key, set_at text not null, value text)')
}

async function events(tx: Tx): Promise<void> {
  await table(tx, 'projects', [
    'slug text not null unique',
    'content text not null',
    'is_sample integer not null',
    'updated_at text not null',
  ])
  await table(tx, 'events', [
    'slug text not null unique',
    'kind text not null',
    'status text not null',
    'language text not null',
    'timezone text not null',
    'starts_at text not null',
    'ends_at text not null',
    'opens_at text',
    'closes_at text not null',
    'city text',
    'search text not null',
    'cities text not null',
    'project_id bigint references projects (id)',
    'content text not null',
    'version integer not null',
    'sequence integer not null',
    'is_sample integer not null',
    'created_at text not null',
    'updated_at text not null',
  ])
  await run(tx, 'create index events_by_end on events (status, ends_at, id)')
  await run(tx, 'create index events_by_start on events (status, starts_at, id)')
  await run(tx, 'create index events_by_last_day on events (ends_at, id)')
  // The filters of the list count kinds and cities without touching the documents.
  await run(tx, 'create index events_in_list on events (status, starts_at, ends_at, kind, city)')
  await run(
    tx,
    `create table event_places (
      event_id bigint primary key references events (id) on delete cascade,
      capacity integer, taken integer not null check (taken >= 0),
      waiting integer not null check (waiting >= 0), next_turn integer not null)`,
  )
  await run(
    tx,
    `create table session_places (
      event_id bigint not null references events (id) on delete cascade, session text not null,
      capacity integer, taken integer not null check (taken >= 0), primary key (event_id, session))`,
  )
  await table(tx, 'files', [
    'event_id bigint references events (id) on delete cascade',
    'project_id bigint references projects (id) on delete cascade',
    'name text not null',
    'media_type text not null',
    'size integer not null',
    'sha256 text not null',
    `body ${blob(tx)} not null`,
  ])
  await run(tx, 'create unique index files_by_event on files (event_id, name) where event_id is not null')
  await run(
    tx,
    'create unique index files_by_project on files (project_id, name) where project_id is not null',
  )
}

async function registrations(tx: Tx): Promise<void> {
  await table(tx, 'registrations', [
    'event_id bigint not null references events (id)',
    'reference text not null unique',
    'uid text not null unique',
    'identity text',
    'status text not null',
    'pending_for text',
    'name text not null',
    'email text',
    'phone text not null',
    'phone_e164 text',
    'organization text not null',
    'position text not null',
    'audience text not null',
    'locality text not null',
    'guests integer not null check (guests >= 0)',
    'guest_names text not null',
    'sessions text not null',
    'answers text not null',
    'note text not null',
    'language text not null',
    'source text not null',
    'consent_photos_at text',
    'consent_news_at text',
    'turn integer',
    'hold_until text',
    'email_verified_at text',
    'sequence integer not null',
    'stamped_at text not null',
    'generation integer not null',
    'search text not null',
    'entered_by bigint',
    'over_limit_reason text',
    'registered_at text not null',
    'updated_at text not null',
  ])
  await run(
    tx,
    `create unique index registrations_one_alive on registrations (event_id, identity)
     where identity is not null and status in ('pending', 'confirmed', 'waitlisted', 'maybe')`,
  )
  await run(
    tx,
    "create index registrations_declined on registrations (event_id, identity) where status = 'declined'",
  )
  await run(tx, 'create index registrations_by_event on registrations (event_id, id)')
  await run(tx, 'create index registrations_by_status on registrations (event_id, status, id)')
  await run(tx, 'create index registrations_by_name on registrations (event_id, search, id)')
  await run(tx, 'create index registrations_waiting on registrations (event_id, turn) where turn is not null')
  await run(
    tx,
    'create index registrations_on_hold on registrations (event_id, hold_until) where hold_until is not null',
  )
  await table(tx, 'check_ins', [
    'registration_id bigint not null references registrations (id)',
    'day text',
    'session text',
    'checked_in_at text not null',
  ])
  await run(tx, 'create index check_ins_by_registration on check_ins (registration_id)')
}

async function letters(tx: Tx): Promise<void> {
  await table(tx, 'questions', [
    'event_id bigint not null references events (id)',
    'name text not null',
    'email text not null',
    'message text not null',
    'language text not null',
    'asked_at text not null',
  ])
  await run(tx, 'create index questions_by_event on questions (event_id, id)')
  await table(tx, 'outbox', [
    'event_id bigint',
    'registration_id bigint',
    'organizer_id bigint',
    'question_id bigint',
    'kind text not null',
    'language text not null',
    'to_name text not null',
    'to_email text not null',
    'data text not null',
    'message_id text not null unique',
    'state text not null',
    'attempts integer not null',
    'due_at text not null',
    'claimed_by text',
    'claimed_until text',
    'reply_code integer',
    'reason text',
    'created_at text not null',
    'sent_at text',
  ])
  await run(tx, "create index outbox_due on outbox (due_at, id) where state = 'waiting'")
  await run(tx, 'create index outbox_by_registration on outbox (registration_id, id)')
  await run(tx, "create index outbox_failed on outbox (event_id) where state = 'failed'")
}

async function organizers(tx: Tx): Promise<void> {
  await table(tx, 'organizers', [
    'email text not null unique',
    'name text not null',
    'language text',
    'created_at text not null',
  ])
  await table(tx, 'organizer_roles', [
    'organizer_id bigint not null references organizers (id) on delete cascade',
    'role text not null',
    'event_id bigint references events (id) on delete cascade',
  ])
  await run(
    tx,
    'create unique index roles_everywhere on organizer_roles (organizer_id, role) where event_id is null',
  )
  await run(
    tx,
    'create unique index roles_by_event on organizer_roles (organizer_id, role, event_id) where event_id is not null',
  )
  await run(tx, 'create index roles_by_organizer on organizer_roles (organizer_id)')
  await run(
    tx,
    `create table sign_in_links (id text primary key, organizer_id bigint not null references organizers (id) on delete cascade,
      expires_at text not null, used_at text)`,
  )
  await run(
    tx,
    `create table organizer_sessions (token_hash text primary key,
      organizer_id bigint not null references organizers (id) on delete cascade,
      created_at text not null, expires_at text not null)`,
  )
}

/** A table with a number of its own for each row, rising and never used again. */
async function table(tx: Tx, name: string, columns: readonly string[]): Promise<void> {
  const id = {
    sqlite: 'id integer primary key autoincrement',
    postgres: 'id bigint generated by default as identity primary key',
  }
  await run(tx, `create table ${name} (${[id[tx.dialect], ...columns].join(', ')})`)
}

function blob(tx: Tx): string {
  return tx.dialect === 'sqlite' ? 'blob' : 'bytea'
}

async function run(tx: Tx, text: string): Promise<void> {
  await sql.raw(text).execute(tx.db)
}
