/** What the buttons of a letter do: test it, send it, stop it, let it go on, send again what failed, throw it away. */

import { setTimeout as pause } from 'node:timers/promises'
import type { Response } from 'express'
import { carryOn } from '../../../domain/letters/carry-on.ts'
import { dropDraft } from '../../../domain/letters/draft.ts'
import { resend } from '../../../domain/letters/resend.ts'
import { recipientOf, sendTest } from '../../../domain/letters/sample-letter.ts'
import { type LetterSent, resumeLetter, sendLetter, stopLetter } from '../../../domain/letters/send-letter.ts'
import { subjectOf, type WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { phrase } from '../../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import type { Work } from '../viewer.ts'
import { showOne } from './letter.ts'
import { letterAddress, lettersHome, onLetter, writerOf } from './on-letter.ts'

type Act = (site: Site, work: Work, letter: WrittenLetter, fields: Fields, res: Response) => Promise<void>

export function actOnLetter(site: Site) {
  return onLetter(site, 'write-letters', async (work, letter, req, res) => {
    const fields = fieldsOf(req)
    const act = acts.get(firstOf(fields.action))
    if (act === undefined) return showError(site, req, res, 400)
    await act(site, work, letter, fields, res)
  })
}

async function test(site: Site, work: Work, letter: WrittenLetter, fields: Fields, res: Response) {
  const { selection } = letter
  const to = firstOf(fields.to)
  const found = await recipientOf(site.database.read, writerOf(work), selection, to)
  const { name, email } = work.viewer.organizer
  if (found === undefined) return refuse(site, work, letter, { done: 'refused', reason: 'nobody' }, res)
  await sendTest(site.database, writerOf(work), letter, found.recipient, { name, email }, site.clock())
  res.redirect(303, `${letterAddress(work, letter.id)}?done=tested&to=${found.recipient.reference}`)
}

async function send(site: Site, work: Work, letter: WrittenLetter, fields: Fields, res: Response) {
  const seen = {
    id: letter.id,
    version: Number(firstOf(fields.version)),
    digest: firstOf(fields.digest),
  }
  const sent = await sendLetter(site.database, writerOf(work), seen, site.clock())
  if (sent.done === 'refused') return refuse(site, work, letter, sent, res)
  await begun(site, letter.id)
  res.redirect(303, `${letterAddress(work, letter.id)}?done=sent`)
}

async function stop(site: Site, work: Work, letter: WrittenLetter, _fields: Fields, res: Response) {
  await stopLetter(site.database, writerOf(work), letter, site.clock())
  await begun(site, letter.id)
  res.redirect(303, `${letterAddress(work, letter.id)}?done=stopped`)
}

async function resume(site: Site, work: Work, letter: WrittenLetter, _fields: Fields, res: Response) {
  await resumeLetter(site.database, writerOf(work), letter, site.clock())
  await begun(site, letter.id)
  res.redirect(303, `${letterAddress(work, letter.id)}?done=resumed`)
}

async function resendFailed(site: Site, work: Work, letter: WrittenLetter, _fields: Fields, res: Response) {
  await resend(site.database, writerOf(work), { letter: letter.id }, site.clock())
  res.redirect(303, letterAddress(work, letter.id))
}

async function drop(site: Site, work: Work, letter: WrittenLetter, _fields: Fields, res: Response) {
  const subject = subjectOf(letter, letter.fallback)
  await dropDraft(site.database, writerOf(work), letter.id, subject, site.clock())
  res.redirect(303, `${lettersHome(work)}?done=deleted`)
}

const acts: ReadonlyMap<string, Act> = new Map([
  ['test', test],
  ['send', send],
  ['stop', stop],
  ['resume', resume],
  ['resend', resendFailed],
  ['delete', drop],
])

const patienceMilliseconds = 2000

/** Mostly done before the answer; what takes longer goes on behind it, and a worker finishes what breaks off. */
async function begun(site: Site, id: number): Promise<void> {
  const working = carryOn(site.database, id, site.clock()).catch((error: unknown) => {
    site.log.error({ letter: id, error: String(error) }, 'a letter could not be carried on with')
  })
  await Promise.race([working, pause(patienceMilliseconds)])
}

type Refused = Extract<LetterSent, { done: 'refused' }>

function refuse(site: Site, work: Work, letter: WrittenLetter, refused: Refused, res: Response) {
  const n = refused.reason === 'others-meanwhile' ? refused.reach.recipients : 0
  const refusal = phrase(work.viewer.language, `writing.refused.${refused.reason}`, { n })
  return showOne(site, res, work, letter, { to: '', refusal, status: 409 })
}
