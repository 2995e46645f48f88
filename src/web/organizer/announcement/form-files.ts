/** The files of an event that was written in the form: those that stay, those that came with it. */
import type { EventDocument } from '../../../domain/events/event.ts'
import type { FileWish } from '../../../domain/events/store-files.ts'
import { keptUpload } from '../../../domain/events/uploads.ts'
import type { Site } from '../../site.ts'
import type { Viewer } from '../viewer.ts'
import type { Sheet } from './event-fields.ts'
import { typedIn } from './sheet.ts'

/** `lost`: a file that was put aside too long ago and has to be chosen again. */
export async function filesOfForm(
  site: Site,
  viewer: Viewer,
  document: EventDocument,
  sheet: Sheet,
): Promise<FileWish[] | { lost: string }> {
  const uploads = uploadsIn(sheet)
  const files: FileWish[] = []
  for (const name of filesNamedIn(document)) {
    const number = uploads.get(name)
    if (number === undefined) files.push({ name, stays: true })
    else {
      const isNumber = Number.isSafeInteger(number)
      const upload = isNumber ? await keptUpload(site.database.read, viewer.organizer.id, number) : undefined
      if (upload?.name !== name) return { lost: name }
      files.push(upload)
    }
  }
  return files
}

function uploadsIn(sheet: Sheet): Map<string, number> {
  const fields = Object.keys(sheet).filter((name) => name.endsWith('.upload') && typedIn(sheet, name) !== '')
  return new Map(
    fields.map((field) => [typedIn(sheet, field.slice(0, -'.upload'.length)), Number(typedIn(sheet, field))]),
  )
}

export function filesNamedIn({ organizations, speakers, documents }: EventDocument): Set<string> {
  const names = [
    ...organizations.map(({ logo }) => logo),
    ...speakers.map(({ photo }) => photo),
    ...documents.map(({ file }) => file),
  ]
  return new Set(names.filter((name) => name !== undefined))
}
