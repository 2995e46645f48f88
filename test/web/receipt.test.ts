import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { type Form, startSite, type TestSite } from '../support/site.ts'
import { importCast, now } from './cast.ts'

let made: TestDatabase
let site: TestSite
let strict: TestSite

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => now })
  strict = await startSite(made.database, { clock: () => now, settings: { rateLimits: true } })
})

afterAll(async () => {
  await site.stop()
  await strict.stop()
  await made.remove()
})

async function send(slug: string, fields: Form, on = site) {
  const answer = await on.post(`/en/events/${slug}/register`, fields)
  return { status: answer.status, location: answer.headers.get('location') ?? '', page: await answer.text() }
}

const pageAt = async (location: string) => (await site.get(location)).text()

const toldIn = (page: string) =>
  [...page.matchAll(/<div><dt[^>]*>([^<]+)<\/dt><dd>([\s\S]*?)<\/dd><\/div>/g)].map(
    ([, label, value = '']) =>
      `${label}: ${value
        .replace(/<span class="nowrap">([^<]*)<\/span>/g, '$1')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()}`,
  )

const whole = {
  name: 'Мария Примерова',
  email: 'maria@example.org',
  phone: '+359 88 784 8238',
  organization: 'Читалище „Пример“',
  group: 'ngo',
  guests: '2',
  guest_names: 'Първи Гост\nВтори Гост',
  sessions: 'roads',
  note: 'Рампа',
  'answers[bus]': 'From Ruse',
  'answers[topics]': ['Вода', 'Пътища'],
  'answers[rules]': 'yes',
  consent_photos: 'yes',
}

it('says back what was sent, like a ticket', async () => {
  const { location } = await send('conference-2027', whole)
  expect(toldIn(await pageAt(location))).toEqual([
    'Participant: Мария Примерова and 2 guests',
    'Sessions: Пътища, Tuesday, 2 March 2027, 11:00–12:00, Зала 3',
    expect.stringMatching(/^Where: Читалище/),
    'Online: Take part online',
    expect.stringMatching(/^Who to ask: Maria Primerova/),
    'Answer: Yes, I will come',
    'Guests: 2: Първи Гост, Втори Гост',
    'Organization: Читалище „Пример“',
    'Which group do you belong to?: Non-governmental organization',
    'Telephone: +359 88 784 8238',
    'Note to the organizer: Рампа',
    'You agreed to: Photographs may be published',
    'Bus: From Ruse',
    'Теми: Вода Пътища',
    'Прочетох правилата: ✓',
  ])
})

it('keeps its address under 2 KB whatever was written, and says what it leaves out', async () => {
  const long = { ...whole, name: 'Ж'.repeat(200), organization: 'Ю'.repeat(200), note: 'Щ'.repeat(2000) }
  const { status, location } = await send('conference-2027', { ...long, 'answers[why]': 'Я'.repeat(4000) })
  expect([status, location.length < 2048]).toEqual([303, true])
  const page = await pageAt(location)
  expect(page).toContain('Longer texts have been sent too')
  expect(page).toContain('Ю'.repeat(200))
  expect(page).not.toContain('Щ'.repeat(100))
})

it('opens no longer than what was sent is kept', async () => {
  const { location } = await send('open', { name: 'Once', email: 'once@gmial.com' })
  const seen: [string, number, number][] = []
  for (const day of ['2027-06-29', '2027-07-01']) {
    const later = await startSite(made.database, { clock: () => new Date(`${day}T00:00:00Z`) })
    seen.push([day, (await later.get(location)).status, (await later.post(location, {})).status])
    await later.stop()
  }
  expect(seen).toEqual([
    ['2027-06-29', 200, 303],
    ['2027-07-01', 404, 404],
  ])
})

it('has an address of one length for a newcomer and a repeat', async () => {
  const fields = { name: 'Petar Primerov', email: 'petar@example.org' }
  const [first, second] = [await send('open', fields), await send('open', fields)]
  expect([first.status, second.location.length]).toEqual([303, first.location.length])
})

it('sends the letter to the address that was meant, at one press', async () => {
  const { location } = await send('verified', { name: 'Slip', email: 'slip@gmial.com' })
  const page = await pageAt(location)
  expect(page).toContain('Did you mean slip@gmail.com?')
  expect(page).toContain('Send the letter to slip@gmail.com')
  const pressed = await site.post(location, {})
  expect(pressed.status).toBe(303)
  const after = await pageAt(pressed.headers.get('location') ?? '')
  expect([after.includes('slip@gmail.com'), after.includes('Did you mean')]).toEqual([true, false])
  expect(await peopleNamed('Slip')).toEqual(['slip@gmail.com pending'])
})

