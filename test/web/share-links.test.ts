import { expect, it } from 'vitest'
import type { EventRecord } from '../../src/domain/events/event-record.ts'
import { shareLinks } from '../../src/web/public/event/share-links.ts'
import { roundTable } from '../domain/registrations/cast.ts'

function event(title: string): EventRecord {
  return {
    id: 1,
    slug: 'x',
    version: 1,
    sequence: 0,
    document: { ...roundTable('x'), title: { bg: title } },
    startsAt: '2026-12-02T07:00:00.000Z',
    endsAt: '2026-12-02T11:00:00.000Z',
    opensAt: null,
    closesAt: '2026-12-02T07:00:00.000Z',
    projectId: null,
    isSample: false,
    updatedAt: '2026-11-22T10:00:00.000Z',
  }
}

it('tells title, time and address, and nothing of who tells', () => {
  const title = 'Вода & пътища „за 100 %“ #1'
  const words = `${title}\nсряда, 2 декември 2026 г., 09:00–13:00 ч. (София, UTC+2)`
  const page = 'https://events.example.org/bg/events/x'
  const share = shareLinks({ event: event(title) }, 'https://events.example.org', 'bg')
  const read = (href: string) => {
    const { protocol, host, pathname, searchParams } = new URL(href)
    return [`${protocol}//${host}${pathname}`, Object.fromEntries(searchParams)]
  }
  expect(share.address).toBe(page)
  expect(read(share.mail)[1]).toEqual({ subject: title, body: `${words}\n\n${page}` })
  expect(share.links.map(({ name, href }) => [name, ...read(href)])).toEqual([
    ['Telegram', 'https://t.me/share/url', { url: page, text: words }],
    ['Viber', 'viber://forward', { text: `${words}\n${page}` }],
    ['WhatsApp', 'https://wa.me/', { text: `${words}\n${page}` }],
    ['Facebook', 'https://www.facebook.com/sharer/sharer.php', { u: page }],
  ])
})
