/** Whatever people type, at whichever door: refused in words, or kept, and harmless wherever it comes out again. */
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { importFiles } from '../../src/domain/events/import-events.ts'
import { addOrganizer } from '../../src/domain/organizers/add-organizer.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import { startWorker, type Worker } from '../../src/mailroom/schedule.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { phrase } from '../../src/platform/i18n.ts'
import { createLog } from '../../src/platform/log.ts'
import { createMailer } from '../../src/platform/mailer.ts'
import { cleanLine, cleanLines } from '../../src/platform/text.ts'
import { onEachDatabase } from '../support/databases.ts'
import { folderOf } from '../support/event-files.ts'
import { type Mailbox, mailboxOfSink } from '../support/mailbox.ts'
import { arrived, formBody, nasty, nastyTexts, percentEncoded, probeTag } from '../support/nasty.ts'
import { inviteIn } from '../support/read-invite.ts'
import { readCsv, readXlsx } from '../support/read-lists.ts'
import { attribute, decoded, readPage } from '../support/read-page.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { type Sink, startSink } from '../support/smtp-sink.ts'
import { Visitor } from '../support/visitor.ts'

const slug = 'open-house'
const event = `slug: ${slug}
language: bg
timezone: Europe/Sofia
starts: 2099-03-02T09:00
ends: 2099-03-02T13:00
title: Отворени врати
contact: { name: Мария Примерова, email: maria@example.org, answers_to: desk@example.org }
registration: { guests: 3 }
agenda: [{ id: youth, starts: "10:00", title: Младежи, signup: true }]
form:
  - { id: tostring, label: Какво?, type: text }
  - { id: story, label: Как?, type: paragraph }
  - { id: colour, label: Кое?, type: choices, options: [Синьо, Бяло] }
`

const workspace = `/organize/events/${slug}`
const publicForm = `/bg/events/${slug}/register`

