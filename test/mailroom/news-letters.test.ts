import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { EventDocument } from '../../src/domain/events/event.ts'
import type { ClaimedLetter } from '../../src/domain/registrations/due-letters.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import { languages } from '../../src/platform/i18n.ts'
import { claimedLetter, eventRecord, letterSettings } from '../support/letters.ts'

const render = createRenderer(fileURLToPath(new URL('../../templates/', import.meta.url)), letterSettings)
const anonymous = { name: '', email: 'ana@example.org' }

/** About events that differ from the round table by so much. */
function newsOf(language: string, changes: readonly Partial<EventDocument>[], more = 0): ClaimedLetter {
  const news = changes.map((change) => eventRecord(change))
  return claimedLetter('new-events', language, { to: anonymous, news, data: { news: [], moreNews: more } })
}

describe('a letter about new events', () => {
  test('names the one in its subject, and counts several', () => {
    expect(render(newsOf('en', [{}]), null).subject).toBe(
      'New event: Round table “Local authority and citizens”',
    )
    const subjects = [2, 5, 21].map((n) => render(newsOf('ru', [{}, {}], n - 2), null).subject)
    expect(subjects).toEqual(['2 новых мероприятия', '5 новых мероприятий', '21 новое мероприятие'])
  })

  test('says how many more there are than it names', () => {
    const sentence = '3 more new events stand in the list.'
    expect(render(newsOf('en', [{}, {}], 3), null).text).toContain(sentence)
    expect(render(newsOf('en', [{}, {}]), null).text).not.toContain('more new')
  })

  test('tells what has changed since it was written', () => {
    const letter = newsOf('en', [
      { slug: 'gone', status: 'draft', title: { en: 'Taken back' } },
      { slug: 'off', status: 'cancelled', title: { en: 'Called off' } },
      { slug: 'later', status: 'postponed', title: { en: 'Put off' } },
    ])
    const { subject, text, html } = render(letter, null)
    expect(subject).toBe('2 new events')
    for (const shape of [text, html]) {
      expect(shape).not.toContain('Taken back')
      expect(shape).toContain('Cancelled: Tuesday, 2 March 2027')
      expect(shape).toContain('the new date is not known yet')
    }
    const drafts = newsOf('en', [{ status: 'draft' }])
    expect(() => render(drafts, null)).toThrow('about no events')
  })

  test('says where: the city and the house, or online', () => {
    const online = { venue: { online_url: 'https://meet.example.org/secret' } }
    const { text } = render(newsOf('en', [{}, online]), null)
    expect(text).toContain('Round table, Primerovo, Town hall of Primerovo\n')
    expect(text).toContain('Round table, Online\n')
    // The way in is told to those who register.
    expect(text).not.toContain('meet.example.org')
  })

  test.each(languages)('in %s tells what its reader subscribed to, and carries what stops it', (language) => {
    const letter = render(newsOf(language, [{}]), null)
    expect(letter.text).toContain('Варна')
    expect(letter.headers).toEqual({
      'List-Id': '<new-events.events.example.org>',
      'List-Unsubscribe': `<https://events.example.org/unsubscribe/${letterSettings.tokens.unsubscribe.sign(7)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Content-Language': language,
    })
  })

  test('a letter that only asks is no list, and nothing stops it', () => {
    const { headers } = render(claimedLetter('subscription-confirm', 'bg', { to: anonymous }), null)
    expect(Object.keys(headers)).toEqual(['Auto-Submitted', 'X-Auto-Response-Suppress', 'Content-Language'])
  })

  test('words of people stay words', () => {
    const title = { en: '[press]({{link}}) <b>now</b>\r\nBcc: x@example.org' }
    const { subject, html, text } = render(newsOf('en', [{ title }]), null)
    expect(subject).toBe('New event: [press]({{link}}) <b>now</b> Bcc: x@example.org')
    expect(text).toContain('[press]({{link}}) <b>now</b> Bcc: x@example.org\n')
    expect(html).toContain('[press]({{link}}) &lt;b&gt;now&lt;/b&gt; Bcc: x@example.org')
  })
})
