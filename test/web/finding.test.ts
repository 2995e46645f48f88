import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSamples } from '../../src/domain/events/samples.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { readCalendar } from '../support/read-calendar.ts'
import { attribute, linkOf, mainWords, readPage, wordsOf } from '../support/read-page.ts'
import { readXml } from '../support/read-xml.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { importCast, importChanged, now } from './cast.ts'

let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  // Nearby, by its own coordinates.
  await importChanged(made.database, 'early', (text) =>
    text.replace('{ city: Ruse }', '{ city: Ivanovo, country: BG, latitude: 43.68, longitude: 25.95 }'),
  )
  await importChanged(made.database, 'open', (text) =>
    text.replace(
      '{ city: Ruse }',
      '{ city: { en: Ruse, bg: Русе }, country: BG, latitude: 43.85, longitude: 25.95 }',
    ),
  )
  site = await startSite(made.database, { clock: () => now })
})

afterAll(async () => {
  await site.stop()
  await made.remove()
})

async function see(address: string): Promise<string> {
  return (await site.get(address)).text()
}

function slugsOf(page: string): string[] {
  return [...page.matchAll(/<h3><a href="\/\w\w\/events\/([^"]+)"/g)].map(([, slug = '']) => slug)
}

async function heading(address: string): Promise<[string, string]> {
  const page = readPage(await see(address))
  return [wordsOf(page.querySelector('h1')), wordsOf(page.querySelector('title'))]
}

