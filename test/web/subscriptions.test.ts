import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { attribute, mainWords, readPage } from '../support/read-page.ts'
import { type Form, startSite, type TestSite } from '../support/site.ts'
import { importCast, now } from './cast.ts'

let made: TestDatabase
let site: TestSite
let time = now

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => time })
})

afterEach(async () => {
  time = now
  await made.database.write(async (tx) => {
    await tx.db.deleteFrom('subscriptions').execute()
    await tx.db.deleteFrom('outbox').execute()
  })
})

afterAll(async () => {
  await site.stop()
  await made.remove()
})

const ana = 'ana@example.org'
const rows = () => made.database.read.selectFrom('subscriptions').selectAll().orderBy('id').execute()
const letters = () =>
  made.database.read.selectFrom('outbox').select(['kind', 'to_email', 'language']).execute()

/** Asks for a subscription, and answers the addresses that its letters hold. */
async function asked(fields: Form = {}) {
  const sent = await site.post('/en/subscribe', { email: ana, ...fields })
  expect(sent.status).toBe(303)
  return addresses()
}

async function addresses() {
  const { id, generation } = await made.database.read
    .selectFrom('subscriptions')
    .select(['id', 'generation'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return {
    id,
    own: `/en/s/${site.tokens.subscription.sign(id, generation)}`,
    stop: `/unsubscribe/${site.tokens.unsubscribe.sign(id)}`,
  }
}

async function press(address: string, fields: Form) {
  const answer = await site.post(address, fields)
  const location = answer.headers.get('location')
  const page = await (location === null ? answer : await site.get(location)).text()
  return { status: answer.status, location, words: mainWords(page) }
}

/** What is ticked in the form, by the names of the fields. */
function ticked(html: string): string[] {
  return readPage(html)
    .querySelectorAll('input')
    .filter((input) => input.hasAttribute('checked'))
    .map((input) => `${attribute(input, 'name')}: ${attribute(input, 'value')}`)
}

describe('the form', () => {
  it('offers kinds and the places where something is, filled in as the list was narrowed', async () => {
    const page = await (await site.get('/en/subscribe?kind=seminar&city=%D0%A0%D1%83%D1%81%D0%B5')).text()
    const labels = readPage(page)
      .querySelectorAll('.tick label')
      .map(({ textContent }) => textContent)
    expect(labels.slice(-2)).toEqual(['Primerovo', 'Ruse'])
    // Русе is Ruse, which the events write in Latin letters.
    expect(ticked(page)).toEqual(['kinds: seminar', 'cities: Ruse'])
    expect(ticked(await (await site.get('/bg/subscribe')).text())).toEqual([])
    expect(ticked(await (await site.get('/bg/subscribe?kind=party&city=Видин')).text())).toEqual([
      'cities: Видин',
    ])
  })

  it('keeps a wish, writes one letter and says where it went', async () => {
    const answer = await site.post('/bg/subscribe', {
      email: ' Ana@Gmial.com ',
      kinds: ['seminar', 'training'],
      cities: 'Ruse',
      other_cities: 'Видин, русе; ,  Стара   Загора',
    })
    const page = await (await site.get(answer.headers.get('location') ?? '')).text()
    expect([answer.status, mainWords(page).includes('Ana@Gmial.com')]).toEqual([303, true])
    expect(mainWords(page)).toContain('Ana@gmail.com')
    expect(await letters()).toEqual([
      { kind: 'subscription-confirm', to_email: 'Ana@Gmial.com', language: 'bg' },
    ])
    const [row] = await rows()
    expect([row?.confirmed_at, JSON.parse(row?.asked ?? '')]).toEqual([
      null,
      { kinds: ['seminar', 'training'], cities: ['русе', 'Видин', 'Стара Загора'], language: 'bg' },
    ])
  })

  it('reads the same whether the address is subscribed or not', async () => {
    const { own } = await asked()
    const [, , newcomer] = [
      '',
      '',
      await (await site.post('/en/subscribe', { email: 'new@example.org' })).text(),
    ]
    await site.post(own, { action: 'confirm' })
    time = new Date(now.getTime() + 60 * 60_000)
    const again = await site.post('/en/subscribe', { email: ana })
    const words = async (address: string) => mainWords(await (await site.get(address)).text())
    const known = await words(again.headers.get('location') ?? '')
    const fresh = await site.post('/en/subscribe', { email: 'abc@example.org' })
    expect(known.replace(ana, 'abc@example.org')).toBe(await words(fresh.headers.get('location') ?? ''))
    expect([again.status, fresh.status, newcomer]).toEqual([303, 303, ''])
  })

  const wrong: [string, Form, string][] = [
    ['no address', { email: '' }, 'Write your e-mail address'],
    ['a second line', { email: 'a@example.org\r\nBcc: b@example.org' }, 'such as name@example.org'],
    ['two addresses', { email: 'a@example.org,b@example.org' }, 'such as name@example.org'],
    ['two fields', { email: ['a@example.org', 'b@example.org'] }, 'once only'],
    ['an unknown kind', { email: ana, kinds: 'party' }, 'Choose kinds of events from the list'],
    ['too many places', { email: ana, other_cities: many(21) }, 'Choose at most 20 places'],
    ['too many ticks', { email: ana, cities: many(41).split(',') }, 'Choose at most 20 places'],
    ['an endless place', { email: ana, other_cities: 'x'.repeat(501) }, 'Write at most 500 characters'],
  ]

  function many(count: number): string {
    return Array.from({ length: count }, (_, i) => `Place ${String.fromCharCode(97 + (i % 26))}${i}`).join()
  }

  it.each(wrong)('with %s comes back, and nothing is kept', async (_, fields, words) => {
    const answer = await site.post('/en/subscribe', { ...fields, kinds: fields.kinds ?? 'seminar' })
    const page = await answer.text()
    expect([answer.status, mainWords(page).includes(words)]).toEqual([422, true])
    expect(page).toContain('<title>Error: New events by e-mail')
    expect([await rows(), await letters()]).toEqual([[], []])
    if (fields.kinds === undefined) expect(ticked(page)).toContain('kinds: seminar')
  })

  it('changes its language and keeps what was typed', async () => {
    const answer = await site.post('/bg/subscribe', {
      show: 'form',
      email: 'half@',
      kinds: 'training',
      cities: 'Ruse',
    })
    const page = await answer.text()
    expect([answer.status, page.includes('value="half@"'), page.includes('<html lang="bg">')]).toEqual([
      200,
      true,
      true,
    ])
    expect(ticked(page)).toEqual(['kinds: training', 'cities: Ruse'])
    expect(await rows()).toEqual([])
  })

  it('is taken from our own pages only', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': '', origin: 'https://x.example' },
    ]) {
      expect((await site.post('/en/subscribe', { email: ana }, headers)).status).toBe(403)
    }
    expect(await rows()).toEqual([])
  })

  it('is not a way to fill mailboxes', async () => {
    const limited = await startSite(made.database, { clock: () => now, settings: { rateLimits: true } })
    const statuses = []
    for (let i = 0; i < 61; i += 1) {
      statuses.push((await limited.post('/en/subscribe', { email: `p${i}@example.org` })).status)
    }
    await limited.stop()
    expect(statuses).toEqual([...Array.from({ length: 60 }, () => 303), 429])
  })
})

