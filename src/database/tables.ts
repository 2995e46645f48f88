/**
 * Row types of every table. Rows hold strings, numbers, null and buffers only: better-sqlite3 refuses
 * booleans and Dates. Instants are UTC ISO text with milliseconds; flags are 0 or 1; JSON is text.
 */
import type { Generated } from 'kysely'

export type RegistrationStatus = 'pending' | 'confirmed' | 'waitlisted' | 'maybe' | 'declined' | 'cancelled'
export type Source = 'web' | 'mail' | 'calendar' | 'phone' | 'paper' | 'desk' | 'import' | 'api'
export type LetterState = 'waiting' | 'sent' | 'failed' | 'dropped'
export type Role = 'admin' | 'organizer' | 'contact' | 'desk'

type Flag = 0 | 1

export type ProjectsTable = {
  id: Generated<number>
  slug: string
  /** JSON of `Project` */
  content: string
  is_sample: Flag
  updated_at: string
}

export type EventsTable = {
  id: Generated<number>
  slug: string
  kind: string
  status: string
  language: string
  timezone: string
  starts_at: string
  ends_at: string
  opens_at: string | null
  closes_at: string
  /** In the event's own language */
  city: string | null
  /** Folded city names in all languages, each between `|` */
  cities: string
  project_id: number | null
  /** JSON of `EventDocument` */
  content: string
  /** Rises with each change of content; keys the page cache. */
  version: number
  /** iCalendar SEQUENCE base of everything sent about the event; rises with time, place, status. */
  sequence: number
  is_sample: Flag
  created_at: string
  updated_at: string
}

/** Time, place and status of an event as they were until they changed; a letter tells those of its moment. */
export type EventPastTable = {
  event_id: number
  /** Of the event, while it was so */
  sequence: number
  until: string
  /** JSON of `EventFacts` */
  facts: string
}

/** That the people of an event are to hear of a change: ordered with the change itself, carried out piece by piece. */
export type TellingsTable = {
  id: Generated<number>
  event_id: number
  /** Null: a command */
  organizer_id: number | null
  /** Nobody is written to; only letters that have not left yet are mended. */
  is_quiet: Flag
  /** JSON of a `Text`: what the organizer adds in their own words */
  note: string | null
  ordered_at: string
  /** When there is something to do for it next */
  look_at: string
  /** 0: everybody is told; 1: those are looked for who came while the change was being made */
  round: number
  /** The last registration that was looked at in this round */
  last_registration: number
  /** How many letters it has caused */
  told: number
  done_at: string | null
}

/** A change that an organizer has written and not confirmed yet. */
export type PendingRevisionsTable = {
  id: string
  event_id: number
  organizer_id: number
  based_on: number
  /** JSON of `EventDocument` */
  document: string
  /** What the form held, in a way that the form knows; null where nothing was typed */
  form: string | null
  /** The event keeps its files; those of this row count when not. */
  keeps_files: Flag
  created_at: string
}

/** A file that comes with it; without a body one that the event has already. */
export type PendingFilesTable = {
  revision_id: string
  name: string
  media_type: string | null
  sha256: string | null
  body: Buffer | null
}

/** What an event is found by: words as they sound, and its city behind an `@`. */
export type EventWordsTable = { word: string; event_id: number }

/** One narrow row an event, so that taking a place rewrites little. */
export type EventPlacesTable = {
  event_id: number
  capacity: number | null
  /** Confirmed people with their guests, and holds */
  taken: number
  /** Registrations on the waiting list */
  waiting: number
  /** Number handed to the next who waits */
  next_turn: number
}

export type SessionPlacesTable = {
  event_id: number
  /** `id` of the agenda item */
  session: string
  capacity: number | null
  taken: number
}

export type FilesTable = {
  id: Generated<number>
  event_id: number | null
  project_id: number | null
  /** As the event file names it */
  name: string
  media_type: string
  size: number
  sha256: string
  body: Buffer
}

/** The document of an event as it was at a version; the latest hundred are kept. */
export type EventVersionsTable = { event_id: number; version: number; content: string }

/** A file that an organizer has sent and not yet saved with an event. */
export type UploadsTable = {
  id: Generated<number>
  organizer_id: number
  /** As the event will name it */
  name: string
  media_type: string
  sha256: string
  body: Buffer
  uploaded_at: string
}

