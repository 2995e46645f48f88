import type { Tx } from '../database.ts'
import { firstTables } from './001-first-tables.ts'

/** A step of the schema. Once released it is never edited: a later step mends it. */
export type Migration = { number: number; name: string; up: (tx: Tx) => Promise<void> }

export const migrations: readonly Migration[] = [{ number: 1, name: 'first tables', up: firstTables }]
