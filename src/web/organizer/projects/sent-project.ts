/** A project's form as it was sent: what stands in it, and which button was pressed. */
import type { Request } from 'express'
import type { Project } from '../../../domain/events/event.ts'
import { readProject } from '../../../domain/events/file/project-file.ts'
import { takeUpload } from '../../upload.ts'
import type { Sheet } from '../announcement/event-fields.ts'
import { afterFormAction } from '../announcement/form-action.ts'
import type { FieldMistake } from '../announcement/mistake-words.ts'
import { inChosenLanguage, typedIn } from '../announcement/sheet.ts'
import { projectMistakes } from './project-mistakes.ts'
import { projectOfSheet } from './project-sheet.ts'

/** It carries no file, but texts in many languages may be longer than a plain form is read. */
const bounds = { fileBytes: 1, files: 1, dropsTooLarge: { totalBytes: 1 } }

export async function sentProject(req: Request): Promise<{ sheet: Sheet; pressed: string } | null> {
  const upload = await takeUpload(req, bounds)
  if ('refused' in upload) return null
  const sheet = inChosenLanguage({ ...upload.fields })
  return { sheet, pressed: typedIn(sheet, 'do') }
}

/** With one more language to write in, where that was asked for; undefined: the form is to be saved. */
export function withMoreLanguages({ sheet, pressed }: { sheet: Sheet; pressed: string }): Sheet | undefined {
  return pressed === 'language' ? afterFormAction(sheet, pressed).sheet : undefined
}

export function readTyped(
  sheet: Sheet,
  kept: Partial<Project>,
): { project: Project } | { mistakes: FieldMistake[] } {
  const read = readProject(projectOfSheet(sheet, kept))
  return 'mistakes' in read ? { mistakes: projectMistakes(read.mistakes) } : { project: read.document }
}