export type RegistrationsTable = {
  id: Generated<number>
  event_id: number
  /** What people read out on the telephone */
  reference: string
  /** iCalendar UID, for the row's whole life */
  uid: string
  /** Folded name and address: who counts as the same person. Null where there is no address. */
  identity: string | null
  status: RegistrationStatus
  pending_for: 'address' | 'approval' | null
  name: string
  email: string | null
  phone: string
  /** E.164 where the number could be read */
  phone_e164: string | null
  organization: string
  position: string
  /** One of the event's groups, or empty */
  audience: string
  locality: string
  guests: number
  /** JSON array of names */
  guest_names: string
  /** JSON array of agenda ids */
  sessions: string
  /** JSON object by question id */
  answers: string
  note: string
  language: string
  source: Source
  consent_photos_at: string | null
  consent_news_at: string | null
  /** Place in the waiting list, while waiting */
  turn: number | null
  /** While set and status is pending, the party holds places until then. */
  hold_until: string | null
  email_verified_at: string | null
  /** iCalendar SEQUENCE and DTSTAMP last used for `uid` */
  sequence: number
  stamped_at: string
  /** Raising it revokes the links in earlier letters. */
  generation: number
  /** Folded name, organization, address, telephone digits, reference */
  search: string
  entered_by: number | null
  over_limit_reason: string | null
  /** Since then they want no letters but those about their own registration. */
  letters_stopped_at: string | null
  registered_at: string
  updated_at: string
  /** The imported list that it came with */
  import_id: Generated<number | null>
  /** The registration of the same person that it was merged into; it is cancelled then. */
  merged_into: Generated<number | null>
}

export type CheckInsTable = {
  id: Generated<number>
  registration_id: number
  day: string | null
  session: string | null
  checked_in_at: string
}

export type OutboxTable = {
  id: Generated<number>
  event_id: number | null
  registration_id: number | null
  organizer_id: number | null
  question_id: number | null
  subscription_id: number | null
  /** Of the letter that was written to many; this row is the copy for one of them. */
  letter_id: number | null
  kind: string
  language: string
  to_name: string
  to_email: string
  /** JSON: what the letter must remember of its moment (status, sequence, stamp, ...) */
  data: string
  message_id: string
  state: LetterState
  attempts: number
  due_at: string
  claimed_by: string | null
  claimed_until: string | null
  /** SMTP reply code of the last try */
  reply_code: number | null
  /** Plain reason of the last failure, without addresses */
  reason: string | null
  created_at: string
  sent_at: string | null
}

/** Being queued and being stopped take a while: whoever finds it so carries on. */
export type WrittenState = 'draft' | 'queueing' | 'queued' | 'stopping' | 'stopped'

/** What an organizer writes to many people of an event; each gets a row of the outbox. */
export type LettersTable = {
  id: Generated<number>
  event_id: number
  organizer_id: number
  sent_by: number | null
  /** Names the letter before it has a number: a form that is sent twice makes one. */
  key: string
  state: WrittenState
  /** JSON object by language: subject and body */
  texts: string
  /** Language for whoever reads none of these */
  fallback: string
  /** JSON of `Selection` */
  selection: string
  /** Whether confirmed people get their invitation with it */
  invitation: Flag
  /** Rises with each change of a draft */
  version: number
  /** How many it goes to, from the moment of sending */
  recipients: number
  /** Id of the last registration that was looked at for it, and of the last that will be */
  queued_through: number
  last_registration: number
  created_at: string
  updated_at: string
  sent_at: string | null
}

export type QuestionsTable = {
  id: Generated<number>
  event_id: number
  name: string
  email: string
  message: string
  language: string
  asked_at: string
}

/** An address that wants letters about new events, or was said to by somebody and has not confirmed it. */
export type SubscriptionsTable = {
  id: Generated<number>
  /** Folded address: one subscription each */
  identity: string
  email: string
  language: string
  /** JSON array of kinds; empty: all */
  kinds: string
  /** JSON array of city names as they were chosen; empty: all */
  cities: string
  /** Raising it revokes the links to its page in earlier letters. */
  generation: number
  /** JSON of the wish that waits for confirmation */
  asked: string | null
  /** When the letter that asks for confirmation was last written */
  asked_at: string | null
  /** How many such letters there were since the last confirmation */
  asked_times: number
  confirmed_at: string | null
  /** Id of the last publication that was looked at for it */
  told_until: number
  next_letter_at: string
  created_at: string
}