describe('one’s own page', () => {
  it('confirms by button alone: scanners that open every link confirm nothing', async () => {
    const { own } = await asked({ kinds: 'seminar' })
    const before = await rows()
    for (const address of [own, `${own}?action=confirm`, own.replace('/en/', '/bg/')]) {
      const answer = await site.get(address)
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    }
    expect(await rows()).toEqual(before)
    expect(mainWords(await (await site.get(own)).text())).toContain('Yes, write to me')
    const { status, words } = await press(own, { action: 'confirm' })
    expect([status, words.includes('your address is confirmed'), words.includes('Seminars')]).toEqual([
      303,
      true,
      true,
    ])
    expect((await press(own, { action: 'confirm' })).words).toContain('your address is confirmed')
    expect((await rows()).map(({ confirmed_at, asked: left }) => [confirmed_at, left])).toEqual([
      [now.toISOString(), null],
    ])
  })

  it('changes what comes, and in which language', async () => {
    const { own } = await asked({ cities: 'Ruse' })
    await press(own, { action: 'confirm' })
    expect(ticked(await (await site.get(own)).text())).toEqual(['cities: Ruse'])
    const { words } = await press(own, {
      action: 'change',
      kinds: ['training'],
      other_cities: 'Видин',
      language: 'be',
    })
    for (const told of ['Your changes are saved.', 'Trainings', 'Видин', 'Беларуская'])
      expect(words).toContain(told)
    const wrong = await press(own, { action: 'change', kinds: 'party', language: 'xx' })
    expect(wrong.status).toBe(422)
    for (const told of ['Choose kinds of events from the list', 'Choose a language from the list']) {
      expect(wrong.words).toContain(told)
    }
    expect((await rows()).map(({ kinds, cities, language }) => [kinds, cities, language])).toEqual([
      ['["training"]', '["Видин"]', 'be'],
    ])
  })

  it('says what somebody else asked for, and that nothing has changed yet', async () => {
    const { own } = await asked()
    await press(own, { action: 'confirm' })
    await asked({ kinds: 'training' })
    const page = mainWords(await (await site.get(own)).text())
    for (const told of ['subscribed already', 'Trainings', 'Yes, write to me']) expect(page).toContain(told)
    const { words, location } = await press(own, { action: 'confirm' })
    expect(words).toContain('Trainings')
    // The address of before opens nothing any more; the one that follows the button does.
    expect([(await site.get(own)).status, (await site.get(location ?? '')).status]).toEqual([404, 200])
  })

  it('stops, and is gone', async () => {
    const { own } = await asked()
    await press(own, { action: 'confirm' })
    const { status, words } = await press(own, { action: 'stop' })
    expect([status, words.includes('No more letters come')]).toEqual([303, true])
    expect([await rows(), await letters()]).toEqual([[], []])
    expect([(await site.get(own)).status, (await site.post(own, { action: 'confirm' })).status]).toEqual([
      404, 404,
    ])
  })

  it('opens no more three days after the letter', async () => {
    const { own } = await asked()
    time = new Date(now.getTime() + 73 * 60 * 60_000)
    const { status, words } = await press(own, { action: 'confirm' })
    expect([status, words.includes('no longer valid')]).toEqual([404, true])
    expect((await rows())[0]?.confirmed_at).toBe(null)
  })

  it('opens with its own token only', async () => {
    const { own, id } = await asked()
    const token = own.slice('/en/s/'.length)
    const tail = token.at(-1) === 'A' ? 'Q' : 'A'
    const wrong = [
      `/en/s/${token.slice(0, -1)}${tail}`,
      `/en/s/${token.slice(0, -4)}`,
      `/en/s/${token.replace(/^\d+/, String(id + 1))}`,
      `/en/s/${site.tokens.subscription.sign(id, 7)}`,
      `/en/s/${site.tokens.registration.sign(id, 1)}`,
      `/en/s/${site.tokens.unsubscribe.sign(id)}`,
      '/en/s/999999.AAAAAAAAAAAAAAAAAAAAAA',
      '/en/s/x',
      '/en/s/%00',
    ]
    for (const one of wrong) {
      expect([
        one,
        (await site.get(one)).status,
        (await site.post(one, { action: 'confirm' })).status,
      ]).toEqual([one, 404, 404])
    }
    expect((await site.post(own, { action: 'burn' })).status).toBe(400)
    expect((await site.post(own, { action: 'confirm' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await rows())[0]?.confirmed_at).toBe(null)
  })
})

describe('unsubscribing', () => {
  it('by one click needs no origin, cookie or reading, and happens once', async () => {
    const { own, stop } = await asked()
    await press(own, { action: 'confirm' })
    // As a mail service sends it (RFC 8058, 3.2): from nowhere of ours, with any cookie, in one of two encodings.
    const form = new FormData()
    form.append('List-Unsubscribe', 'One-Click')
    for (const body of [form, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })]) {
      const headers = {
        'sec-fetch-site': 'cross-site',
        origin: 'https://mail.example',
        cookie: 'turnout_session=x',
      }
      const answer = await fetch(site.base + stop, { method: 'POST', body, redirect: 'manual', headers })
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(await rows()).toEqual([])
    }
  })

  it('by looking does not happen', async () => {
    const { stop } = await asked()
    const before = await rows()
    const led = await site.get(stop, { 'accept-language': 'bg' })
    expect([led.status, led.headers.get('location')]).toEqual([302, `/bg${stop}`])
    const page = await (await site.get(`/bg${stop}`)).text()
    expect(mainWords(page)).toContain('Да спрем ли писмата')
    await fetch(site.base + stop, { method: 'HEAD' })
    expect(await rows()).toEqual(before)
    // The button of the page.
    const pressed = await site.post(`/bg${stop}`, {})
    expect([pressed.status, mainWords(await pressed.text()).includes('Повече няма да идват писма')]).toEqual([
      200,
      true,
    ])
    expect(mainWords(await (await site.get(`/bg${stop}`)).text())).toContain('Повече няма да идват писма')
    expect(await rows()).toEqual([])
  })

  it('opens with its own token only', async () => {
    const { stop, own, id } = await asked()
    const token = stop.slice('/unsubscribe/'.length)
    const wrong = [
      token.slice(0, -4),
      token.replace(/^\d+/, String(id + 1)),
      own.slice('/en/s/'.length),
      'x',
      '%00',
    ]
    for (const one of wrong) {
      const posted = await fetch(`${site.base}/unsubscribe/${one}`, { method: 'POST' })
      expect([one, posted.status, (await site.get(`/en/unsubscribe/${one}`)).status]).toEqual([one, 404, 404])
    }
    expect((await site.post(`/en${stop}`, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await rows()).length).toBe(1)
  })
})
