/** `/organize/events/{slug}/import/{id}`: a list on its way, at whichever step it stands. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Request, Response } from 'express'
import {
  beginWork,
  dropList,
  findList,
  isWorkedOn,
  type ListChoices,
  type ListImport,
  stateBefore,
  takeBackUntil,
} from '../../../domain/registrations/import/list-import.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { queryValue } from '../pages.ts'
import { onEvent, type Work } from '../viewer.ts'
import { lastChoices, readLastChoices, showCheck } from './check-step.ts'
import { readColumns, showColumns } from './columns-step.ts'
import type { ListJob } from './list-jobs.ts'
import type { ListWork } from './list-work.ts'
import { listAddress, listsHome } from './new-list.ts'
import { showProgress } from './progress-step.ts'
import { showResult } from './result-step.ts'

export function oneList(site: Site, lists: ListWork) {
  return withList(site, async (work, list, req, res) => {
    const state = isWorkedOn(list, site.clock()) ? list.state : stateBefore(list.state)
    if (state === 'checking' || state === 'storing' || state === 'undoing')
      return showProgress(site, res, work, list, lists.progressOf(list.id))
    if (state === 'done' || state === 'undone') return showResult(site, req, res, work, list)
    const isChosen = state === 'checked' && queryValue(req, 'step') !== 'columns'
    return isChosen
      ? showCheck(site, req, res, work, list, [])
      : showColumns(site, req, res, work, list, null)
  })
}

type Act = (at: At) => Promise<void>
type At = {
  site: Site
  lists: ListWork
  work: Work
  list: ListImport
  fields: Fields
  req: Request
  res: Response
}

export function changeList(site: Site, lists: ListWork) {
  return withList(site, async (work, list, req, res) => {
    const fields = fieldsOf(req)
    const act = acts.get(firstOf(fields.action))
    if (act === undefined) return showError(site, req, res, 400)
    await act({ site, lists, work, list, fields, req, res })
  })
}

const acts: ReadonlyMap<string, Act> = new Map([
  ['check', check],
  ['recheck', recheck],
  ['import', bringIn],
  ['drop', drop],
  ['take-back', takeBack],
])

async function check(at: At): Promise<void> {
  const { site, work, list, fields, req, res } = at
  const read = readColumns(fields, list, work)
  if ('mistakes' in read) return showColumns(site, req, res, work, list, { fields, mistakes: read.mistakes })
  await begin(at, 'check', read.choices)
}

async function recheck(at: At): Promise<void> {
  const choices = lastChoices(at.fields, at.list)
  if (choices === null) return goTo(at)
  await begin(at, 'check', choices)
}

async function bringIn(at: At): Promise<void> {
  const { site, work, list, fields, req, res } = at
  const read = readLastChoices(fields, list)
  if (read === null) return goTo(at)
  if ('mistakes' in read) return showCheck(site, req, res, work, list, read.mistakes, read.choices)
  await begin(at, 'store', read.choices)
}

async function takeBack(at: At): Promise<void> {
  if (takeBackUntil(at.list) <= at.site.clock()) return goTo(at)
  await begin(at, 'take-back')
}

async function drop({ site, work, list, res }: At): Promise<void> {
  const isDropped = await dropList(site.database, list.id, site.clock())
  res.redirect(303, isDropped ? `${listsHome(work)}?done=dropped` : listAddress(work, list.id))
}

/** Small lists are done before anybody would look at a bar. */
const worthWaiting = 2500

type Begun = Extract<ListJob['kind'], 'check' | 'store' | 'take-back'>
const working = { check: 'checking', store: 'storing', 'take-back': 'undoing' } as const

async function begin(at: At, kind: Begun, choices?: ListChoices): Promise<void> {
  const { site, lists, work, list } = at
  const run = randomUUID()
  const wish = { id: list.id, state: working[kind], run, ...(choices === undefined ? {} : { choices }) }
  if (await beginWork(site.database, wish, site.clock())) {
    const done = lists.run({ kind, importId: list.id, run, by: work.viewer.organizer.id })
    await Promise.race([done, pause(worthWaiting, undefined, { ref: false })])
  }
  goTo(at)
}

function goTo({ res, work, list }: At): void {
  res.redirect(303, listAddress(work, list.id))
}

export function withList(
  site: Site,
  handler: (work: Work, list: ListImport, req: Request, res: Response) => Promise<void>,
) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const id = Number(req.params.list)
    const list = Number.isSafeInteger(id)
      ? await findList(site.database.read, work.permission, work.event.id, id)
      : undefined
    if (list === undefined) return showError(site, req, res, 404)
    await handler(work, list, req, res)
  })
}
