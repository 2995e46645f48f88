import type { Tx } from '../database.ts'
import { firstTables } from './001-first-tables.ts'
import { eventWords } from './002-event-words.ts'
import { subscriptions } from './003-subscriptions.ts'
import { namesInOrder } from './004-names-in-order.ts'
import { auditLog } from './005-audit-log.ts'
import { team } from './006-team.ts'
import { signingInSafely } from './007-signing-in-safely.ts'
import { eventVersions } from './008-event-versions.ts'
import { eventChanges } from './009-event-changes.ts'
import { peopleLists } from './010-people-lists.ts'
import { importedLists } from './011-imported-lists.ts'
import { letters } from './012-letters.ts'

/** A step of the schema. Once released it is never edited: a later step mends it. */
export type Migration = { number: number; name: string; up: (tx: Tx) => Promise<void> }

export const migrations: readonly Migration[] = [
  { number: 1, name: 'first tables', up: firstTables },
  { number: 2, name: 'event words', up: eventWords },
  { number: 3, name: 'subscriptions', up: subscriptions },
  { number: 4, name: 'names in order', up: namesInOrder },
  { number: 5, name: 'audit log', up: auditLog },
  { number: 6, name: 'team', up: team },
  { number: 7, name: 'signing in safely', up: signingInSafely },
  { number: 8, name: 'event versions', up: eventVersions },
  { number: 9, name: 'event changes', up: eventChanges },
  { number: 10, name: 'people lists', up: peopleLists },
  { number: 11, name: 'imported lists', up: importedLists },
  { number: 12, name: 'letters', up: letters },
]
