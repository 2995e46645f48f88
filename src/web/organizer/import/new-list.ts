/** `/organize/events/{slug}/import`: a list of people as a file. */
import type { Request, Response } from 'express'
import { type ListImport, listsOf } from '../../../domain/registrations/import/list-import.ts'
import { type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import type { Site } from '../../site.ts'
import { takeUpload, type UploadedFile } from '../../upload.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { instantWords } from '../instant-words.ts'
import { queryValue } from '../pages.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import type { ReadRefusal } from './list-jobs.ts'
import type { ListWork } from './list-work.ts'

const mostBytes = 15_000_000

export function newListForm(site: Site) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const isDropped = queryValue(req, 'done') === 'dropped'
    await showForm(site, res, work, null, isDropped)
  })
}

export function takeList(site: Site, lists: ListWork) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const file = await uploadedFile(req)
    if ('key' in file) return showForm(site, res, work, file)
    const { event, viewer } = work
    const by = viewer.organizer.id
    const wish = { kind: 'read' as const, eventId: event.id, by, fileName: file.name, file: ownBytes(file) }
    const result = await lists.run(wish)
    if (result.done === 'read') return res.redirect(303, listAddress(work, result.id))
    if (result.done !== 'refused') throw new Error(`Reading a list answered ${result.done}`)
    const { reason, row } = result
    return showForm(site, res, work, { field: 'file', key: refusals[reason], values: { row: row ?? 0 } })
  })
}

async function uploadedFile(req: Request): Promise<UploadedFile | Mistake> {
  const upload = await takeUpload(req, { fileBytes: mostBytes, files: 1, fieldBytes: 10_000 })
  if ('refused' in upload) {
    const isLarge = upload.refused === 'too-large'
    return { field: 'file', key: isLarge ? 'lists.refused.file-too-large' : 'lists.refused.missing' }
  }
  const [file] = upload.files
  if (file === undefined || file.body.length === 0) return { field: 'file', key: 'lists.refused.missing' }
  return file
}

/** Bytes that can be handed to a thread: small files share their memory with others. */
function ownBytes({ body }: UploadedFile): Uint8Array {
  return Uint8Array.from(body)
}

const refusals = {
  empty: 'lists.refused.empty',
  'too-slow': 'lists.refused.too-large',
  'too-many-rows': 'lists.refused.too-many-rows',
  'too-many-columns': 'lists.refused.too-many-columns',
  'too-large': 'lists.refused.too-large',
  'not-a-table': 'lists.refused.not-a-table',
  broken: 'lists.refused.broken',
  locked: 'lists.refused.locked',
  'old-workbook': 'lists.refused.old-workbook',
  'binary-workbook': 'lists.refused.old-workbook',
  'open-document': 'lists.refused.open-document',
} as const satisfies Readonly<Record<ReadRefusal, PhraseKey>>

export function listsHome({ event }: Pick<Work, 'event'>): string {
  return `${eventHome(event)}/import`
}

export function listAddress(work: Pick<Work, 'event'>, id: number): string {
  return `${listsHome(work)}/${id}`
}

async function showForm(
  site: Site,
  res: Response,
  work: Work,
  mistake: Mistake | null,
  isDropped = false,
): Promise<void> {
  const { event, viewer, permission } = work
  const { language } = viewer
  const heading = phrase(language, 'lists.import.title')
  const title = `${heading}: ${eventTitle(work)}`
  const mistakes = shownMistakes(mistake === null ? [] : [mistake], language)
  const lists = await listsOf(site.database.read, permission, event.id)
  showWorkspace(site, res, viewer, listsHome(work), 'organizer/import/new-list', {
    ...eventFrame(work, 'people'),
    ...(mistake === null ? {} : { status: 422 }),
    title: mistake === null ? title : phrase(language, 'public.error-prefix', { title }),
    heading,
    styles: ['workspace-lists.css'],
    steps: stepsOf('file', language),
    form: { mistakes },
    mistake: mistakes[0]?.text,
    isDropped,
    lists: lists.map((list) => listEntry(list, work)),
  })
}

function listEntry(list: ListImport, work: Work) {
  const { language } = work.viewer
  return {
    href: listAddress(work, list.id),
    name: list.fileName,
    state: phrase(language, `lists.state.${list.state}`),
    when: instantWords(list.createdAt, work.event.document.timezone, language),
  }
}

const steps = ['file', 'columns', 'check', 'done'] as const
export type Step = (typeof steps)[number]

export function stepsOf(here: Step, language: string) {
  return steps.map((step) => ({ label: phrase(language, `lists.step.${step}`), current: step === here }))
}
