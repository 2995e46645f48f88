/**
 * The main job from end to end, as strangers do it: a started system with its samples, people who confirm over HTTP,
 * their letters, the organizer and the four files. Each part goes on where the one before it stopped.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PhraseKey, phrase } from '../../src/platform/i18n.ts'
import { type Product, startProduct } from '../support/product.ts'
import { inviteIn } from '../support/read-invite.ts'
import { hasPdfToText, jsonAsCsv, pdfToText, readCsv, readXlsx } from '../support/read-lists.ts'
import { attribute, decoded, linkOf, mainWords, readPage } from '../support/read-page.ts'
import { linesOf, readPdf } from '../support/read-pdf.ts'
import { type Page, type Typed, Visitor } from '../support/visitor.ts'

const slug = 'stara-zagora-round-table'
const title = 'Кръгла маса „Как общината пита и как отговаря“'
const eventPath = `/bg/events/${slug}`
const places = 20
const say = (key: PhraseKey) => phrase('bg', key)

const elena = {
  name: 'Елена Стоянова',
  email: 'elena@example.org',
  phone: '+359 88 784 8238',
  organization: 'Сдружение „Пример“; Стара Загора',
  position: 'председател',
  locality: 'Примерово',
  group: 'ngo',
  'answers[question]': 'Кой отговаря,\nи кога?',
  note: '=1+1',
  consent_photos: 'yes',
}
/** Two of them write from one office. */
const others = Array.from({ length: places - 1 }, (_, i) => ({
  name: `Иван Примеров ${i + 1}`,
  email: i < 2 ? 'office@example.org' : `ivan.${i + 1}@example.org`,
}))
const boris = { name: 'Борис Чакащ', email: 'boris@example.org' }
const vera = { name: 'Вера Следваща', email: 'vera@example.org' }
const byPaper = { name: 'Үмүт Өскөнова', status: 'waitlisted' }
const overLimit = { name: 'Пенка Гласова', status: 'confirmed' }

