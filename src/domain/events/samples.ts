import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '../../database/database.ts'
import type { Imported } from './import-events.ts'
import { importFiles } from './import-events.ts'
import { withDays } from './sample-days.ts'

const folder = fileURLToPath(new URL('../../../data/samples/', import.meta.url))

/** The versioned sample files, in the order in which they are read: projects stand before their events. */
export function sampleFiles(): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.sort().map((name) => join(folder, name))
}

/** Imports the samples, marked as such, with days counted from `now`. In a new database nobody waits to move up. */
export function loadSamples(database: Database, now: Date): Promise<Imported> {
  const hooks = { onPlacesChanged: async () => {} }
  const prepare = (text: string) => withDays(text, now)
  return importFiles(database, sampleFiles(), now, hooks, { samples: true, prepare })
}
