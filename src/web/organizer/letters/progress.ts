/** How far a letter has gone out. */
import type { LetterFigures, WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import type { Work } from '../viewer.ts'
import { keeps } from './letter-words.ts'
import { letterAddress, lettersHome } from './on-letter.ts'

/** There is more to see in a moment. */
export function isUnderWay({ state }: WrittenLetter, { waiting }: LetterFigures): boolean {
  return state === 'queueing' || state === 'stopping' || (state === 'queued' && waiting > 0)
}

export function progressOf(site: Site, letter: WrittenLetter, figures: LetterFigures, work: Work, now: Date) {
  const { viewer, event } = work
  const reader = viewer.language
  const { waiting, sent, failed, dropped } = figures
  const isStopped = letter.state === 'stopped' || letter.state === 'stopping'
  const figure = (key: 'waiting' | 'sent' | 'failed' | 'dropped', mark: string) => ({
    label: phrase(reader, key === 'sent' && keeps(site) ? 'writing.state.kept' : `writing.state.${key}`),
    mark,
    n: figures[key],
    href: `${lettersHome(work)}?letter=${letter.id}&state=${key}#outbox`,
  })
  return {
    headline: headlineOf(site, letter, figures, work),
    bar: barOf(letter, figures),
    figures: [
      figure('sent', 'full'),
      figure('waiting', 'half'),
      figure('failed', 'cross'),
      ...(dropped > 0 ? [figure('dropped', 'dash')] : []),
    ],
    left: isUnderWay(letter, figures) ? paceWords(letter, sent, waiting, work, now) : undefined,
    by: phrase(reader, 'writing.sent-by', {
      who: letter.by,
      when: describeInstant(letter.sentAt ?? letter.updatedAt, event.document.timezone, reader),
    }),
    stop: !isStopped && isUnderWay(letter, figures) ? phrase(reader, 'writing.stop-what') : undefined,
    resume: isStopped
      ? phrase(reader, 'writing.resume-what', { n: Math.max(0, letter.recipients - sent - failed) })
      : undefined,
    resend: failed > 0 ? phrase(reader, 'writing.resend-all', { n: failed }) : undefined,
    unreached: `${lettersHome(work)}/unreached?letter=${letter.id}`,
    copies: `${lettersHome(work)}?letter=${letter.id}#outbox`,
    address: letterAddress(work, letter.id),
  }
}

function headlineOf(site: Site, letter: WrittenLetter, figures: LetterFigures, { viewer }: Work): string {
  const { sent } = figures
  const values = { sent, n: letter.recipients }
  const reader = viewer.language
  if (letter.state === 'stopping' || letter.state === 'stopped')
    return phrase(reader, 'writing.progress.stopped', values)
  if (letter.state === 'queueing') return phrase(reader, 'writing.progress.queueing', values)
  return phrase(
    reader,
    isUnderWay(letter, figures)
      ? 'writing.progress.going'
      : keeps(site)
        ? 'writing.progress.kept'
        : 'writing.progress.done',
    values,
  )
}

/** Lengths of a bar of 100. */
function barOf({ recipients }: WrittenLetter, { sent, failed }: LetterFigures) {
  const length = (copies: number) =>
    recipients === 0 ? 0 : Math.min(100, Math.round((copies / recipients) * 1000) / 10)
  return { sent: length(sent), failed: length(failed) }
}

/** By what has left so far; nothing in the first moments, when it would be a guess. */
function paceWords({ sentAt }: WrittenLetter, sent: number, waiting: number, { viewer }: Work, now: Date) {
  const passed = now.getTime() - Date.parse(sentAt ?? now.toISOString())
  if (sent < 20 || passed < 5000) return undefined
  const minutes = Math.ceil((waiting * passed) / sent / 60_000)
  return phrase(viewer.language, 'writing.progress.left', { n: minutes })
}