/** An event that has become public, in the order in which that was noticed. */
export type PublicationsTable = {
  id: Generated<number>
  event_id: number
  noted_at: string
}

export type OrganizersTable = {
  id: Generated<number>
  email: string
  name: string
  language: string | null
  /** When they last signed in; null: invited, and not come yet */
  seen_at: string | null
  created_at: string
}

export type OrganizerRolesTable = {
  id: Generated<number>
  organizer_id: number
  role: Role
  /** Null: for all events */
  event_id: number | null
}

export type SignInLinksTable = {
  /** Random name; the token in the letter is this and its signature, so a copy of the database opens nothing. */
  id: string
  organizer_id: number
  expires_at: string
  used_at: string | null
}

export type OrganizerSessionsTable = {
  /** SHA-256 of the cookie's token, hex */
  token_hash: string
  organizer_id: number
  created_at: string
  expires_at: string
  /** What the browser said of itself, cut to 200 characters */
  user_agent: string
  /** Written at most once an hour */
  last_used_at: string
  /** When a second factor was last given in this session; null: never */
  factor_at: string | null
}

/** Somebody who has used a link or single sign-on and has yet to give their second factor; it opens nothing else. */
export type HalfOpenSessionsTable = {
  token_hash: string
  organizer_id: number
  how: string
  user_agent: string
  /** How many answers were given, all of them wrong */
  tries: number
  expires_at: string
}

/** An authenticator app (`sealed_key`, `last_step`) or a passkey (the rest). */
export type SecondFactorsTable = {
  id: Generated<number>
  organizer_id: number
  kind: 'app' | 'passkey'
  name: string
  /** The shared key, sealed with the SECRET of the site */
  sealed_key: string | null
  /** Time step of the last code that was accepted: none is accepted twice (RFC 6238, 5.2) */
  last_step: number | null
  credential_id: string | null
  /** COSE key, base64url */
  public_key: string | null
  counter: number | null
  /** JSON array */
  transports: string | null
  created_at: string
  last_used_at: string | null
}

export type RecoveryCodesTable = {
  organizer_id: number
  /** SHA-256, hex */
  code_hash: string
  used_at: string | null
}

/** What may be answered once: a passkey's challenge, the state of a single sign-on */
export type SpentChallengesTable = { name: string; expires_at: string }

/** Who an organizer is at a provider of single sign-on, from the first time on */
export type SignOnBindingsTable = {
  issuer: string
  subject: string
  organizer_id: number
  bound_at: string
}

/** What was changed by whom; written by `domain/audit` in the transaction of the change. */
export type AuditLogTable = {
  id: Generated<number>
  at: string
  /** Null: the person concerned, or the program by itself */
  organizer_id: number | null
  event_id: number | null
  /** Of the person whom the entry is about; forgetting them empties the entry. */
  registration_id: number | null
  /** Of the organizer whom the entry is about */
  colleague_id: number | null
  action: string
  /** What was changed, in words that need no other row: a slug, a reference, an address */
  subject: string
  /** JSON object of the fields that changed; null where there was nothing before */
  before: string | null
  after: string | null
}

/** What a registration is sorted, found and narrowed by; made from it by `domain/registrations/list`. */
export type PeopleListTable = {
  registration_id: number
  event_id: number
  name_key: string
  organization_key: string
  locality_key: string
  status_rank: number
  group_rank: number
  /** Its words in plain Latin letters, a space before each */
  search: string
  /** A line for each facet, with a line break before and after each */
  facets: string
  /** A bit for each of the event's first facets, and for those after them */
  traits: number
  more_traits: number
}

/** What the people of an event can be narrowed by: which bit says it, and of how many. */
export type PeopleFacetsTable = { event_id: number; facet: string; bit: number; people: number }

/** Registrations whose row in the list is to be made anew */
export type PeopleChangedTable = { id: Generated<number>; registration_id: number }

/** What an organizer has chosen to see of an event's people: a JSON array of names of columns */
export type PeopleColumnsTable = { organizer_id: number; event_id: number; columns: string }