describe('the list', () => {
  it('keeps the order of its three views, whichever is chosen', async () => {
    const pages = await Promise.all(['/en', '/en?past=1', '/en/calendar'].map(see))
    const views = pages.map((page) =>
      readPage(page).querySelectorAll('.filters dd')[0]?.querySelectorAll('a'),
    )
    expect(views.map((links) => links?.map(wordsOf))).toEqual(
      pages.map(() => ['Upcoming', 'Past', 'Calendar']),
    )
    expect(views.map((links) => links?.findIndex((link) => attribute(link, 'aria-current')))).toEqual([
      0, 1, 2,
    ])
  })

  it('says of a title in another language which it is, and of a sample that it is one', async () => {
    const samples = await makeDatabase('sqlite')
    await loadSamples(samples.database, now)
    const other = await startSite(samples.database, { clock: () => now })
    const kicker = async (address: string, slug: string) => {
      const page = readPage(await (await other.get(address)).text())
      const row = page.querySelectorAll('.event-row').find((one) => {
        const link = one.querySelector('h3 a')
        return link !== null && attribute(link, 'href')?.endsWith(`/${slug}`)
      })
      return wordsOf((row ?? page).querySelector('.kicker') ?? null)
    }
    const koshov = 'koshov-public-discussion'
    expect(await kicker('/bg', koshov)).toBe('Обществено обсъждане · с. Кошов · Пример')
    expect(await kicker('/ru', koshov)).toBe('Общественное обсуждение · с. Кошов · на болгарском · Пример')
    expect(await kicker('/en', koshov)).toBe('Public discussion · Koshov · Sample')
    expect(await kicker(`/ru/events/${koshov}`, koshov)).toBe(
      'Общественное обсуждение · с. Кошов · на болгарском',
    )
    expect(await (await other.get('/bg')).text()).toContain('с.\u00a0Кошов')
    await other.stop()
    await samples.remove()
  })

  it('names the year of an event beside its heading, unless it is this one', async () => {
    const plate = async (clock: Date) => {
      const other = await startSite(made.database, { clock: () => clock })
      const page = readPage(await (await other.get('/en/events/conference-2027')).text())
      await other.stop()
      return wordsOf(page.querySelector('.event-head .plate'))
    }
    expect(await plate(now)).not.toContain('2027')
    expect(await plate(new Date('2026-12-31T10:00:00Z'))).toContain('2027')
  })

  it('is called by what it is narrowed to', async () => {
    expect(await heading('/en')).toEqual(['Upcoming events', 'Upcoming events · Turnout'])
    expect((await heading('/en?kind=round-table'))[0]).toBe('Round tables')
    expect((await heading('/en?kind=round-table&city=Русе'))[0]).toBe('Round tables in Ruse')
    expect((await heading('/en?past=1&kind=round-table&city=ruse'))[0]).toBe('Past round tables in Ruse')
    expect((await heading('/en?city=Nowhere'))[0]).toBe('Upcoming events in Nowhere')
    expect((await heading('/bg?kind=round-table&city=Ruse'))[0]).toBe('Кръгли маси, Русе')
    expect((await heading('/ru?month=2027-03'))[0]).toBe('Мероприятия, март 2027')
    expect((await heading('/be?past=1&kind=conference'))[0]).toBe('Мінулыя канферэнцыі')
    expect(await heading('/en?q=table&page=2')).toEqual([
      'Upcoming events',
      'Upcoming events: table, page 2 · Turnout',
    ])
  })

  it('has the same address however its filters were spelt, and none that nobody knows', async () => {
    const canonical = async (query: string) =>
      attribute(
        readPage(await see(`/en${query}`)).querySelector('link[rel="canonical"]') ?? fail(),
        'href',
      )?.replace(site.base, '')
    expect(await canonical('?city=Ruse&kind=round-table&page=1&x=1')).toBe('/en?kind=round-table&city=Ruse')
    expect(await canonical('?month=2027-13&year=20270&kind=party')).toBe('/en')
    expect(await canonical('?month=2027-03')).toBe('/en?month=2027-03')
  })

  it('says beside each choice how many events it leaves, and drops those that leave none', async () => {
    const choices = async (query: string) => {
      const lists = readPage(await see(`/en${query}`)).querySelectorAll('.filters dd')
      return lists.map((list) => list.querySelectorAll('a').map(wordsOf))
    }
    expect(await choices('')).toEqual([
      ['Upcoming', 'Past', 'Calendar'],
      ['All', 'Conferences 1', 'Round tables 9'],
      ['All', 'Ivanovo 1', 'Primerovo 1', 'Ruse 8'],
    ])
    expect(await choices('?city=Ruse')).toEqual([
      ['Upcoming', 'Past', 'Calendar'],
      ['All', 'Ivanovo 1', 'Primerovo 1', 'Ruse 8'],
    ])
    expect(await choices('?kind=conference&city=Primerovo')).toEqual([['Upcoming', 'Past', 'Calendar']])
    // What a search finds was not counted beforehand.
    expect((await choices('?q=table'))[2]).toEqual(['All', 'Ivanovo', 'Primerovo', 'Ruse'])
  })

  it('tells which cities lie near the one that was chosen', async () => {
    expect(wordsOf(readPage(await see('/en?city=Ruse')).querySelector('.near'))).toBe(
      'Also near Ruse: Ivanovo (19 km)',
    )
    expect(readPage(await see('/en?city=Primerovo')).querySelector('.near')).toBe(null)
  })

  it('offers a way out where nothing matches', async () => {
    const ways = async (query: string) =>
      readPage(await see(`/en${query}`))
        .querySelectorAll('.ways-out a')
        .map((link) => [wordsOf(link), attribute(link, 'href')])
    expect(await ways('?kind=conference&city=Ruse&q=table')).toEqual([
      ['Of every kind: 8 events', '/en?q=table&city=Ruse'],
    ])
    expect(await ways('?kind=conference&city=Ruse')).toEqual([
      ['Of every kind: 8 events', '/en?city=Ruse'],
      ['In every place: 1 event', '/en?kind=conference'],
    ])
    expect(await ways('?q=over')).toEqual([['1 past event matches', '/en?q=over&past=1']])
    expect(await ways('?past=1&q=village')).toEqual([['1 upcoming event matches', '/en?q=village']])
    expect(await ways('?q=penguin')).toEqual([])
    expect(mainWords(await see('/en?q=penguin'))).toContain('No event matches.')
  })

  it('shows what comes close to a word with a wrong letter, and says so', async () => {
    const page = await see('/en?q=vilages')
    expect(slugsOf(page)).toEqual(['conference-2027'])
    expect(slugsOf(await see('/en?q=confirence+primerovo'))).toEqual(['conference-2027'])
    expect(mainWords(await see('/en?q=confirence'))).toContain('No event has “confirence”. This comes close.')
    expect(linkOf(await see('/en?q=confirence&kind=conference'), 'Clear the search')).toBe(
      '/en?kind=conference',
    )
  })

  it('leads to a calendar, a feed and letters of the same selection', async () => {
    const page = await see('/en?kind=conference&city=Primerovo&q=village&past=1&page=2')
    expect(linkOf(page, 'In your calendar')).toBe(
      '/events.ics?q=village&kind=conference&city=Primerovo&lang=en',
    )
    expect(linkOf(page, 'As a news feed')).toBe(
      '/events.atom?q=village&kind=conference&city=Primerovo&lang=en',
    )
    expect(linkOf(page, 'Calendar')).toBe('/en/calendar?q=village&kind=conference&city=Primerovo')
  })

  it('marks what has results', async () => {
    expect(linkOf(await see('/en?past=1'), 'Results')).toBe('/en/events/over#results')
    expect(mainWords(await see('/en?past=1'))).toContain('61 participants')
  })
})