onEachDatabase('hostile input', (of) => {
  let site: TestSite
  let sink: Sink
  let mail: Mailbox
  let worker: Worker
  let organizer: Visitor
  let stranger: Visitor

  beforeAll(async () => {
    const { database } = of()
    const folder = folderOf({ 'event.yaml': event }, () => {})
    const imported = await importFiles(database, [`${folder}/event.yaml`], new Date(), {
      onPlacesChanged: async () => {},
    })
    if (imported.done === 'refused') throw new Error(JSON.stringify(imported.problems))
    site = await startSite(database)
    sink = await startSink()
    mail = mailboxOfSink(sink)
    worker = startLetters(of().database, site, sink)
    stranger = new Visitor(site.base)
    organizer = new Visitor(site.base)
    const person = { email: 'maria@example.org', name: 'Мария', role: 'admin' as const, eventSlugs: [] }
    const added = await addOrganizer(database, person, new Date())
    if (added.done === 'refused') throw new Error(added.reason)
    await organizer.send('POST', `/organize/sign-in/${site.tokens.signIn.sign(added.signInId)}`)
  })
  afterAll(async () => {
    await worker?.stop(1_000)
    await Promise.all([sink?.close(), site?.stop()])
  })

  const send = (who: Visitor, address: string, fields: Pairs) => who.send('POST', address, formBody(fields))

  it('is never a fault, whatever the fields, at any door', async () => {
    const own = await confirm(['name', 'Елена'], ['email', 'own@example.org'])
    expect(own.status).toBe(303)
    const doors = [
      ...[publicForm, `/en/events/${slug}/ask`, `/ru/r/${site.tokens.registration.sign(1, 1)}`],
      ...['/organize/sign-in', '/organize/sign-in/x', '/organize/language', `${workspace}/add`],
      `${workspace}/people/${(await listed())[0]?.reference}`,
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...doors), nastyPairs, async (door, fields) => {
        const { status } = await send(organizer, door, fields)
        expect([200, 303, 400, 404, 409, 413, 422]).toContain(status)
      }),
      { numRuns: 300 },
    )
  })

  it('is never a fault in an address either', async () => {
    const places = [
      ...['/bg?q=', '/bg?city=', '/bg?page=', '/bg/events/', '/bg/r/', `/bg/events/${slug}/received/`],
      ...[`/events/${slug}/files/`, '/events.ics?lang=', '/organize/sign-in?next=', '/organize/sign-in/'],
      ...[`${workspace}?q=`, `${workspace}?page=`, `${workspace}?group=`, `${workspace}/people/`],
      ...[`${workspace}/attendees.csv?q=`, `${workspace}/attendees.`, '/organize?page=', '/organize/events/'],
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), nasty, async (place, text) => {
        const { status } = await organizer.send('GET', place + percentEncoded(text))
        expect([200, 302, 303, 400, 404, 410]).toContain(status)
      }),
      // PostgreSQL takes no NUL, wherever it stands.
      { numRuns: 300, examples: places.map((place): [string, string] => [place, 'a\u0000b']) },
    )
  })

  describe('that was accepted', () => {
    let people: Hostile[] = []
    beforeAll(async () => {
      people = await hostilePeople(confirm)
      await Promise.all(people.map(({ email }) => mail.waitFor(email, 1)))
    })
    const inCsv = async () =>
      Map.groupBy(readCsv((await organizer.open(`${workspace}/attendees.csv`)).bytes), ({ email }) => email)

    it('was nearly all of it, cleaned; a name of nothing was refused', () => {
      expect(people.length).toBeGreaterThan(nastyTexts.length / 2)
    })

    it('is the same person when it is sent again', async () => {
      const before = (await listed()).length
      for (const { sent } of people) expect((await confirm(...sent)).status).toBe(303)
      expect((await listed()).length).toBe(before)
    })

    it('comes out of JSON as it was cleaned, and nothing besides', async () => {
      const rows = new Map((await listed()).map((row) => [row.email, row]))
      for (const { email, kept } of people) expect(rows.get(email)).toMatchObject(kept)
    })

    it('is no formula in CSV, and the same but for the apostrophes', async () => {
      const rows = await inCsv()
      for (const { email, kept } of people) {
        const [row, ...others] = rows.get(email) ?? []
        expect(others).toEqual([])
        for (const [column, text] of Object.entries(kept)) {
          const cell = row?.[column] ?? ''
          expect(withoutApostrophes(cell)).toBe(withoutApostrophes([text].flat().join(' | ')))
          expect(cell).not.toMatch(/(^|[;\t\n])[^\S\t\n]*[=+\-@＝＋－＠]/)
        }
      }
    })

    it('is text in a workbook', async () => {
      const { labels, rows } = await readXlsx((await organizer.open(`${workspace}/attendees.xlsx`)).bytes)
      const at = (column: 'name' | 'organization' | 'email') =>
        labels.indexOf(phrase('bg', `column.${column}`))
      const byEmail = new Map(rows.map((row) => [row[at('email')], row]))
      for (const { email, kept } of people) {
        const row = byEmail.get(email) ?? []
        // This reader leaves `_x005F_` as it stands in the file; Excel reads it as an underscore.
        const cells = [row[at('name')], row[at('organization')]].map((cell) => cell ?? '')
        expect(cells.map((cell) => String(cell).replaceAll('_x005F_', '_'))).toEqual([
          kept.name,
          kept.organization,
        ])
      }
    })

    it('is one line and one recipient in its letter, and one attendee in the calendar', async () => {
      for (const { email, kept } of people) {
        const [letter, ...others] = await mail.lettersTo(email)
        expect(others).toEqual([])
        expect([letter?.from, letter?.parts]).toEqual(['events@example.org', parts])
        expect(injected(letter?.html ?? '')).toEqual([])
        const invite = letter && inviteIn(letter)
        expect([invite?.organizer, invite?.attendees.map(({ address }) => address)]).toEqual([
          'mailto:events@example.org',
          [`mailto:${email}`],
        ])
        const commonName = cleanLine(kept.name, 100).replaceAll('"', "'").replace(/[\\^]/g, '/')
        expect(invite?.attendees[0]?.cn).toBe(commonName)
      }
    })

    it('is found by itself, and stands as text on every page', async () => {
      const references = new Map((await listed()).map(({ email, reference }) => [email, reference]))
      for (const { kept, email } of people) {
        const found = await organizer.open(`${workspace}?q=${percentEncoded(kept.name)}`)
        expect([kept.name, listedNames(found.html).includes(onOneLine(kept.name))]).toEqual([kept.name, true])
        const page = await organizer.open(`${workspace}/people/${references.get(email)}`)
        const form = await send(stranger, publicForm, [
          ['name', kept.name],
          ['email', 'nobody'],
          ['note', kept.note],
        ])
        expect([page.status, form.status]).toEqual([200, 422])
        for (const { html } of [found, page, form]) {
          expect(injected(html)).toEqual([])
          expect(decoded(html).replace(/\s+/g, ' ')).toContain(onOneLine(kept.name))
        }
      }
    })
  })

  it('reaches the contact as a question of words, to be answered to who asked', async () => {
    for (const [i, text] of nastyTexts.entries()) {
      const email = `asker.${i}@example.org`
      const fields = { name: text, email, message: `${text}\n\n${text}` }
      const { status } = await send(stranger, `/en/events/${slug}/ask`, Object.entries(fields))
      const isTaken = isName(cleanLine(arrived(text), 10_000))
      expect([text, status]).toEqual([text, isTaken ? 303 : 422])
      if (!isTaken) continue
      const [received] = await mail.waitFor(email, 1)
      expect([received?.parts, injected(received?.html ?? '')]).toEqual([[], []])
    }
    for (const letter of await mail.waitFor('desk@example.org', 1)) {
      expect(letter.replyTo).toMatch(/^asker\.\d+@example\.org$/)
      expect([letter.from, letter.parts, injected(letter.html)]).toEqual(['events@example.org', [], []])
    }
  })

  async function confirm(...fields: Pairs) {
    return send(stranger, publicForm, fields)
  }

  async function listed(): Promise<Listed[]> {
    // Our own export.
    return JSON.parse((await organizer.open(`${workspace}/attendees.json`)).html) as Listed[]
  }
})

