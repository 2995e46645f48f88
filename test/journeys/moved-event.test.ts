/**
 * A round table that is moved, put off and called off, with everybody's calendar told by real letters: a real program,
 * a real mail server, and ical.js in the place of the calendars.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from '../support/product.ts'
import { type Invite, inviteIn } from '../support/read-invite.ts'
import { Visitor } from '../support/visitor.ts'

const vera = 'vera@example.org'
const petr = 'petr@example.org'
const boris = 'boris@example.org'

const event = {
  ...{ slug: 'moved-table', kind: 'round-table', language: 'bg', timezone: 'Europe/Sofia' },
  ...{ starts: '2031-03-03T09:00', ends: '2031-03-03T13:00' },
  title: { bg: 'Кръгла маса', ru: 'Круглый стол' },
  venue: { name: { bg: 'Читалище' }, city: { bg: 'Примерово' } },
  contact: { name: { bg: 'Мария Примерова' }, email: 'maria@example.org' },
  registration: { capacity: 2 },
}

describe.each(['sqlite', 'postgres'] as const)('a moved round table on %s', (dialect) => {
  let product: Product
  let maria: Visitor
  const invites = new Map<string, Invite>()

  beforeAll(async () => {
    product = await startProduct({ dialect, mail: 'smtp' })
    await importEvent(event)
    for (const [language, name, email] of [
      ['bg', 'Вера Първа', vera],
      ['ru', 'Пётр Второй', petr],
      ['bg', 'Борис Чакащ', boris],
    ] as const) {
      const visitor = new Visitor(product.origin)
      const page = await visitor.open(`/${language}/events/${event.slug}/register`)
      await send(visitor, page.path, { name, email })
      const [letter] = await product.mail.waitFor(email, 1)
      const invite = letter && inviteIn(letter)
      if (invite) invites.set(email, invite)
    }
    maria = new Visitor(product.origin)
    const link = new URL(product.firstOrganizer).pathname
    await send(maria, link, { name: 'Мария Примерова', email: 'maria@example.org' })
  })
  afterAll(async () => {
    await product?.stop()
  })

  async function importEvent(document: object): Promise<void> {
    const file = join(product.folder, 'event.json')
    writeFileSync(file, JSON.stringify(document))
    expect(await product.command('import', file)).toBe('imported moved-table\n')
  }

  function send(visitor: Visitor, path: string, typed: Record<string, string>) {
    return visitor.send('POST', path, new URLSearchParams(typed))
  }

  /** Presses a button of the page of its life, and the one that follows when its consequences have been seen. */
  async function change(action: string, typed: Record<string, string>, answer: Record<string, string>) {
    const path = `/organize/events/${event.slug}/status`
    const asked = await send(maria, path, { action, ...typed })
    const done = await send(maria, asked.location ?? '', { action: 'carry-out', tell: 'yes', ...answer })
    expect(done.location).toBe(`${path}?done=told`)
  }

  async function newest(email: string, count: number) {
    const letters = await product.mail.waitFor(email, count)
    const letter = letters[count - 1]
    if (letter === undefined) throw new Error('It has come')
    return { letter, invite: inviteIn(letter) }
  }

  it('first invites who has a place, and not who waits', () => {
    expect([...invites.keys()]).toEqual([vera, petr])
  })

  it('moves in each calendar, and tells who waits in a letter alone', async () => {
    await change('postpone', { day: '2031-03-17' }, { 'note-bg': 'Залата е заета.' })
    for (const email of [vera, petr]) {
      const first = invites.get(email)
      const { letter, invite } = await newest(email, 2)
      expect(invite).toMatchObject({
        ...{ method: 'REQUEST', uid: first?.uid, status: 'CONFIRMED' },
        ...{ starts: '2031-03-17T07:00:00Z', ends: '2031-03-17T11:00:00Z' },
      })
      expect(invite?.sequence).toBeGreaterThan(first?.sequence ?? 0)
      if (invite) invites.set(email, invite)
      expect(letter.text).toContain('> Залата е заета.')
    }
    const [, russian] = await product.mail.lettersTo(petr)
    expect(russian?.subject).toBe('Изменилось время: Круглый стол')
    expect(russian?.text).toContain(
      'Время: было — понедельник, 3 марта 2031 г., 09:00–13:00 (София, UTC+2). Теперь: понедельник, 17 марта 2031 г., 09:00–13:00 (София, UTC+2).',
    )
    const { letter, invite } = await newest(boris, 2)
    expect([letter.subject, letter.parts, invite]).toEqual([
      'Променено време на провеждане: Кръгла маса',
      [],
      null,
    ])
  })

  it('moves again by a file, and everybody hears of it as well', async () => {
    await importEvent({ ...event, starts: '2031-03-18T10:00', ends: '2031-03-18T13:00' })
    for (const email of [vera, petr]) {
      const before = invites.get(email)
      const { invite } = await newest(email, 3)
      expect(invite).toMatchObject({ method: 'REQUEST', uid: before?.uid, starts: '2031-03-18T08:00:00Z' })
      expect(invite?.sequence).toBeGreaterThan(before?.sequence ?? 0)
      if (invite) invites.set(email, invite)
    }
  })

  it('is called off: calendars let it go, and the reason is told', async () => {
    await change('cancel', {}, { 'note-bg': 'Няма ток.', 'note-ru': 'Нет света.' })
    for (const email of [vera, petr]) {
      const before = invites.get(email)
      const { letter, invite } = await newest(email, 4)
      expect(invite).toMatchObject({ method: 'CANCEL', uid: before?.uid, status: 'CANCELLED' })
      expect(invite?.sequence).toBeGreaterThan(before?.sequence ?? 0)
      expect(letter.text).toContain(email === petr ? '> Нет света.' : '> Няма ток.')
      if (invite) invites.set(email, invite)
    }
    expect((await newest(boris, 4)).letter.parts).toEqual([])
  })

  it('takes place after all, in the same entry of each calendar', async () => {
    await change('bring-back', {}, {})
    for (const email of [vera, petr]) {
      const before = invites.get(email)
      const { invite } = await newest(email, 5)
      expect(invite).toMatchObject({ method: 'REQUEST', uid: before?.uid, starts: '2031-03-18T08:00:00Z' })
      expect(invite?.sequence).toBeGreaterThan(before?.sequence ?? 0)
    }
  })
})