describe('feeds of a selection', () => {
  it('hold it, and are called by it', async () => {
    const calendar = readCalendar(await see('/events.ics?kind=conference&city=примерово&lang=en'))
    const said = Object.fromEntries(calendar.properties.map(({ name, value }) => [name, value]))
    expect(said.name).toBe('Turnout: Conferences in Primerovo')
    expect(said.source).toContain('/events.ics?kind=conference&city=')
    expect(calendar.components.length).toBe(1)
    const feed = readXml(await see('/events.atom?kind=round-table&q=table&city=Ruse&lang=bg'))
    const parts = feed.children.filter((child) => typeof child === 'object')
    const textOf = (name: string) => parts.find((part) => part.name === name)?.children.join('')
    expect(textOf('title')).toBe('Turnout: Кръгли маси, Русе: table')
    expect(textOf('id')).toBe(`${site.base}/events.atom?q=table&kind=round-table&city=Ruse&lang=bg`)
    expect(parts.filter(({ name }) => name === 'link').map(({ attributes }) => attributes.href)).toEqual([
      `${site.base}/events.atom?q=table&kind=round-table&city=Ruse&lang=bg`,
      `${site.base}/bg?q=table&kind=round-table&city=Ruse`,
    ])
    expect(parts.filter(({ name }) => name === 'entry').length).toBe(8)
  })

  it('are empty and valid where nothing matches, and known to who has them', async () => {
    expect(readCalendar(await see('/events.ics?q=penguin')).components).toEqual([])
    expect(readXml(await see('/events.atom?q=penguin&lang=en')).name).toBe('feed')
    const first = await site.get('/events.atom?kind=conference&lang=en', { 'accept-encoding': 'identity' })
    const etag = first.headers.get('etag') ?? ''
    expect([etag.length > 10, first.headers.get('cache-control')]).toEqual([true, 'public, no-cache'])
    const again = await site.get('/events.atom?kind=conference&lang=en', {
      'accept-encoding': 'identity',
      'if-none-match': etag,
    })
    expect(again.status).toBe(304)
  })
})

describe('the calendar', () => {
  const cells = async (address: string) => {
    const days = readPage(await see(address)).querySelectorAll('.calendar td')
    return days.map((day) => wordsOf(day))
  }

  it('has whole weeks from Monday on, and an event on each of its days', async () => {
    const days = await cells('/en/calendar?month=2027-03')
    expect([days.length, days[0], days[30], days.slice(31)]).toEqual([35, '1', '31', ['', '', '', '']])
    expect(days[1]).toBe('2Tuesday, 2 March 2027 09:00 · day 1 of 2 Conference on villages Primerovo')
    expect(days[2]).toBe('3Wednesday, 3 March 2027 day 2 of 2 Conference on villages Primerovo')
    expect((await cells('/en/calendar?month=2027-02')).length).toBe(28)
    expect((await cells('/en/calendar?month=2027-08')).slice(0, 7)).toEqual(['', '', '', '', '', '', '1'])
    const head = readPage(await see('/bg/calendar')).querySelectorAll('.calendar th abbr')
    expect(head.map((day) => attribute(day, 'title'))[0]).toBe('понеделник')
  })

  it('shows so many of a day and counts the others, which the list has', async () => {
    const page = await see('/en/calendar?month=2027-04')
    const [day] = readPage(page).querySelectorAll('td.has-events')
    expect(day?.querySelectorAll('li').length).toBe(6)
    expect(linkOf(page, '3 more events')).toBe('/en?month=2027-04')
    expect(slugsOf(await see('/en?month=2027-04')).length).toBe(9)
  })

  it('marks today, and says what is cancelled', async () => {
    const today = readPage(await see('/en/calendar')).querySelectorAll('td[aria-current="date"]')
    expect(today.map(wordsOf)).toEqual(['20 today'])
    expect(mainWords(await see('/en/calendar?month=2027-04&q=cancelled'))).toContain(
      'Cancelled Table cancelled',
    )
  })

  it('is leafed through as far as there are events, with the same filters', async () => {
    const page = await see('/en/calendar?month=2027-03&kind=conference')
    expect(linkOf(page, 'Previous month: ← February 2027')).toBe('/en/calendar?kind=conference&month=2027-02')
    expect(linkOf(await see('/en/calendar?month=2027-03'), 'Next month: April 2027 →')).toBe(
      '/en/calendar?month=2027-04',
    )
    expect(linkOf(page, 'This month')).toBe('/en/calendar?kind=conference')
    expect(linkOf(page, 'As a list')).toBe('/en?kind=conference&month=2027-03')
    for (const end of ['2027-04', '2027-03&kind=conference']) {
      const last = readPage(await see(`/en/calendar?month=${end}`))
      expect(last.querySelector('.turn a[rel="next"]')).toBe(null)
    }
    const before = await see('/en/calendar?month=2026-12')
    expect(mainWords(before)).toContain(
      'No events in this month. The nearest ones: March 2027, November 2026 ',
    )
    const far = await see('/en/calendar?month=2031-01')
    expect(mainWords(far)).toContain('No events in this month. The nearest ones: April 2027')
    expect(readPage(far).querySelector('.turn a[rel="next"]')).toBe(null)
  })

  it('knows no month that there is not', async () => {
    const odd = [
      '2027-00',
      '2027-13',
      '27-03',
      '2027-3',
      'march',
      '9999-01',
      '0000-01',
      '2027-03-01',
      '%00',
      '',
    ]
    const statuses = await Promise.all(
      odd.map(async (month) => (await site.get(`/en/calendar?month=${month}`)).status),
    )
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404, 404, 404, 200])
    expect(
      (await site.get('/calendar?month=2027-03', { 'accept-language': 'bg' })).headers.get('location'),
    ).toBe('/bg/calendar?month=2027-03')
  })
})

function fail(): never {
  throw new Error('It is not there')
}