it('an injection that succeeded would be seen', () => {
  expect(injected(`<p title="a" onprobe=1><${probeTag}></p>`)).toEqual(['p onprobe', probeTag])
})

type Pairs = (readonly [string, string])[]
type Listed = { reference: string; email: string | null } & Record<string, unknown>
type Kept = {
  name: string
  organization: string
  note: string
  'answers.tostring': string
  'answers.story': string
}
/** What was sent, and what is kept of it. */
type Hostile = { email: string; sent: Pairs; kept: Kept }

const parts = ['text/calendar; method=REQUEST', 'application/ics; invite.ics']

/** Names of fields, ours and others. */
const fieldName = fc.oneof(
  fc.constantFrom(
    ...[
      'name',
      'email',
      'phone',
      'organization',
      'group',
      'answer',
      'guests',
      'guest_names',
      'sessions',
      'note',
    ],
    ...[
      'answers[tostring]',
      'answers[colour]',
      'answers[__proto__]',
      'answers[]',
      'answers',
      'name[]',
      'action',
    ],
    ...['consent_news', 'show', 'whole', 'language', 'channel', 'over_limit_reason', 'message', 'next'],
    ...['__proto__', 'constructor', '__proto__[name]', 'constructor[prototype][name]', 'toString', ''],
  ),
  nasty,
)
const fieldValue = fc.oneof(
  nasty,
  fc.constantFrom('yes', 'no', 'change', 'approve', 'bg', 'phone', 'youth', '2', '-1', '1e9'),
)
const nastyPairs: fc.Arbitrary<Pairs> = fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 12 })

