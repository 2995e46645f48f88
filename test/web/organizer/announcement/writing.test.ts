import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEvent } from '../../../../src/domain/events/event-record.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from '../workspace.ts'
import { leadNowhere, write } from './form.ts'

const first = {
  'title.en': 'Round table on water',
  kind: 'round-table',
  'starts.day': '2027-03-02',
  'starts.time': '09:00',
  'ends.time': '13:00',
  timezone: 'Europe/Sofia',
  'venue.city.en': 'Ruse',
}

onEachDatabase('an event written on the page', (of) => {
  let workspace: Workspace
  let browser: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    browser = await signedIn(workspace, of().database, 'writer@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  const stored = async (slug: string) => (await findEvent(of().database.read, slug))?.document

  test('begins with a few fields, and is public at once when published', async () => {
    const list = await browser.get('/organize')
    expect(reading(list)).toContain('No event is coming. Write the first one')
    expect(list.text).toContain('href="/organize/events/new"')
    const written = await write(browser, '/organize/events/new', 'publish', first)
    expect([written.status, written.location]).toEqual([
      303,
      '/organize/events/round-table-on-water/edit?done=published',
    ])
    expect(await stored('round-table-on-water')).toEqual({
      slug: 'round-table-on-water',
      kind: 'round-table',
      status: 'published',
      language: 'en',
      timezone: 'Europe/Sofia',
      starts: '2027-03-02T09:00',
      ends: '2027-03-02T13:00',
      title: { en: 'Round table on water' },
      venue: { city: { en: 'Ruse' } },
      contact: { email: 'writer@example.org' },
      registration: {
        ...{ waitlist: true, guests: 0, approval: false, verify_email: false },
        groups: expect.arrayContaining(['ngo', 'other']),
      },
      ...{ organizations: [], agenda: [], speakers: [], documents: [], form: [], targets: [] },
    })
    expect((await browser.get('/en/events/round-table-on-water')).status).toBe(200)
    expect(reading(await browser.get(written.location ?? ''))).toContain('Published: everybody can see it')
  })

  test('comes back with mistakes in plain words and everything that was typed', async () => {
    const typed = {
      ...first,
      'title.en': '',
      'ends.time': '08:00',
      'contact.email': 'maria',
      'venue.city.en': 'Русе „А“',
    }
    const page = await write(browser, '/organize/events/new', 'draft', typed)
    expect(page.status).toBe(422)
    const text = reading(page)
    for (const mistake of [
      'Please correct 3 things',
      'Title: Please fill this in',
      'Ends: It must end after it starts',
      'E-mail: Write an address such as name@example.org',
    ])
      expect(text).toContain(mistake)
    for (const kept of ['value="08:00"', 'value="maria"', 'value="Русе „А“"', 'value="2027-03-02"'])
      expect(page.text).toContain(kept)
    expect(leadNowhere(page)).toEqual([])
    expect(text).not.toMatch(/slug|YAML|mapping|expected/)
  })

  test('the second of one title has an address of its own', async () => {
    const again = await write(browser, '/organize/events/new', 'draft', first)
    expect(again.location).toBe('/organize/events/round-table-on-water-2/edit?done=saved')
    expect(await stored('round-table-on-water-2')).toMatchObject({ status: 'draft' })
    expect((await browser.get('/en/events/round-table-on-water-2')).status).toBe(404)
  })

  test('what is saved without a change is the same event', async () => {
    const before = await stored('round-table-on-water')
    const saved = await write(browser, '/organize/events/round-table-on-water/edit', 'save:where', {})
    expect([saved.status, saved.location]).toEqual([
      303,
      '/organize/events/round-table-on-water/edit?done=saved#where',
    ])
    expect(await stored('round-table-on-water')).toEqual(before)
  })
})
