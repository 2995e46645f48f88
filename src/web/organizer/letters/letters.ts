/** `/organize/events/{slug}/letters`: what was written to people, and the outbox of the event. */
import type { Request, Response } from 'express'
import { countOutbox, outboxPage } from '../../../domain/letters/outbox-page.ts'
import { resend } from '../../../domain/letters/resend.ts'
import { lettersWritten } from '../../../domain/letters/written-letter.ts'
import { phrase } from '../../../platform/i18n.ts'
import { fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventTitle } from '../event-frame.ts'
import { queryValue } from '../pages.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { letterRows } from './letter-rows.ts'
import { lettersHome, writerOf } from './on-letter.ts'
import { outboxRows } from './outbox-rows.ts'
import { outboxFilterFields, outboxQuery, outboxWish } from './outbox-wish.ts'

export function letters(site: Site) {
  return onEvent(site, 'see-letters', (work, req, res) => show(site, work, req, res))
}

async function show(site: Site, work: Work, req: Request, res: Response): Promise<void> {
  const { event, viewer, permission, rights } = work
  const { language } = viewer
  const { read } = site.database
  const audience = { eventId: event.id, permission }
  const wish = outboxWish(req)
  const counts = await countOutbox(read, audience).execute()
  const found = await outboxPage(read, audience, wish.filter, counts, wish.before)
  const written = await lettersWritten(read, audience)
  const mayWrite = rights.has('write-letters')
  const failed = counts.filter(({ state }) => state === 'failed').reduce((sum, { letters: n }) => sum + n, 0)
  const home = lettersHome(work)
  showWorkspace(site, res, viewer, home + outboxQuery(wish), 'organizer/letters/letters', {
    ...eventFrame(work, 'letters'),
    styles: ['workspace-writing.css'],
    title: `${phrase(language, 'writing.tab')}: ${eventTitle(work)}`,
    notice: noticeOf(queryValue(req, 'done'), queryValue(req, 'n'), work),
    write: mayWrite ? `${home}/new` : undefined,
    letters: letterRows(written, work),
    filter: outboxFilterFields(wish, counts, written, work),
    rows: outboxRows(site, found.rows, written, work),
    isNarrowed: Object.keys(wish.filter).length > 0,
    all: `${home}#outbox`,
    older: found.hasMore
      ? `${home}${outboxQuery({ ...wish, before: found.rows.at(-1)?.id ?? null })}#outbox`
      : undefined,
    newest: wish.before === null ? undefined : `${home}${outboxQuery({ ...wish, before: null })}#outbox`,
    unreached: `${home}/unreached`,
    resend: mayWrite && failed > 0 ? phrase(language, 'writing.resend-all', { n: failed }) : undefined,
  })
}

export function resendLetters(site: Site) {
  return onEvent(site, 'write-letters', async (work, req, res) => {
    const fields = fieldsOf(req)
    const action = firstOf(fields.action)
    const id = Number(firstOf(fields.id))
    if (action !== 'resend' && action !== 'resend-all') return showError(site, req, res, 400)
    if (action === 'resend' && !Number.isSafeInteger(id)) return showError(site, req, res, 400)
    const again = await resend(
      site.database,
      writerOf(work),
      action === 'resend' ? { id } : 'all',
      site.clock(),
    )
    res.redirect(303, `${lettersHome(work)}?done=resent&n=${again}`)
  })
}

function noticeOf(done: string, number: string, { viewer }: Work): string | undefined {
  if (done === 'deleted') return phrase(viewer.language, 'writing.done.deleted')
  const n = Number(number)
  if (done !== 'resent' || !Number.isSafeInteger(n)) return undefined
  return phrase(viewer.language, 'writing.done.resent', { n })
}