describe.each([
  { dialect: 'sqlite', mail: 'smtp' },
  { dialect: 'postgres', mail: 'smtp' },
  { dialect: 'sqlite', mail: 'kept' },
] as const)('a round table on $dialect, letters by $mail', ({ dialect, mail }) => {
  let product: Product
  /** The form of the round table, as one finds it. */
  let form: Page
  let ownAddress = ''
  let startsAt = ''
  const visitor = () => new Visitor(product.origin)
  const confirm = async (person: Typed) => {
    const page = await visitor().open(`${eventPath}/register`)
    const button = page.html.includes(say('public.form.submit'))
      ? 'public.form.submit'
      : 'public.form.submit-waiting'
    return visitor().press(page, say(button), person)
  }

  beforeAll(async () => {
    product = await startProduct({ dialect, mail })
  })
  afterAll(async () => {
    await product?.stop()
  })

  it('is found in the list, and has a form', async () => {
    const reader = visitor()
    const list = await reader.open('/')
    expect([list.path, list.status]).toEqual(['/bg', 200])
    const event = await reader.follow(list, title)
    expect(event.path).toBe(eventPath)
    startsAt = startOf(event)
    form = await reader.follow(event, say('public.event.confirm'))
    expect(mainWords(form.html)).toContain(title)
  })

  it('is confirmed by the form, and answered with a receipt that can be reloaded', async () => {
    const answer = await visitor().press(form, say('public.form.submit'), elena)
    expect([answer.status, answer.html]).toEqual([303, ''])
    const receipt = await visitor().open(answer.location ?? '')
    expect(receipt.status).toBe(200)
    for (const words of [say('public.receipt.confirmed'), title, elena.email]) {
      expect(mainWords(receipt.html)).toContain(words)
    }
    expect((await visitor().open(answer.location ?? '')).html).toBe(receipt.html)
    expect(receipt.headers.get('cache-control')).toBe('no-store')
    const [letter] = await product.mail.waitFor(elena.email, 1)
    ownAddress = ownAddressIn(letter?.text)
    const [reference] = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(letter?.text ?? '') ?? []
    expect(reference).toBeDefined()
    // There was something to hide, and it is not here.
    expect(receipt.html).not.toContain(reference)
    expect(receipt.html).not.toContain('/r/')
    expect(answer.location).not.toContain(ownAddress.slice(-20))
  })

  it('comes into the calendar with the letter', async () => {
    const [letter, ...more] = await product.mail.lettersTo(elena.email)
    expect(more).toEqual([])
    expect(letter).toMatchObject({
      from: 'events@localhost',
      to: elena.email,
      replyTo: 'round-table@example.org',
      subject: `Участието Ви е потвърдено: ${title}`,
      parts: ['text/calendar; method=REQUEST', 'application/ics; invite.ics'],
    })
    for (const words of [elena.name, '09:00–13:00', 'София', 'Зала „П. Р. Славейков“', '+359 42 000 001']) {
      expect([words, letter?.text.includes(words)]).toEqual([words, true])
    }
    expect(letter?.html).toContain(ownAddress)
    const invite = letter && inviteIn(letter)
    expect(invite).toEqual({
      method: 'REQUEST',
      uid: expect.stringMatching(/^[\w@.-]{22,}$/),
      sequence: 0,
      status: 'CONFIRMED',
      starts: startsAt,
      ends: new Date(Date.parse(startsAt) + 4 * 3_600_000).toISOString().replace('.000', ''),
      organizer: 'mailto:events@localhost',
      attendees: [
        {
          address: `mailto:${elena.email}`,
          cn: elena.name,
          cutype: 'INDIVIDUAL',
          role: 'REQ-PARTICIPANT',
          partstat: 'ACCEPTED',
          rsvp: 'FALSE',
        },
      ],
    })
  })

  it('fills up; whoever comes later waits, and gets no calendar part', async () => {
    for (const person of others)
      expect(await receiptOf(await confirm(person))).toContain(say('public.receipt.confirmed'))
    for (const person of [boris, vera]) {
      expect(await receiptOf(await confirm(person))).toContain(say('public.receipt.waitlisted'))
      const [letter] = await product.mail.waitFor(person.email, 1)
      expect(letter).toMatchObject({ subject: `Вие сте в списъка на чакащите: ${title}`, parts: [] })
    }
    expect(await product.mail.waitFor('office@example.org', 2)).toHaveLength(2)
  })

  it('knows the same person again, however written, and says the same to everybody', async () => {
    const again = { name: '  ЕЛЕНА   стоянова', email: 'Elena@Example.ORG' }
    const receipt = await receiptOf(await confirm(again))
    const newcomer = await receiptOf(await confirm({ name: 'Борис  чакащ', email: boris.email }))
    // As a newcomer would read it now, so that nobody learns who is registered.
    for (const read of [receipt, newcomer]) expect(read).toContain(say('public.receipt.waitlisted'))
  })

  it('is not cancelled by looking, nor from another site', async () => {
    const before = await visitor().open(ownAddress)
    expect([before.status, before.headers.get('referrer-policy')]).toEqual([200, 'same-origin'])
    expect(mainWords(before.html)).toContain(say('public.own.confirmed'))
    const cancel = new URLSearchParams({ action: 'cancel' })
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: product.origin, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      const refused = await visitor().send('POST', ownAddress, cancel, headers)
      expect([headers, refused.status]).toEqual([headers, 403])
    }
    await visitor().open(`${ownAddress}?action=cancel`)
    expect((await visitor().open(ownAddress)).html).toBe(before.html)
  })

  it('is cancelled by the button, and the next in line moves up', async () => {
    const [confirmed] = await product.mail.lettersTo(elena.email)
    const invite = confirmed && inviteIn(confirmed)
    const own = await visitor().open(ownAddress)
    const after = await visitor().submit(own, say('public.own.cancel-submit'))
    expect(mainWords(after.html)).toContain(say('public.own.cancelled'))
    const [, letter] = await product.mail.waitFor(elena.email, 2)
    expect(letter?.subject).toBe(`Участието Ви е отменено: ${title}`)
    expect(letter?.parts).toEqual(['text/calendar; method=CANCEL', 'application/ics; invite.ics'])
    expect(letter && inviteIn(letter)).toMatchObject({
      method: 'CANCEL',
      uid: invite?.uid,
      status: 'CANCELLED',
      organizer: 'mailto:events@localhost',
      attendees: [{ address: `mailto:${elena.email}` }],
    })
    expect(letter && inviteIn(letter)?.sequence).toBeGreaterThan(invite?.sequence ?? 0)
    const [, moved] = await product.mail.waitFor(boris.email, 2)
    expect(moved).toMatchObject({
      subject: `Има място за Вас: ${title}`,
      parts: ['text/calendar; method=REQUEST', 'application/ics; invite.ics'],
    })
    const his = moved && inviteIn(moved)
    expect(his).toMatchObject({ method: 'REQUEST', starts: startsAt, attendees: [{ partstat: 'ACCEPTED' }] })
    expect(his?.attendees.map(({ address }) => address)).toEqual([`mailto:${boris.email}`])
    expect(his?.uid).not.toBe(invite?.uid)
    expect(await product.mail.lettersTo(vera.email)).toHaveLength(1)
    // One letter each time something happened to somebody, and none besides.
    expect(product.mail.count()).toBe(places + 2 + 2)
  })

  const mariya = () => organizers.mariya ?? visitor()
  const organizers: { mariya?: Visitor; petar?: Visitor } = {}

  it('is seen by the first organizer, who signs in with the printed link', async () => {
    const browser = visitor()
    const stranger = await browser.open(`/organize/events/${slug}/attendees.csv`)
    expect([stranger.path.split('?')[0], stranger.headers.get('content-type')]).toEqual([
      '/organize/sign-in',
      'text/html; charset=utf-8',
    ])
    const gate = await browser.open(product.firstOrganizer)
    const who = { name: 'Мария Примерова', email: 'maria@example.org' }
    const events = await browser.submit(gate, say('organizer.link.enter'), who)
    expect([events.path, events.status]).toEqual(['/organize', 200])
    expect((await visitor().open(product.firstOrganizer)).status).toBe(410)
    const people = await browser.follow(events, title)
    expect(shownNames(people)).toEqual([elena, ...others, boris, vera].map(({ name }) => name).sort())
    organizers.mariya = browser
  })

  it('lets her find people by any part of what she knows', async () => {
    const found = async (query: string) =>
      shownNames(await mariya().open(`/organize/events/${slug}?${new URLSearchParams(query)}`))
    expect(await found('q=СТОЯНОВА')).toEqual([elena.name])
    expect(await found('q=784 82')).toEqual([elena.name])
    expect(await found('q=boris@')).toEqual([boris.name])
    expect(await found('status=waitlisted')).toEqual([vera.name])
    expect(await found('status=cancelled')).toEqual([elena.name])
    expect(await found('q=office')).toEqual(others.slice(0, 2).map(({ name }) => name))
    expect(await found('q=100%25')).toEqual([])
  })

  it('lets her write down who has no e-mail', async () => {
    const add = await mariya().open(`/organize/events/${slug}/add`)
    const paper = await mariya().submit(add, say('organizer.add.submit'), {
      name: byPaper.name,
      channel: 'paper',
    })
    expect(mainWords(paper.html)).toContain(say('organizer.done.added-waiting'))
    const phone = await mariya().submit(add, say('organizer.add.submit'), {
      name: overLimit.name,
      channel: 'phone',
      phone: '0042 000 017',
      over_limit_reason: 'Говори от името на залата',
    })
    for (const words of [say('organizer.done.added'), say('organizer.person.no-address'), '0042 000 017']) {
      expect(mainWords(phone.html)).toContain(words)
    }
  })

  it('takes nothing in her name from another site', async () => {
    const fields = new URLSearchParams({ name: 'Чужд', channel: 'paper', language: 'bg' })
    for (const headers of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const refused = await mariya().send('POST', `/organize/events/${slug}/add`, fields, headers)
      expect([headers, refused.status]).toEqual([headers, 403])
    }
    expect(shownNames(await mariya().open(`/organize/events/${slug}?q=Чужд`))).toEqual([])
  })

  it('lets in a second organizer by command, and again by letter, to this event alone', async () => {
    const words = ['organizer', 'add', 'petar@example.org', '--name', 'Петър Примеров', '--event', slug]
    const link = (await product.command(...words)).trim()
    expect(link.startsWith(`${product.origin}/organize/sign-in/`)).toBe(true)
    const petar = visitor()
    const events = await petar.submit(await petar.open(link), say('organizer.link.enter'))
    const seen = readPage(events.html).querySelectorAll('.event-list th a')
    expect(seen.map((link) => attribute(link, 'href'))).toEqual([`/organize/events/${slug}`])
    const elsewhere = await petar.open('/organize/events/ruse-open-councils/attendees.csv')
    expect(elsewhere.status).toBe(404)
    const again = visitor()
    const gate = await again.open(`/organize/events/${slug}`)
    await again.submit(gate, say('organizer.sign-in.send'), { email: 'Petar@example.org' })
    const [letter] = await product.mail.waitFor('petar@example.org', 1)
    const [address = ''] = /http:\S+\/organize\/sign-in\/\S+/.exec(letter?.text ?? '') ?? []
    const people = await again.submit(await again.open(address), say('organizer.link.enter'))
    expect(people.path).toBe(`/organize/events/${slug}`)
    organizers.petar = again
  })

  it('comes as a CSV and a JSON that hold exactly who registered', async () => {
    const csv = readCsv(await file('csv'))
    expect(csv.map(({ name, status, email }) => ({ name, status, email }))).toEqual(everybody)
    expect(csv.find(({ name }) => name === elena.name)).toEqual({
      reference: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/),
      status: 'cancelled',
      name: elena.name,
      email: elena.email,
      phone: `'${elena.phone}`,
      organization: `Сдружение „Пример“; Стара Загора`,
      position: 'председател',
      group: 'ngo',
      locality: 'Примерово',
      guests: '0',
      guest_names: '',
      sessions: '',
      language: 'bg',
      source: 'web',
      registered_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      checked_in_at: '',
      note: `'=1+1`,
      'answers.question': 'Кой отговаря,\nи кога?',
      consent_photos: 'yes',
      consent_news: '',
    })
    expect(Object.keys(csv[0] ?? {}).join()).toBe(
      'reference,status,name,email,phone,organization,position,group,locality,guests,guest_names,sessions,' +
        'language,source,registered_at,checked_in_at,note,answers.question,consent_photos,consent_news',
    )
    expect(jsonAsCsv(await file('json'))).toEqual(csv)
    expect(new Set(csv.map(({ reference }) => reference)).size).toBe(csv.length)
  })

  it('comes as a workbook that another program opens', async () => {
    const { labels, rows } = await readXlsx(await file('xlsx'))
    const [nameAt, statusAt, phoneAt, noteAt] = (
      ['column.name', 'column.status', 'column.phone', 'column.note'] as const
    )
      .map(say)
      .map((label) => labels.indexOf(label))
    const read = rows.map((row) => ({ name: row[nameAt ?? -1], status: row[statusAt ?? -1] }))
    const statusWords = everybody.map(({ name, status }) => ({ name, status: say(`status.${status}`) }))
    expect(read).toEqual(statusWords)
    const hers = rows.find((row) => row[nameAt ?? -1] === elena.name) ?? []
    expect([hers[phoneAt ?? -1], hers[noteAt ?? -1]]).toEqual([elena.phone, '=1+1'])
  })

  it('comes as a sheet to sign, with those who come', async () => {
    const pages = readPdf(await file('pdf'))
    const text = pages.flatMap(linesOf).join('\n')
    expect(
      everybody
        .filter(({ name }) => isIn(text, name))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(coming)
    expect(text).toContain(`Страница 1 от ${pages.length}`)
  })

  it.skipIf(!hasPdfToText)('comes as a sheet that pdftotext reads', async () => {
    const text = pdfToText(await file('pdf'))
    expect(
      everybody
        .filter(({ name }) => isIn(text, name))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(coming)
  })

  // The command knows nothing of mail.
  it.skipIf(mail === 'kept')('comes out of the command line as well', async () => {
    const to = (format: string) => join(product.folder, `list.${format}`)
    const [csv, json, ics] = await Promise.all([
      product.command('export', slug, '--format', 'csv'),
      product.command('export', slug, '--format', 'json'),
      product.command('export', slug, '--format', 'ics'),
      product.command('export', slug, '--format', 'xlsx', '--out', to('xlsx')),
      product.command('export', slug, '--format', 'pdf', '--out', to('pdf')),
    ])
    expect(csv).toBe((await file('csv')).toString('utf8'))
    expect(json).toBe((await file('json')).toString('utf8'))
    expect(ics).toContain(startsAt.replace(/[-:]/g, ''))
    expect(await readXlsx(readFileSync(to('xlsx')))).toEqual(await readXlsx(await file('xlsx')))
    expect(readPdf(readFileSync(to('pdf'))).map(linesOf)).toEqual(readPdf(await file('pdf')).map(linesOf))
  })

  it('says where letters are, while they stay on the machine', async () => {
    const page = await mariya().open('/organize')
    expect(mainWords(page.html).includes(say('organizer.kept-mail'))).toBe(mail === 'kept')
    const kept = await mariya().open('/organize/mail')
    expect(kept.html.includes(vera.email)).toBe(mail === 'kept')
  })

  it('had nothing to complain about, and stops when told to', async () => {
    const [address, sentence, link, ...more] = product.output().trimEnd().split('\n')
    expect([address, sentence, link, more]).toEqual([
      `Turnout is at ${product.origin}`,
      expect.stringMatching(/^No organizer yet/),
      product.firstOrganizer,
      [],
    ])
    const running = product
    // Nothing is left for the end.
    product = { ...running, stop: async () => 0 }
    expect(await running.stop()).toBe(0)
  })

  async function receiptOf(answer: Page): Promise<string> {
    expect(answer.status).toBe(303)
    return mainWords((await visitor().open(answer.location ?? '')).html)
  }

  /** As the second organizer downloads it from the link on the page. */
  async function file(format: 'csv' | 'json' | 'xlsx' | 'pdf'): Promise<Buffer> {
    const petar = organizers.petar ?? visitor()
    const page = await petar.open(`/organize/events/${slug}`)
    const labels = { csv: 'CSV', json: 'JSON', xlsx: 'Excel', pdf: say('organizer.export.pdf') }
    const download = await petar.open(linkOf(page.html, labels[format]))
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="/)
    return download.bytes
  }
})

