import type { Settings } from '../config.ts'
import { describeProblem } from '../domain/events/file/mistake.ts'
import { importFiles } from '../domain/events/import-events.ts'
import { promote } from '../domain/registrations/promote.ts'
import { tellOfImport } from '../domain/registrations/telling/tell-of-import.ts'
import { openGround } from '../main.ts'

/** All the files or none: one wrong line stores nothing. */
export async function importEvents(settings: Settings, files: string[]): Promise<number> {
  if (files.length === 0) {
    process.stderr.write('Say which files to import\n')
    return 2
  }
  const { database } = await openGround(settings)
  const now = new Date()
  const imported = await importFiles(database, files, now, {
    onPlacesChanged: async (tx, eventId) => {
      await promote(tx, eventId, now)
    },
    onMoved: (tx, before) => tellOfImport(tx, before, now),
  })
  await database.close()
  if (imported.done === 'refused') {
    for (const problem of imported.problems) process.stderr.write(`${describeProblem(problem)}\n`)
    return 1
  }
  for (const slug of imported.slugs) process.stdout.write(`imported ${slug}\n`)
  for (const notice of imported.notices) process.stderr.write(`${notice}\n`)
  return 0
}
