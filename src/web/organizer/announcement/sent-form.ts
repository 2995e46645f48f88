/** A form that was sent, with its files looked at and put aside, so that nothing is lost whatever becomes of it. */
import type { Request } from 'express'
import { keepUpload } from '../../../domain/events/uploads.ts'
import { shortLatinName } from '../../../platform/latin.ts'
import { mediaTypeOf } from '../../../platform/media-type.ts'
import { pictureProblem } from '../../../platform/small-picture.ts'
import type { Site } from '../../site.ts'
import { takeUpload, type UploadedFile, type UploadRefused } from '../../upload.ts'
import type { Viewer } from '../viewer.ts'
import type { Sheet } from './event-fields.ts'
import { fieldAt } from './form-plan.ts'
import type { FieldMistake } from './mistake-words.ts'
import { inChosenLanguage, languagesOf, typedIn } from './sheet.ts'

const megabyte = 1024 * 1024
const bounds = {
  fileBytes: 20 * megabyte,
  files: 100,
  dropsTooLarge: { totalBytes: 60 * megabyte },
}

export type SentForm = { sheet: Sheet; mistakes: FieldMistake[] } | UploadRefused

export async function sentForm(site: Site, viewer: Viewer, req: Request): Promise<SentForm> {
  const upload = await takeUpload(req, bounds)
  if ('refused' in upload) return upload
  const sheet: Sheet = { ...inChosenLanguage(withoutRemoved({ ...upload.fields })) }
  const mistakes: FieldMistake[] = (upload.tooLarge ?? []).map((field) => ({
    name: field.replace(/\.new$/, ''),
    key: 'announcement.mistake.file-large',
  }))
  for (const file of upload.files) {
    const name = file.field.replace(/\.new$/, '')
    const mistake = await putAside(site, viewer, sheet, name, file)
    if (mistake !== null) mistakes.push({ name, ...mistake })
  }
  return { sheet, mistakes }
}

/** A file that is to go is no longer named. */
function withoutRemoved(sheet: Sheet): Sheet {
  const gone = Object.keys(sheet).filter((name) => name.endsWith('.remove'))
  const names = gone.flatMap((name) => {
    const file = name.slice(0, -'.remove'.length)
    return [name, file, `${file}.upload`]
  })
  return Object.fromEntries(Object.entries(sheet).filter(([name]) => !names.includes(name)))
}

async function putAside(site: Site, viewer: Viewer, sheet: Sheet, name: string, file: UploadedFile) {
  const field = fieldAt(name)
  if (field?.is !== 'picture' && field?.is !== 'paper') return null
  const { extension, mediaType, mistake } = await lookAt(file, field.is === 'picture')
  if (mistake !== undefined) return { key: mistake }
  const upload = await keepUpload(
    site.database,
    {
      ...{ organizerId: viewer.organizer.id, called: ownName(sheet, name), extension, mediaType },
      ...{ taken: new Set(Object.values(sheet)), body: file.body },
    },
    site.clock(),
  )
  sheet[name] = upload.name
  sheet[`${name}.upload`] = String(upload.id)
  return null
}

type Looked = { extension: string; mediaType: string; mistake?: FieldMistake['key'] }

async function lookAt({ name, body }: UploadedFile, isPicture: boolean): Promise<Looked> {
  const extension = name.split('.').at(-1)?.toLowerCase() ?? ''
  const read = mediaTypeOf(name, body)
  const wrong = (mistake: FieldMistake['key']) => ({ extension, mediaType: '', mistake })
  if ('problem' in read) return wrong(problemKey(read.problem))
  if (isPicture && !read.mediaType.startsWith('image/')) return wrong('announcement.mistake.no-picture')
  const isDrawing = read.mediaType === 'image/svg+xml'
  const problem = isPicture && !isDrawing ? await pictureProblem(body) : null
  if (problem === 'too large') return wrong('announcement.mistake.too-many-pixels')
  if (problem !== null) return wrong('announcement.mistake.broken-picture')
  return { extension, mediaType: read.mediaType }
}

function problemKey(problem: string): FieldMistake['key'] {
  if (/of a type that is not taken/.test(problem)) return 'announcement.mistake.file-type'
  if (/^is empty/.test(problem)) return 'announcement.mistake.file-empty'
  if (/^is an SVG/.test(problem)) return 'announcement.mistake.svg'
  return 'announcement.mistake.file-odd'
}

/** Of whose it is, never what the sender called it: that may tell more than they meant. */
function ownName(sheet: Sheet, name: string): string {
  const [list = '', row = '', file = ''] = name.split('.')
  const own = languagesOf(sheet)[0] ?? ''
  const title = typedIn(sheet, `${list}.${row}.${list === 'documents' ? 'title' : 'name'}.${own}`)
  const what = list === 'documents' ? typedIn(sheet, `${list}.${row}.kind`) || 'document' : file
  const words = shortLatinName(title, own, 60, '')
  if (words === '') return what
  return list === 'documents' ? words : `${what}-${words}`
}
