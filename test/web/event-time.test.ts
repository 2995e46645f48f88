/** The page of an event as time goes by: one page, one address, told by a clock that the tests hold. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { importCast, importChanged, now } from './cast.ts'

let made: TestDatabase
let site: TestSite
let time = now

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => time })
})
afterAll(async () => {
  await site.stop()
  await made.remove()
})

async function page(address: string, at?: string): Promise<string> {
  time = at === undefined ? now : new Date(`${at}:00.000Z`)
  const text = await (await site.get(address)).text()
  time = now
  return text
}

/** The words between the tags of each element of a class. */
function wordsOf(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, inside = '']) =>
    inside
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

const state = (html: string) => wordsOf(html, /<p class="beside-state">(.*?)<\/p>/gs)[0]
const button = '<a class="button" href='
const notices = (html: string) => wordsOf(html, /<div class="notice">(.*?)<\/div>/gs)[0]
const headings = (html: string) => wordsOf(html, /<h[12][^>]*>(.*?)<\/h[12]>/gs)
const nowLines = (html: string) => wordsOf(html, /<div class="now-line">(.*?)<\/div>/gs)
const marked = (html: string) =>
  [...html.matchAll(/<li class="hours hours-(\w+)">.*?<time>(.*?)<\/time>/gs)].map(([, when, hours]) => [
    when,
    hours,
  ])

it('opens soon: when, and that the button will be here', async () => {
  const early = await page('/en/events/early')
  expect(state(early)).toBe('Opens 1 February 2027')
  expect(notices(early)).toBe(
    'Attendance can be confirmed from 1 February 2027, 09:00 (Sofia, UTC+2). Come back then: the button will be here.',
  )
  expect(early).not.toContain(button)
})

it('is open, has few places, then a waiting list that says how many wait', async () => {
  const address = '/en/events/verified'
  expect(state(await page(address))).toBe('5 places left')
  const come = (name: string) =>
    site.post(`${address}/register`, { name, email: `${name.toLowerCase()}@example.org` })
  await come('Ivan')
  expect(await page(address)).toContain('<span class="state state-few">Last 4 places</span>')
  expect(await page('/ru/events/verified')).toContain('Последние 4 места')
  for (const name of ['Anna', 'Petar', 'Maria', 'Elena', 'Georgi']) await come(name)
  const full = await page(address)
  expect([state(full), notices(full)]).toEqual([
    'Waiting list',
    'All places are taken. Whoever confirms now joins the waiting list and gets a letter as soon as a place becomes free. 1 person is waiting already.',
  ])
  expect(full).toContain(`${button}"/en/events/verified/register">Join the waiting list`)
})

it('is full without a list: a place may come back', async () => {
  await site.post('/en/events/no-list/register', { name: 'Ivan', email: 'ivan@example.org' })
  const full = await page('/en/events/no-list')
  expect([state(full), notices(full)]).toEqual([
    'No places left',
    'All places are taken. If somebody cancels, the place is offered on this page.',
  ])
  expect(full).not.toContain(button)
})

it('is closed: since when, and whom to ask all the same', async () => {
  const closed = await page('/en/events/closed')
  expect([state(closed), notices(closed)]).toEqual([
    'Confirmation closed',
    'Confirmation closed on 10 January 2027, 09:00 (Sofia, UTC+2). If you would still like to come, ask the contact.',
  ])
})

it('today: the programme comes first, with what runs and what is next', async () => {
  const conference = '/en/events/conference-2027'
  const dayBefore = await page(conference, '2027-03-01T21:59')
  expect(headings(dayBefore).slice(0, 3)).toEqual(['Conference on villages', 'About the event', 'Programme'])
  expect(nowLines(dayBefore)).toEqual([])
  const morning = await page(conference, '2027-03-01T22:00')
  expect(headings(morning).slice(0, 4)).toEqual([
    'Conference on villages',
    'Day 1 of 2',
    'Programme',
    'About the event',
  ])
  expect([state(morning), nowLines(morning)]).toEqual(['Today', ['Next Пленарна част 09:00–10:30']])
  const noon = await page(conference, '2027-03-02T09:30')
  expect(state(noon)).toBe('Happening now')
  expect(nowLines(noon)).toEqual([
    'Now Water , Зала 2 11:00–12:30 Пътища , Зала 3 11:00–12:00',
    'Next Посещение 09:00 Wednesday, 3 March 2027',
  ])
  expect(marked(noon)).toEqual([
    ['past', '09:00–10:30'],
    ['now', '11:00'],
    ['next', '09:00'],
  ])
  // Nobody can choose a session any more.
  expect([dayBefore.includes('1 place left'), noon.includes('1 place left')]).toEqual([false, false])
})

it('moves on with the programme although nothing was written meanwhile', async () => {
  const slow = await startSite(made.database, { clock: () => time, maxAge: 60_000 })
  const see = async (at: string) => {
    time = new Date(`${at}:00.000Z`)
    const text = await (await slow.get('/en/events/conference-2027')).text()
    time = now
    return nowLines(text)[0]
  }
  expect(await see('2027-03-02T08:29')).toBe('Now Пленарна част 09:00–10:30')
  expect(await see('2027-03-02T08:30')).toContain('Next Water')
  expect(await see('2027-03-02T09:00')).toContain('Now Water')
  await slow.stop()
})

