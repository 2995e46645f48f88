/** `/organize/outbox`: the letters of all events, for those who answer for everything. What they say is not shown. */
import { findEventById } from '../../../domain/events/event-record.ts'
import {
  failedByEvent,
  minutesLeft,
  nextToLeave,
  type OutboxEnd,
  type WholeOutbox,
  wholeOutbox,
} from '../../../domain/letters/whole-outbox.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import { readerOf } from '../../public/words.ts'
import type { Site } from '../../site.ts'
import { instantWords } from '../instant-words.ts'
import { reasonWords } from '../reason-words.ts'
import { asOrganizer, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { keeps, kindWords } from './letter-words.ts'

export function siteOutbox(site: Site) {
  return asOrganizer(site, async (viewer, req, res) => {
    if (!viewer.mayReadMail) return showError(site, req, res, 404)
    const { language } = viewer
    const { read } = site.database
    const whole = await wholeOutbox(read, site.clock())
    showWorkspace(site, res, viewer, '/organize/outbox', 'organizer/letters/whole-outbox', {
      title: phrase(language, 'writing.outbox.title'),
      styles: ['workspace-writing.css'],
      here: 'outbox',
      ...figures(site, whole, viewer),
      next: (await nextToLeave(read)).map((row) => endWords(row, viewer)),
      failed: await failures(site, language),
    })
  })
}

function figures(site: Site, whole: WholeOutbox, { language, zone }: Viewer) {
  const { waiting, failed, sent, oldest } = whole
  const minutes = minutesLeft(whole)
  const letters = waiting.urgent + waiting.announcements
  return {
    figures: [
      { n: waiting.urgent, label: phrase(language, 'writing.outbox.urgent'), mark: 'half' },
      { n: waiting.announcements, label: phrase(language, 'writing.outbox.announcements'), mark: 'half' },
      { n: failed, label: phrase(language, 'writing.state.failed'), mark: 'cross' },
      {
        n: sent.day,
        label: phrase(language, keeps(site) ? 'writing.outbox.kept-day' : 'writing.outbox.sent-day'),
        mark: 'full',
      },
    ],
    oldest:
      oldest === null
        ? undefined
        : phrase(language, 'writing.outbox.oldest', { when: describeInstant(oldest, zone, language) }),
    pace:
      letters === 0
        ? phrase(language, 'writing.outbox.empty')
        : minutes === null
          ? phrase(language, 'writing.outbox.still')
          : phrase(language, 'writing.progress.left', { n: minutes }),
  }
}

function endWords(row: OutboxEnd, { language, zone }: Viewer) {
  return {
    kind: kindWords(row.kind, language),
    to: row.toEmail,
    written: instantWords(row.createdAt, zone, language),
    reason: row.reason === null ? undefined : reasonWords(row.reason, language),
    tried:
      row.attempts === 0
        ? undefined
        : phrase(language, 'organizer.letter.next-try', {
            n: row.attempts,
            when: describeInstant(row.dueAt, zone, language),
          }),
    href: row.eventSlug === null ? undefined : `/organize/events/${row.eventSlug}/letters`,
  }
}

async function failures(site: Site, language: Language) {
  const counted = await failedByEvent(site.database.read)
  return Promise.all(
    counted.map(async ({ event_id: id, letters }) => {
      const event = id === null ? undefined : await findEventById(site.database.read, id)
      if (event === undefined) return { title: undefined, href: undefined, n: letters }
      const title = readerOf(event.document, language)(event.document.title)
      return { title, href: `/organize/events/${event.slug}/letters?state=failed#outbox`, n: letters }
    }),
  )
}