/** Every text of the list as a name, and as many that chance made; those that were taken. */
async function hostilePeople(confirm: (...fields: Pairs) => Promise<{ status: number }>): Promise<Hostile[]> {
  const chance = fc.sample(fc.tuple(nasty, nasty, nasty, nasty), 30)
  const fromList = nastyTexts.map((text, i) => [
    text,
    ...[7, 11, 23].map((step) => nastyTexts.at((i + step) % nastyTexts.length) ?? ''),
  ])
  const people: Hostile[] = []
  for (const [i, texts] of [...fromList, ...chance].entries()) {
    const person = hostile(`hostile.${i}@example.org`, texts)
    const { status } = await confirm(...person.sent)
    expect([person.sent, status === 303]).toEqual([person.sent, isAcceptable(person)])
    if (status === 303) people.push(person)
  }
  return people
}

function hostile(
  email: string,
  [name = '', organization = '', note = '', answer = '']: readonly string[],
): Hostile {
  return {
    email,
    sent: [
      ...([
        ['name', name],
        ['email', email],
        ['organization', organization],
        ['note', note],
      ] as const),
      ...([
        ['answers[tostring]', answer],
        ['answers[story]', note],
      ] as const),
    ],
    kept: {
      name: cleanLine(arrived(name), 10_000),
      organization: cleanLine(arrived(organization), 10_000),
      note: cleanLines(arrived(note), 10_000),
      'answers.tostring': cleanLine(arrived(answer), 10_000),
      'answers.story': cleanLines(arrived(note), 10_000),
    },
  }
}

/** There is a name, and nothing is longer than its field. */
function isAcceptable({ kept }: Hostile): boolean {
  const most = { name: 200, organization: 200, note: 2000, 'answers.tostring': 500, 'answers.story': 4000 }
  const fits = Object.entries(most).every(
    ([field, n]) => cleanLines(kept[field as keyof Kept], n) === kept[field as keyof Kept],
  )
  return isName(kept.name) && fits
}

function isName(cleaned: string): boolean {
  return cleaned !== '' && cleanLine(cleaned, 200) === cleaned
}

/** Elements and attributes that somebody typed. */
function injected(html: string): string[] {
  return readPage(html)
    .querySelectorAll('*')
    .flatMap((element) => [
      ...(element.tagName === probeTag ? [probeTag] : []),
      ...element.attributes
        .filter(({ key }) => key.startsWith('on'))
        .map(({ key }) => `${element.tagName} ${key}`),
      ...(/^(javascript|data|https?:\/\/evil)/.test(attribute(element, 'href') ?? '') && !isOurIcon(element)
        ? [`${element.tagName} href`]
        : []),
    ])
}

/** The picture of the tab is written into the page, to save a request. */
function isOurIcon(element: ReturnType<typeof readPage>): boolean {
  return (
    attribute(element, 'rel') === 'icon' && (attribute(element, 'href') ?? '').startsWith('data:image/svg')
  )
}

function listedNames(html: string): string[] {
  return readPage(html)
    .querySelectorAll('.people-list tbody th a')
    .map((link) => onOneLine(decoded(link.textContent)))
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function withoutApostrophes(text: string): string {
  return text.replaceAll("'", '')
}

/** The outbox of the site at work, into a mail server that keeps everything. */
function startLetters(database: Database, { base, tokens }: TestSite, sink: Sink): Worker {
  const mailer = createMailer({ smtpUrl: sink.url, captureDir: '/nowhere', dkim: null, maxConnections: 3 })
  const templates = fileURLToPath(new URL('../../templates/', import.meta.url))
  const mailFrom = { name: 'Turnout', address: 'events@example.org' }
  const render = createRenderer(templates, {
    baseUrl: base,
    brandName: 'Turnout',
    mailFrom,
    inbound: false,
    tokens,
  })
  return startWorker({ database, mailer, render, clock: systemClock, log: createLog('silent') })
}