it('cancelled: first of all, large, with whom to ask', async () => {
  const html = await page('/en/events/cancelled')
  const [alarm] = wordsOf(html, /<section class="alarm"[^>]*>(.*?)<\/section>/gs)
  expect(alarm).toBe(
    'This event has been cancelled It will not take place on 1 April 2027. If you had confirmed, you need not do anything more. Questions are answered by Maria Primerova , +359 42 000 000 , maria@example.org',
  )
  expect(headings(html)[0]).toBe('This event has been cancelled')
  expect(html).toContain('Was planned for')
  expect(html).not.toContain('/events/cancelled.ics?lang=en">Add')
  // On the day it would have been it is not on.
  expect(await page('/en/events/cancelled', '2027-04-01T07:00')).not.toContain('Happening now')
})

it('postponed: who has confirmed stays registered', async () => {
  const html = await page('/bg/events/postponed')
  const [alarm] = wordsOf(html, /<section class="alarm"[^>]*>(.*?)<\/section>/gs)
  expect(alarm).toContain('Събитието е отложено На 1 април 2027 г. то няма да се проведе.')
  expect(alarm).toContain('остава записан')
  expect(html).not.toContain(button)
})

it('over: results and documents first, the facts after them, no form', async () => {
  const html = await page('/en/events/over')
  expect(headings(html).slice(0, 2)).toEqual(['Table over', 'What came of it'])
  expect(html.indexOf('id="results"')).toBeLessThan(html.indexOf('class="facts"'))
  expect([state(html), notices(html)]).toEqual(['61 participants', undefined])
  const late = await page('/en/events/open', '2027-04-02T10:00')
  expect([state(late), notices(late)]).toEqual([
    'Took place',
    'Results and documents will stand here as soon as the organizer publishes them.',
  ])
  expect(late).not.toContain(button)
})

it('the way to take part online stands there only while one can', async () => {
  const conference = '/en/events/conference-2027'
  expect(await page(conference)).toContain('href="https://online.example.org/room"')
  expect(await page(conference, '2027-03-03T11:00')).not.toContain('href="https://online.example.org/room"')
})

it('a document says its kind, format, size and language', async () => {
  const told = wordsOf(await page('/en/events/conference-2027'), /<ul class="documents">(.*?)<\/ul>/gs)
  expect(told).toEqual(['Програма Programme, TXT, 1 kB, in Bulgarian'])
})

it('an event with nothing but the required is a page of its facts alone', async () => {
  expect(await page('/en/events/open')).toContain('<article class="event event-plain">')
  const full = await page('/en/events/conference-2027')
  expect(full).toContain('<article class="event">')
})

it('rooms that work at the same time are columns, unless one of them has no name', async () => {
  const rooms = (html: string) => wordsOf(html, /<p class="rooms [^>]*>(.*?)<\/p>/gs)
  const columns = (html: string) =>
    [...html.matchAll(/class="session track-(\d)"/g)].map(([, track]) => track)
  const named = await page('/en/events/conference-2027')
  expect([rooms(named), columns(named)]).toEqual([['Зала 2 Зала 3'], ['1', '2']])
  await importChanged(made.database, 'conference-2027', (text) => text.replace('room: Зала 3, ', ''))
  const unnamed = await page('/en/events/conference-2027')
  expect([rooms(unnamed), columns(unnamed)]).toEqual([[], []])
  expect(unnamed).toContain('class="together parallel"')
})

it('the days of an event stand on its plate together', async () => {
  expect(await page('/en/events/conference-2027')).toContain('<span class="plate-day">2–3</span>')
  expect(await page('/en/events/open')).toContain('<span class="plate-day">1</span>')
})

it('photographs are pictures, small ones that lead to those that were given', async () => {
  const photo = await sharp({ create: { width: 1500, height: 900, channels: 3, background: '#456' } })
    .jpeg()
    .toBuffer()
  const listed = '- { title: { en: The hall }, kind: other, file: hall.jpg }'
  await importChanged(
    made.database,
    'over',
    (text) => `${text}documents:\n  ${listed}\n  - { title: Minutes, kind: minutes, file: programme.txt }\n`,
    { 'hall.jpg': photo },
  )
  const html = await page('/en/events/over')
  expect(wordsOf(html, /<ul class="photos">(.*?)<\/ul>/gs)).toEqual(['The hall'])
  expect(wordsOf(html, /<ul class="documents">(.*?)<\/ul>/gs)).toEqual(['Minutes Minutes, TXT, 1 kB'])
  const small = await site.get('/events/over/files/hall.jpg?as=photo')
  expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp'])
  const { width, height } = await sharp(Buffer.from(await small.arrayBuffer())).metadata()
  expect([width, height]).toEqual([480, 320])
})