/** A short word that organizers keep beside somebody's name */
export type PersonLabelsTable = { registration_id: number; label: string }

export type BulkState = 'choosing' | 'doing' | 'done' | 'undoing' | 'undone'

/** Something that an organizer does to many people at once */
export type BulkActionsTable = {
  id: Generated<number>
  event_id: number
  organizer_id: number
  action: string
  /** Of labelling; else empty */
  label: string
  state: BulkState
  started_at: string
  finished_at: string | null
  undo_until: string
  people: number
  /** Of the waiting list: who joins it by this action gets none of the places that it frees */
  first_turn: number
}

export type BulkPeopleTable = {
  action_id: number
  registration_id: number
  state: 'waiting' | 'done' | 'skipped' | 'undone' | 'kept'
  /** Why nothing was done, or not undone */
  reason: string | null
  /** JSON: how they stood */
  before: string | null
}

export type ListImportState = 'read' | 'checking' | 'checked' | 'storing' | 'done' | 'undoing' | 'undone'

/** A list of people that is being imported; its rows are thrown away when that is done, or after a day. */
export type ListImportsTable = {
  id: Generated<number>
  event_id: number
  organizer_id: number
  file_name: string
  state: ListImportState
  /** JSON: names and sizes of the sheets */
  sheets: string
  /** JSON of `ListChoices`; null until somebody has looked at the columns */
  choices: string | null
  /** JSON of `ListOutcome`: what would happen, then what has happened */
  outcome: string | null
  /** Names the piece of work that holds the list, so that one that was given up cannot end it */
  run: string | null
  /** When that work is taken for dead */
  run_until: string | null
  created_at: string
  updated_at: string
}

/** Some hundred rows of such a list, or of what is wrong with it. */
export type ListImportPartsTable = {
  import_id: number
  /** `sheet-0`, `problems` */
  kind: string
  part: number
  /** JSON array */
  content: string
}

/** Two registrations that somebody looked at and found to be two people; the smaller id first. */
export type DifferentPeopleTable = {
  event_id: number
  first_id: number
  second_id: number
  /** Null: the program itself */
  organizer_id: number | null
  at: string
}

/** Two registrations of one person that were made one, with all that is needed to part them again. */
export type MergesTable = {
  id: Generated<number>
  event_id: number
  kept_id: number
  gone_id: number
  organizer_id: number
  /** JSON: both rows as they were, and the check-ins that moved; emptied after a month */
  before: string | null
  /** Digest of the kept row after it */
  seal: string
  merged_at: string
  undone_at: string | null
}

/** What happened in the life of a database and its programs must know of one another. */
export type MarksTable = {
  name: string
  set_at: string
  value: string | null
}

export type Tables = {
  projects: ProjectsTable
  events: EventsTable
  event_words: EventWordsTable
  event_past: EventPastTable
  tellings: TellingsTable
  pending_revisions: PendingRevisionsTable
  pending_files: PendingFilesTable
  event_places: EventPlacesTable
  session_places: SessionPlacesTable
  files: FilesTable
  event_versions: EventVersionsTable
  uploads: UploadsTable
  registrations: RegistrationsTable
  check_ins: CheckInsTable
  outbox: OutboxTable
  letters: LettersTable
  questions: QuestionsTable
  subscriptions: SubscriptionsTable
  publications: PublicationsTable
  organizers: OrganizersTable
  organizer_roles: OrganizerRolesTable
  sign_in_links: SignInLinksTable
  organizer_sessions: OrganizerSessionsTable
  half_open_sessions: HalfOpenSessionsTable
  second_factors: SecondFactorsTable
  recovery_codes: RecoveryCodesTable
  spent_challenges: SpentChallengesTable
  sign_on_bindings: SignOnBindingsTable
  audit_log: AuditLogTable
  people_list: PeopleListTable
  people_facets: PeopleFacetsTable
  people_changed: PeopleChangedTable
  people_columns: PeopleColumnsTable
  person_labels: PersonLabelsTable
  bulk_actions: BulkActionsTable
  bulk_people: BulkPeopleTable
  list_imports: ListImportsTable
  list_import_parts: ListImportPartsTable
  different_people: DifferentPeopleTable
  merges: MergesTable
  marks: MarksTable
}
