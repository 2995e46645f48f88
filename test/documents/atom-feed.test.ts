import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atomFeed } from '../../src/documents/atom-feed.ts'
import { cleanLines } from '../../src/platform/text.ts'
import { published, publisher } from '../support/announcements.ts'
import { type ReadElement, readXml } from '../support/read-xml.ts'

const now = '2027-01-15T12:00:00.000Z'

/** Each element as its name with what it holds: text, or else its attributes. */
function told(element: ReadElement): unknown[] {
  return element.children.map((child) => {
    if (typeof child === 'string') return child
    const inside = child.children.some((part) => typeof part === 'object')
      ? told(child)
      : child.children.join('')
    return [child.name, inside || child.attributes]
  })
}

describe('the Atom feed', () => {
  test('has what RFC 4287 asks of a feed and of an entry', () => {
    const feed = readXml(atomFeed([published()], publisher, 'bg', now))
    expect([feed.name, feed.attributes]).toEqual([
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'bg' },
    ])
    expect(told(feed)).toEqual([
      ['id', 'https://events.example.org/events.atom'],
      ['title', 'Община Примерово: предстоящи събития'],
      ['updated', '2027-01-10T08:15:30.250Z'],
      ['author', [['name', 'Община Примерово']]],
      ['link', { rel: 'self', type: 'application/atom+xml', href: 'https://events.example.org/events.atom' }],
      ['link', { rel: 'alternate', type: 'text/html', href: 'https://events.example.org/bg' }],
      [
        'entry',
        [
          ['id', 'https://events.example.org/events/round-table-2027'],
          ['title', 'Кръгла маса: местна власт и граждани'],
          ['updated', '2027-01-10T08:15:30.250Z'],
          [
            'link',
            {
              rel: 'alternate',
              type: 'text/html',
              hreflang: 'bg',
              href: 'https://events.example.org/bg/events/round-table-2027',
            },
          ],
          ['category', { term: 'round-table', label: 'Кръгла маса' }],
          [
            'summary',
            'вторник, 2 март 2027 г., 09:00–13:00 ч. (София, UTC+2)\n' +
              'Община Примерово, Зала 1, ул. Широка 7, Примерово\n' +
              'Изводи и препоръки; въпроси от залата, до обяд.',
          ],
        ],
      ],
    ])
  })

  test('was changed when its youngest event was, or now when it is empty', () => {
    const younger = { ...published({ slug: 'workshop' }), updatedAt: '2027-01-12T00:00:00.000Z' }
    const updated = (events: Parameters<typeof atomFeed>[0]) =>
      told(readXml(atomFeed(events, publisher, 'en', now)))[2]
    expect(updated([published(), younger])).toEqual(['updated', younger.updatedAt])
    expect(updated([])).toEqual(['updated', now])
  })

  test('tells of what is cancelled in the title', () => {
    const feed = atomFeed([published({ status: 'cancelled' })], publisher, 'ru', now)
    expect(feed).toContain('<title>Отменено: Кръгла маса: местна власт и граждани</title>')
  })

  test('is well formed whatever the texts hold, and gives them back cleaned', () => {
    const nasty = fc.constantFrom(
      '</title><script>',
      ']]>',
      '&amp;',
      '&',
      '"\'',
      '\u0000\u0008',
      '\ufffe',
      '\ud800',
      '\r\n',
    )
    const hostile = fc
      .array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 5 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(hostile, (text) => {
        const title = `Т${text}`
        const feed = readXml(atomFeed([published({ title: { bg: title } })], publisher, 'bg', now))
        const entry = feed.children.find((child) => typeof child === 'object' && child.name === 'entry')
        const read = typeof entry === 'object' ? told(entry)[1] : undefined
        expect(read).toEqual(['title', cleanLines(title, 20_000)])
      }),
      { numRuns: 1000 },
    )
  })
})