it('leaves a registration alone that was there before, and reads the same', async () => {
  const fields = { name: 'Known', email: 'known@gmial.com' }
  await send('open', fields)
  const { location } = await send('open', fields)
  const pressed = await site.post(location, {})
  expect(pressed.status).toBe(303)
  expect(await peopleNamed('Known')).toEqual(['known@gmial.com confirmed', 'known@gmail.com confirmed'])
  const stranger = await send('open', { name: 'Other', email: 'other@gmial.com' })
  const other = await site.post(stranger.location, {})
  const strip = (page: string) => page.replaceAll(/received\/[\w-]+/g, '').replaceAll(/known|other/gi, 'x')
  const pages = [pressed, other].map((answer) => pageAt(answer.headers.get('location') ?? ''))
  const [first, second] = await Promise.all(pages)
  expect(strip(second ?? '')).toBe(strip(first ?? ''))
})

it('has no button for an address that is fine, and none of its own for others', async () => {
  const { location } = await send('open', { name: 'Fine', email: 'fine@example.org' })
  expect((await site.post(location, {})).status).toBe(400)
  expect((await site.post(`${location}A`, {})).status).toBe(404)
  expect((await site.post(location.replace('/open/', '/approved/'), {})).status).toBe(404)
  const elsewhere = await site.post(location, {}, { 'sec-fetch-site': 'cross-site' })
  expect(elsewhere.status).toBe(403)
})

it('asks about a slip beside other mistakes, and takes the address that is ticked', async () => {
  const { page } = await send('open', { name: '', email: 'tick@gmial.com' })
  expect(page).toContain('name="use_email" value="tick@gmail.com"')
  const ticked = { name: 'Ticked', email: 'tick@gmial.com', use_email: 'tick@gmail.com' }
  expect((await send('open', ticked)).status).toBe(303)
  // Only what was suggested: no other field can carry an address in.
  await send('open', { ...ticked, name: 'Insists', use_email: 'else@example.org' })
  expect([await peopleNamed('Ticked'), await peopleNamed('Insists')]).toEqual([
    ['tick@gmail.com confirmed'],
    ['tick@gmial.com confirmed'],
  ])
  const other = await send('open', { name: 'X', email: '\u0438\u0432\u0430\u043d@example.org' })
  expect([other.status, other.page.includes('Write the part before “@” in Latin letters')]).toEqual([
    422,
    true,
  ])
})

it('loses nothing where too many were sent with one address', async () => {
  for (let i = 0; i < 60; i++) await send('open', { name: `Many ${i}`, email: 'many@example.org' }, strict)
  const { status, page } = await send(
    'open',
    { name: 'One Too Many', email: 'many@example.org', note: 'Рампа' },
    strict,
  )
  expect([status, page.includes('value="One Too Many"'), page.includes('Рампа</textarea>')]).toEqual([
    429,
    true,
    true,
  ])
  expect(page).toContain('Nothing that you wrote is lost')
})

it('keeps a question that comes after too many', async () => {
  const ask = (message: string) =>
    strict.post('/en/events/open/ask', { name: 'Asker', email: 'asker@example.org', message })
  const statuses: number[] = []
  for (let i = 0; i < 30 && statuses.at(-1) !== 429; i++) statuses.push((await ask(`Question ${i}`)).status)
  const refused = await ask('Is there a ramp?')
  const page = await refused.text()
  expect([statuses[0], refused.status, page.includes('Is there a ramp?</textarea>')]).toEqual([
    303,
    429,
    true,
  ])
  expect(page).toContain('Nothing that you wrote is lost')
})

it('shows what was written where the form came too late', async () => {
  await send('no-list', { name: 'First', email: 'first@example.org' })
  const { status, page } = await send('no-list', { name: 'Late', email: 'late@example.org', note: 'Рампа' })
  expect([status, toldIn(page)]).toEqual([
    409,
    expect.arrayContaining(['Full name: Late', 'E-mail: late@example.org', 'Note to the organizer: Рампа']),
  ])
  expect(await (await site.get('/en/events/no-list/register')).text()).not.toContain('What you wrote')
})

async function peopleNamed(name: string): Promise<string[]> {
  const rows = await made.database.read
    .selectFrom('registrations')
    .select(['email', 'status'])
    .where('name', '=', name)
    .orderBy('id')
    .execute()
  return rows.map(({ email, status }) => `${email} ${status}`)
}
