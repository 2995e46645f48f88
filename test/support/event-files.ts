import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { describeProblem } from '../../src/domain/events/file/mistake.ts'
import type { Imported } from '../../src/domain/events/import-events.ts'
import { importFiles } from '../../src/domain/events/import-events.ts'

export const importedAt = new Date('2027-01-05T08:00:00.000Z')

/** The least that an event file can say. */
export const leastEvent = `slug: round-table-2027
language: bg
timezone: Europe/Sofia
starts: 2027-03-02T09:00
ends: 2027-03-02T13:00
title: Кръгла маса
`

/** Writes files into a folder of their own, which goes with the test, and answers it. */
export function folderOf(
  files: Record<string, string | Buffer>,
  atTheEnd: (remove: () => void) => void = onTestFinished,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-files-'))
  atTheEnd(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

export function importFrom(folder: string, names: readonly string[], database: Database): Promise<Imported> {
  const paths = names.map((name) => join(folder, name))
  return importFiles(database, paths, importedAt, { onPlacesChanged: async () => {} })
}

/** The lines that the command would print, without the folder. */
export function linesOf(imported: Imported, folder: string): string[] {
  if (imported.done === 'imported') return imported.slugs.map((slug) => `imported ${slug}`)
  return imported.problems.map((problem) => describeProblem(problem).replaceAll(`${folder}/`, ''))
}

const contentTables = ['projects', 'events', 'event_places', 'session_places', 'files'] as const

/** Every row that an import could write. */
export async function everything({ read }: Database) {
  const tables = contentTables.map((table) => read.selectFrom(table).selectAll().execute())
  return Promise.all(tables)
}