/** In the order in which they registered. */
const everybody = [
  { ...named(elena), status: 'cancelled' as const },
  ...others.map((person) => ({ ...named(person), status: 'confirmed' as const })),
  { ...named(boris), status: 'confirmed' as const },
  { ...named(vera), status: 'waitlisted' as const },
  { name: byPaper.name, email: '', status: 'waitlisted' as const },
  { name: overLimit.name, email: '', status: 'confirmed' as const },
]
const coming = everybody
  .filter(({ status }) => status === 'confirmed')
  .map(({ name }) => name)
  .sort()

function named({ name, email }: { name: string; email: string }) {
  return { name, email }
}

/** "Иван Примеров 1" is not there because "Иван Примеров 12" is. */
function isIn(text: string, name: string): boolean {
  return new RegExp(`${name}(?!\\d)`).test(text)
}

/** UTC as a calendar writes it, from the page's own `<time>`. */
function startOf(event: Page): string {
  const time = readPage(event.html).querySelector('.facts time')
  const local = time === null ? '' : (attribute(time, 'datetime') ?? '')
  expect(local).toMatch(/T09:00/)
  return new Date(local).toISOString().replace('.000', '')
}

function ownAddressIn(text = ''): string {
  const [address] = /http:\S+\/bg\/r\/\S+/.exec(text) ?? []
  if (address === undefined) throw new Error('No link to one’s own page in the letter')
  return address
}

function shownNames(people: Page): string[] {
  const names = readPage(people.html).querySelectorAll('.people-list tbody th a')
  return names.map((name) => decoded(name.textContent)).sort()
}
