import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { type Form, startSite, type TestSite } from '../support/site.ts'
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

let people = 0

/** Somebody new, registered through the form, with the address of their own page. */
async function newcomer(slug: string, fields: Form = {}) {
  people += 1
  const sent = await site.post(`/en/events/${slug}/register`, {
    name: `P${people}`,
    email: `p${people}@example.org`,
    ...fields,
  })
  expect(sent.status).toBe(303)
  const { id, generation } = await made.database.read
    .selectFrom('registrations')
    .select(['id', 'generation'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { id, address: `/en/r/${site.tokens.registration.sign(id, generation)}` }
}

function row(id: number) {
  return made.database.read
    .selectFrom('registrations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

async function press(address: string, fields: Form) {
  const answer = await site.post(address, fields)
  const location = answer.headers.get('location')
  const page = location === null ? await answer.text() : await (await site.get(location)).text()
  return { status: answer.status, page }
}

const full = {
  guests: '1',
  guest_names: 'Гост',
  sessions: 'roads',
  phone: '+359 42',
  'answers[bus]': 'Не',
  'answers[rules]': 'yes',
  consent_photos: 'yes',
}

it('shows what is held, and looking changes nothing', async () => {
  const { id, address } = await newcomer('conference-2027', full)
  const before = await row(id)
  const answer = await site.get(address)
  const page = await answer.text()
  expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual(
    [200, 'no-store', 'same-origin'],
  )
  for (const words of ['Your place is confirmed', before.reference, '1: Гост', 'Пътища', '+359 42']) {
    expect(page).toContain(words)
  }
  expect(page).toMatch(/value="roads" checked/)
  for (const action of ['cancel', 'change', 'confirm']) await site.get(`${address}?action=${action}`)
  expect(await row(id)).toEqual(before)
})

it('cancels by button, and offers to come after all', async () => {
  const { id, address } = await newcomer('small')
  const next = await newcomer('small')
  expect((await row(next.id)).status).toBe('waitlisted')
  const { status, page } = await press(address, { action: 'cancel' })
  expect(status).toBe(303)
  expect(page).toContain('Your attendance is cancelled.')
  expect(page).toContain('Your registration is cancelled')
  expect(page).not.toContain('value="cancel"')
  expect([(await row(id)).status, (await row(next.id)).status]).toEqual(['cancelled', 'confirmed'])
  expect((await press(address, { action: 'cancel' })).status).toBe(409)
})

it('changes only what a program sends', async () => {
  const { id, address } = await newcomer('conference-2027', full)
  const before = await row(id)
  const { status, page } = await press(address, { action: 'change', guests: '2' })
  expect(status).toBe(303)
  expect(page).toContain('Your changes are saved.')
  const after = await row(id)
  expect({ ...after, updated_at: '', sequence: 0, stamped_at: '' }).toEqual({
    ...before,
    guests: 2,
    updated_at: '',
    sequence: 0,
    stamped_at: '',
  })
})

it('takes an empty box on our own page for an emptied one', async () => {
  const { id, address } = await newcomer('conference-2027', full)
  const sent = {
    action: 'change',
    whole: '1',
    answer: 'yes',
    guests: '',
    guest_names: '',
    phone: '',
    'answers[bus]': 'Не',
    'answers[rules]': 'yes',
  }
  expect((await press(address, sent)).status).toBe(303)
  const { guests, guest_names, sessions, phone, consent_photos_at } = await row(id)
  expect({ guests, guest_names, sessions, phone, consent_photos_at }).toEqual({
    guests: 0,
    guest_names: '[]',
    sessions: '[]',
    phone: '',
    consent_photos_at: null,
  })
})

it('shows mistakes beside the fields and saves nothing', async () => {
  const { id, address } = await newcomer('conference-2027', full)
  const before = await row(id)
  const { status, page } = await press(address, { action: 'change', guests: '9', phone: 'new' })
  expect([status, page.includes('You may bring 2 guests at most'), page.includes('value="new"')]).toEqual([
    422,
    true,
    true,
  ])
  expect(page).toContain('<title>Error: Your registration')
  expect(await row(id)).toEqual(before)
})

it('confirms the address by button', async () => {
  const { id, address } = await newcomer('verified')
  expect(await (await site.get(address)).text()).toContain('value="confirm"')
  expect((await row(id)).status).toBe('pending')
  const { status, page } = await press(address, { action: 'confirm' })
  expect([status, page.includes('your address is confirmed')]).toEqual([303, true])
  expect((await row(id)).status).toBe('confirmed')
})

it('says the place in the line, and what leaving it means', async () => {
  await newcomer('small')
  const first = await (await site.get((await newcomer('small')).address)).text()
  const second = await (await site.get((await newcomer('small')).address)).text()
  const place = (page: string) => Number(/Your place in the line: (\d+)\./.exec(page)?.[1])
  expect(place(second) - place(first)).toBe(1)
  expect(second).toContain('You lose your turn on the waiting list.')
  expect(second).not.toContain('Your place becomes free for someone else')
})

it('is a ticket: who comes, where, when, and what to do on the day', async () => {
  const { address } = await newcomer('conference-2027', { ...full, name: 'Елена Примерова' })
  const page = await (await site.get(address)).text()
  for (const words of [
    '<strong>Елена Примерова</strong> and one guest',
    'At the entrance',
    'От гарата направо.',
  ])
    expect(page).toContain(words)
  expect(page).toContain('https://calendar.google.com/calendar/render?')
  expect(page).not.toContain('It is today.')
  time = new Date('2027-03-03T06:00:00.000Z')
  const today = await (await site.get(address)).text()
  time = now
  expect(today).toContain('It is today.')
})

it('says first what became of the event', async () => {
  const { address } = await newcomer('open')
  const shown = async (status: string) => {
    await importChanged(made.database, 'open', (text) =>
      text.replace('status: published', `status: ${status}`),
    )
    const page = await (await site.get(address)).text()
    return [
      /<h1>([^<]+)<\/h1>/.exec(page)?.[1],
      /<dt>Status<\/dt><dd>([^<]+)/.exec(page)?.[1],
      page.includes('Was planned for'),
      page.includes('calendar.google.com'),
      page.includes('value="change"'),
    ]
  }
  expect(await shown('cancelled')).toEqual(['The event is cancelled', 'Confirmed', true, false, false])
  expect(await shown('postponed')).toEqual(['The event is postponed', 'Confirmed', true, false, true])
  expect(await shown('published')).toEqual(['Your place is confirmed', undefined, false, true, true])
})

it('turns a yes into a no', async () => {
  const { id, address } = await newcomer('open')
  const { page } = await press(address, { action: 'change', answer: 'no' })
  expect([(await row(id)).status, page.includes('You will not come')]).toEqual(['declined', true])
})

it('changes nothing any more when the event is over', async () => {
  const { id, address } = await newcomer('open')
  time = new Date('2027-04-02T00:00:00.000Z')
  const page = await (await site.get(address)).text()
  expect([page.includes('The event is over'), page.includes('name="action"')]).toEqual([true, false])
  expect((await press(address, { action: 'cancel' })).status).toBe(409)
  time = now
  expect((await row(id)).status).toBe('confirmed')
})

it('opens with its own token only', async () => {
  const { id, address } = await newcomer('open')
  const token = address.slice('/en/r/'.length)
  const tail = token.at(-1) === 'A' ? 'Q' : 'A'
  const wrong = [
    `/en/r/${token.slice(0, -1)}${tail}`,
    `/en/r/${token.slice(0, -4)}`,
    `/en/r/${token.replace(/^\d+/, String(id + 1))}`,
    `/en/r/${site.tokens.registration.sign(id, 7)}`,
    '/en/r/999999.AAAAAAAAAAAAAAAAAAAAAA',
    '/en/r/x',
    '/en/r/%00',
  ]
  for (const one of wrong) {
    const seen = await site.get(one)
    expect([one, seen.status, (await site.post(one, { action: 'cancel' })).status]).toEqual([one, 404, 404])
  }
  expect((await row(id)).status).toBe('confirmed')
  expect((await site.post(address, { action: 'burn' })).status).toBe(400)
  expect((await site.get(address)).status).toBe(200)
})
