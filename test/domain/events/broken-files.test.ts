import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../support/databases.ts'
import { makeDatabase } from '../../support/databases.ts'
import { everything, folderOf, importFrom, leastEvent, linesOf } from '../../support/event-files.ts'

let made: TestDatabase
const leftovers: (() => void)[] = []
const kept = leastEvent.replace('round-table-2027', 'kept-event')

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  const files = {
    'kept.yaml': kept,
    'comma.yaml': 'projects: [{ slug: comma, language: ru, title: КОМГОР }]',
  }
  const folder = folderOf(files, (remove) => leftovers.push(remove))
  await importFrom(folder, ['comma.yaml', 'kept.yaml'], made.database)
})

afterAll(async () => {
  for (const remove of leftovers) remove()
  await made.remove()
})

/** Imports the files together with a right one, and finds the database as it was. */
async function refused(files: Record<string, string | Buffer>, prepare?: (folder: string) => void) {
  const folder = folderOf({ ...files, 'right.yaml': leastEvent.replace('round-table-2027', 'right-event') })
  prepare?.(folder)
  const before = await everything(made.database)
  const names = [...Object.keys(files).filter((name) => /\.(yaml|json)$/.test(name)), 'right.yaml']
  const lines = linesOf(await importFrom(folder, names, made.database), folder)
  expect(await everything(made.database)).toEqual(before)
  return lines
}

function withLine(line: string): string {
  return `${leastEvent}${line}\n`
}

test('a right file is stored, so that a refusal means something', async () => {
  const before = await everything(made.database)
  const folder = folderOf({ 'a.yaml': leastEvent.replace('round-table', 'other-table') })
  expect(linesOf(await importFrom(folder, ['a.yaml'], made.database), folder)).toEqual([
    'imported other-table-2027',
  ])
  expect(await everything(made.database)).not.toEqual(before)
})

describe('a text that cannot be read', () => {
  const cases: Record<string, [text: string | Buffer, line: string]> = {
    nothing: ['', 'is empty'],
    'comments alone': ['# soon\n', 'is empty'],
    'zero bytes': [`${leastEvent}\0`, 'holds zero bytes: is this a text file?'],
    'Windows-1251': [
      Buffer.concat([Buffer.from('slug: a\n'), Buffer.from([0xca, 0xf0, 0xfa, 0xe3])]),
      'is not UTF-8 from line 2 on; save it as UTF-8',
    ],
    'UTF-16': [Buffer.from(`\ufeff${leastEvent}`, 'utf16le'), 'is written in UTF-16; save it as UTF-8'],
    'a tab': [withLine('venue:\n\tname: Зала'), 'a tab indents this line; YAML takes spaces only (line 8)'],
    'two documents': [
      `${leastEvent}---\n${leastEvent}`,
      'a second document begins (---); a file is one document, several events go under events: (line 7)',
    ],
    'a colon in a title': [
      leastEvent.replace('Кръгла маса', 'Кръгла маса: граждани'),
      'a colon with a space after it begins a key; put a text that holds one in quotes (line 6)',
    ],
    'a quote left open': [withLine('summary: "Изводи'), 'Missing closing "quote (line 8)'],
    'a tag': [
      withLine('summary: !!binary aGk='),
      'Unresolved tag: tag:yaml.org,2002:binary; tags have no meaning here (line 7)',
    ],
    'a list': [
      '- slug: a',
      'a list is no event; a file holds the keys of one event, or projects: and events:',
    ],
    'a word': ['event', '"event" is no event; a file holds the keys of one event, or projects: and events:'],
    'a bottomless nest': ['['.repeat(100_000), 'is nested too deeply (line 1)'],
    'anchors that multiply': [
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((each, i) => `${each}: &${each} [${Array(10).fill(`*${'abcdefg'[i]}`)}]`).join('\n')}`,
      'holds more than 500000 values: do its anchors multiply?',
    ],
  }
  test.each(Object.entries(cases))('%s', async (_, [text, line]) => {
    expect(await refused({ 'broken.yaml': text })).toEqual([`broken.yaml: (file): ${line}`])
  })

  test('JSON that is none', async () => {
    const [line, ...more] = await refused({ 'broken.json': '{\n  "slug": "a",\n}' })
    expect(line).toMatch(/^broken\.json: \(file\): is not JSON: .* \(line 3 column 1\)$/)
    expect(more).toEqual([])
  })

  test('a file that is not there, and one that is a folder', async () => {
    const folder = folderOf({})
    const imported = await importFrom(folder, ['none.yaml', '.'], made.database)
    expect(linesOf(imported, folder)).toEqual([
      'none.yaml: (file): there is no such file',
      expect.stringMatching(/: \(file\): is a folder, not a file$/),
    ])
  })
})

describe('a key or value out of place', () => {
  const cases: Record<string, [text: string, ...lines: string[]]> = {
    'a key misspelt': [withLine('sumary: Изводи'), 'sumary: unknown key; did you mean "summary"? (line 7)'],
    'a key nobody knows': [
      withLine('contact: { fax: "42" }'),
      'contact.fax: unknown key; the keys here are name, email, phone, answers_to (line 7)',
    ],
    'a key that stands twice': [withLine('title: Друга'), 'title: the key "title" stands twice (line 6)'],
    'a key that reaches into objects': [
      withLine('__proto__: { status: draft }'),
      '__proto__: unknown key (line 7)',
    ],
    'keys that are missing': [
      'slug: some-event',
      'language: missing; expected a language code such as bg or en',
      'timezone: missing; expected a time zone such as Europe/Sofia',
      'starts: missing; expected a local time such as 2027-03-02T09:00, without zone or offset',
      'ends: missing; expected a local time such as 2027-03-02T09:00, without zone or offset',
      'title: missing; expected a text, or texts by language such as { bg: …, en: … }',
    ],
    'a slug with capitals': [
      leastEvent.replace('round-table', 'Round_Table'),
      'slug: "Round_Table-2027" is not a slug: 3 to 80 of a-z, 0-9 and -, with a letter or digit at both ends (line 1)',
    ],
    'an unknown kind': [
      withLine('kind: party'),
      'kind: "party" is not one of conference, round-table, planning-session, public-discussion, seminar, workshop, training, other (line 7)',
    ],
    'an empty value': [
      withLine('summary:'),
      'summary: an empty value is not a text, or texts by language such as { bg: …, en: … } (line 7)',
    ],
    'an empty text': [
      leastEvent.replace('Кръгла маса', '" "'),
      'title: " " is not a text of 1 to 500 characters (line 6)',
    ],
    'a list for a text': [
      leastEvent.replace('Кръгла маса', '[Маса]'),
      'title: a list is not a text, or texts by language such as { bg: …, en: … } (line 6)',
    ],
    'a text too long': [
      leastEvent.replace('Кръгла маса', 'М'.repeat(501)),
      `title: "${'М'.repeat(59)}…" is not a text of 1 to 500 characters (line 6)`,
    ],
    'control characters': [
      leastEvent.replace('Кръгла маса', '"Мa\\u0007са"'),
      'title: "Мa\\u0007са" is not a text without control characters or broken ones (line 6)',
    ],
    'half a character': [
      leastEvent.replace('Кръгла маса', '"Маса \\ud83d"'),
      'title: "Маса \\ud83d" is not a text without control characters or broken ones (line 6)',
    ],
    'an unknown language': [
      leastEvent.replace('Кръгла маса', '{ bg_BG: Маса, EN: Table }'),
      'title.bg_BG: "bg_BG" is not a language code such as bg or en (line 6)',
      'title.EN: "EN" is not a language code such as bg or en (line 6)',
    ],
    'no words in any language': [
      leastEvent.replace('Кръгла маса', '{}'),
      'title: a mapping is not a text, or texts by language such as { bg: …, en: … } (line 6)',
    ],
    'a yes that is no boolean': [
      withLine('registration: { waitlist: yes }'),
      'registration.waitlist: "yes" is not true or false (line 7)',
    ],
    'places below none': [
      withLine('registration:\n  capacity: -5'),
      'registration.capacity: -5 is not a whole number from 0 to 1000000 (line 8)',
    ],
    'half a place': [
      withLine('registration: { capacity: 2.5 }'),
      'registration.capacity: 2.5 is not a whole number from 0 to 1000000 (line 7)',
    ],
    'places without end': [
      withLine('registration: { capacity: .inf }'),
      'registration.capacity: Infinity is not a whole number from 0 to 1000000 (line 7)',
    ],
    'too many guests': [
      withLine('registration: { guests: 500 }'),
      'registration.guests: 500 is not a whole number from 0 to 100 (line 7)',
    ],
    'no groups': [
      withLine('registration: { groups: [] }'),
      'registration.groups: a list is not a list of at least one group (line 7)',
    ],
    'a group twice': [
      withLine('registration: { groups: [ngo, media, ngo] }'),
      'registration.groups[2]: "ngo" is in the list twice (line 7)',
    ],
    'an address that is none': [
      withLine('contact: { email: "maria at example.org" }'),
      'contact.email: "maria at example.org" is not an e-mail address such as name@example.org (line 7)',
    ],
    'a header in an address': [
      withLine('contact: { answers_to: "a@example.org\\r\\nBcc: b@example.org" }'),
      'contact.answers_to: "a@example.org\\r\\nBcc: b@example.org" is not an e-mail address such as name@example.org (line 7)',
    ],
    'a telephone that is none': [
      withLine('contact: { phone: see below }'),
      'contact.phone: "see below" is not a telephone number such as +359 42 000 000, in quotes (line 7)',
    ],
    'a link that runs': [
      withLine('venue: { online_url: "javascript:alert(1)" }'),
      'venue.online_url: "javascript:alert(1)" is not a web address that begins with http:// or https:// (line 7)',
    ],
    'a link with a password': [
      withLine('organizations: [{ name: А, role: partner, url: "https://me:secret@example.org" }]'),
      'organizations[0].url: "https://me:secret@example.org" is not a web address that begins with http:// or https:// (line 7)',
    ],
    'a country in small letters': [
      withLine('venue: { country: bg }'),
      'venue.country: "bg" is not a country code of two capital letters such as BG (line 7)',
    ],
    'a country that is none': [
      withLine('venue: { country: UK }'),
      'venue.country: "UK" is not a country code of two capital letters such as BG (line 7)',
    ],
    'a point off the globe': [
      withLine('venue: { latitude: 142.4, longitude: 25.6 }'),
      'venue.latitude: 142.4 is not a number from -90 to 90 (line 7)',
    ],
    'half a point': [
      withLine('venue: { latitude: 42.4 }'),
      'venue.longitude: missing; latitude alone is no place on a map (line 7)',
    ],
    'a role of its own': [
      withLine('organizations: [{ name: А, role: host }]'),
      'organizations[0].role: "host" is not one of organizer, partner, beneficiary, funder (line 7)',
    ],
    'a target twice': [
      withLine('targets: [{ group: ngo, participants: 2 }, { group: ngo, participants: 3 }]'),
      'targets[1].group: "ngo" is in the list twice (line 7)',
    ],
    'results of nobody': [
      withLine('results: { attended: -1, by_group: { ngo: many, friends: 2 } }'),
      'results.attended: -1 is not a whole number from 0 to 10000000 (line 7)',
      'results.by_group.ngo: "many" is not a whole number from 0 to 10000000 (line 7)',
      'results.by_group.friends: unknown key; the keys here are local-authority, state-body, ngo, business, media, academia, donor, citizen, other (line 7)',
    ],
    'questions without choice': [
      withLine(
        'form:\n  - { id: diet, label: Меню, type: choice }\n  - { id: bus, label: Автобус, type: checkbox, options: [да] }',
      ),
      'form[0].options: missing; a question of type choice needs options to choose from (line 8)',
      'form[1].options: a question of type checkbox has no options (line 9)',
    ],
    'questions with the same name': [
      withLine('form:\n  - { id: diet, label: Меню, type: text }\n  - { id: diet, label: Още, type: text }'),
      'form[1].id: "diet" is in the list twice (line 9)',
    ],
    'an option twice': [
      withLine('form: [{ id: diet, label: Меню, type: choices, options: [месо, риба, месо] }]'),
      'form[0].options[2]: "месо" is in the list twice (line 7)',
    ],
    'an id that is no id': [
      withLine(
        'form:\n  - { id: __proto__, label: А, type: text }\n  - { id: constructor, label: Б, type: text }',
      ),
      'form[0].id: "__proto__" is not an id: 1 to 40 of a-z, 0-9, _ and -, beginning with a letter or digit (line 8)',
      'form[1].id: "constructor" is not an id that may be used: it is reserved (line 9)',
    ],
    'an unknown project': [
      withLine('project: nowhere'),
      'project: there is no project "nowhere", neither in these files nor in the database (line 7)',
    ],
    'an event among projects': [
      `projects:\n  - { slug: new-project, language: bg, title: Проект, ends: 2027-02-30, budget: { amount: 5, currency: лв } }\nevent: []\n`,
      'event: unknown key; beside projects and events there are no others (line 3)',
      'projects[0].ends: "2027-02-30" is not a day such as 2027-03-02 (line 2)',
      'projects[0].budget.currency: "лв" is not a currency code such as EUR (line 2)',
    ],
    'a project in the wrong order': [
      `projects:\n  - slug: new-project\n    language: bg\n    title: Проект\n    starts: 2027-02-01\n    ends: 2026-02-01\n    keep_until: 2025-01-01\n    budget: { amount: 5, currency: EUR, funder_share: 6 }\n`,
      'projects[0].ends: 2026-02-01 is not after starts, 2027-02-01 (line 6)',
      'projects[0].keep_until: 2025-01-01 is not after ends, 2026-02-01 (line 7)',
      'projects[0].budget.funder_share: 6 is more than the whole, 5 (line 8)',
    ],
    'a mapping for a list': ['events: { slug: a }', 'events: a mapping is not a list of events (line 1)'],
  }
  test.each(Object.entries(cases))('%s', async (_, [text, ...lines]) => {
    expect(await refused({ 'broken.yaml': text })).toEqual(lines.map((line) => `broken.yaml: ${line}`))
  })
})

describe('a time that cannot be', () => {
  const cases: Record<string, [text: string, ...lines: string[]]> = {
    'a zone nobody knows': [
      leastEvent.replace('Europe/Sofia', 'Europe/Stara_Zagora'),
      'timezone: there is no time zone "Europe/Stara_Zagora"; write an IANA name such as Europe/Sofia (line 3)',
    ],
    'a zone in small letters': [
      leastEvent.replace('Europe/Sofia', 'europe/sofia'),
      'timezone: there is no time zone "europe/sofia"; write Europe/Sofia (line 3)',
    ],
    'an offset for a zone': [
      leastEvent.replace('Europe/Sofia', '"+02:00"'),
      'timezone: there is no time zone "+02:00"; write an IANA name such as Europe/Sofia (line 3)',
    ],
    'an end before the start': [
      leastEvent.replace('T13:00', 'T08:30'),
      'ends: 2027-03-02T08:30 is not after starts, 2027-03-02T09:00 (line 5)',
    ],
    'a day that is none': [
      leastEvent.replace('2027-03-02T09:00', '2027-02-29T09:00'),
      'starts: "2027-02-29T09:00" is not a local time such as 2027-03-02T09:00, without zone or offset (line 4)',
    ],
    'an offset': [
      leastEvent.replace('T09:00', 'T09:00+02:00'),
      'starts: "2027-03-02T09:00+02:00" is not a local time such as 2027-03-02T09:00, without zone or offset (line 4)',
    ],
    'the hour that spring leaves out': [
      leastEvent.replace('2027-03-02T09:00', '2027-03-28T03:30').replace('03-02T13', '03-28T13'),
      'starts: clocks in Europe/Sofia jump over 2027-03-28T03:30; write 2027-03-28T02:30 or 2027-03-28T04:30, whichever is meant (line 4)',
    ],
    'the hour that autumn repeats': [
      leastEvent.replace('2027-03-02T09:00', '2027-10-31T03:30').replace('03-02T13', '10-31T13'),
      'starts: clocks in Europe/Sofia show 2027-10-31T03:30 twice, at 2027-10-31T00:30:00.000Z and at 2027-10-31T01:30:00.000Z; choose a time outside that hour (line 4)',
    ],
    'registration that opens when it has closed': [
      withLine('registration: { opens: 2027-03-01T09:00, closes: 2027-02-28T18:00 }'),
      'registration.opens: 2027-03-01T09:00 is not before closes, 2027-02-28T18:00 (line 7)',
    ],
    'registration that opens when all sit already': [
      withLine('registration: { opens: 2027-03-02T09:30 }'),
      'registration.opens: 2027-03-02T09:30 is not before starts, when registration closes, 2027-03-02T09:00 (line 7)',
    ],
    'registration after the end': [
      withLine('registration: { closes: 2027-03-02T13:01 }'),
      'registration.closes: 2027-03-02T13:01 is after ends, 2027-03-02T13:00, when the event is over (line 7)',
    ],
    'an agenda out of order': [
      withLine(`agenda:
  - { id: a, starts: "09:00", ends: "08:00", title: А }
  - { id: a, starts: 9:00, title: Б }
  - { id: c, day: 2027-03-03, starts: "09:00", title: В }
  - { starts: "09:00", title: Г, signup: true }`),
      'agenda[1].starts: "9:00" is not a time of day such as "09:00" (line 9)',
    ],
    'an agenda well written and out of order': [
      withLine(`agenda:
  - { id: a, starts: "09:00", ends: "08:00", title: А }
  - { id: a, starts: "09:00", title: Б }
  - { id: c, day: 2027-03-03, starts: "09:00", title: В }
  - { starts: "09:00", title: Г, signup: true }`),
      'agenda[0].ends: 08:00 is not after starts, 09:00 (line 8)',
      'agenda[2].day: 2027-03-03 is not a day of the event, 2027-03-02 (line 10)',
      'agenda[3].id: missing; a session that people choose needs an id (line 11)',
      'agenda[1].id: "a" is in the list twice (line 9)',
    ],
    'a session in the hour that spring leaves out': [
      `slug: night-watch\nlanguage: bg\ntimezone: Europe/Sofia\nstarts: 2027-03-27T20:00\nends: 2027-03-28T08:00\ntitle: Нощ\nagenda: [{ id: a, day: 2027-03-28, starts: "03:00", title: А }]\n`,
      'agenda[0].starts: clocks in Europe/Sofia jump over 2027-03-28T03:00; write 2027-03-28T02:00 or 2027-03-28T04:00, whichever is meant (line 7)',
    ],
  }
  test.each(Object.entries(cases))('%s', async (_, [text, ...lines]) => {
    expect(await refused({ 'broken.yaml': text })).toEqual(lines.map((line) => `broken.yaml: ${line}`))
  })
})

describe('a file beside that is not right', () => {
  const naming = (file: string) =>
    withLine(`documents:\n  - { title: Програма, kind: programme, file: ${JSON.stringify(file)} }`)
  const at = 'broken.yaml: documents[0].file:'
  const notPlain = 'is not the plain name of a file beside this one, such as programme.pdf (line 8)'
  const types = 'pdf, png, jpg, jpeg, webp, gif, svg, docx, xlsx, pptx, odt, txt, csv'

  test.each([
    ['none.pdf', '"none.pdf" there is no such file (line 8)'],
    ['../secret.txt', `"../secret.txt" ${notPlain}`],
    ['/etc/passwd', `"/etc/passwd" ${notPlain}`],
    ['a\\b.txt', `"a\\\\b.txt" ${notPlain}`],
    ['.env', `".env" ${notPlain}`],
    ['page.html', `"page.html" is of a type that is not taken; taken are ${types} (line 8)`],
    ['programme.pdf', '"programme.pdf" does not hold what .pdf says: PDF (line 8)'],
    ['empty.txt', '"empty.txt" is empty (line 8)'],
    ['table.xlsx', '"table.xlsx" does not hold what .xlsx says: Excel (line 8)'],
    ['logo.svg', '"logo.svg" is an SVG with a script; save it as a plain drawing (line 8)'],
    ['big.txt', '"big.txt" has 20971521 bytes, at most 20971520 are taken (line 8)'],
  ])('%s', async (file, line) => {
    const lines = await refused({
      'broken.yaml': naming(file),
      'page.html': '<p>',
      'programme.pdf': '<html><script>',
      'empty.txt': '',
      'table.xlsx': 'PK\x03\x04word/document.xml',
      'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'big.txt': file === 'big.txt' ? Buffer.alloc(20 * 1024 * 1024 + 1, 'a') : 'a',
    })
    expect(lines).toEqual([`${at} ${line}`])
  })

  test('a link to a file elsewhere', async () => {
    const elsewhere = join(folderOf({}), 'secret.txt')
    writeFileSync(elsewhere, 'secret')
    const lines = await refused({ 'broken.yaml': naming('link.txt') }, (folder) =>
      symlinkSync(elsewhere, join(folder, 'link.txt')),
    )
    expect(lines).toEqual([
      `${at} "link.txt" does not lie beside this file: its link leads elsewhere (line 8)`,
    ])
  })

  test('a logo that is no picture', async () => {
    const event = withLine('organizations: [{ name: А, role: partner, logo: about.txt }]')
    expect(await refused({ 'broken.yaml': event, 'about.txt': 'text' })).toEqual([
      'broken.yaml: organizations[0].logo: "about.txt" is no picture, but text/plain; charset=utf-8 (line 7)',
    ])
  })
})

test('all mistakes of all files are told at once, those of meaning beside those of form', async () => {
  const first = leastEvent
    .replace('T13:00', 'T08:00')
    .replace('slug: round-table-2027', 'slug: ROUND')
    .replace('title: ', 'titel: ')
  const second = `events:
  - { slug: twice, language: bg, timezone: Europe/Sofia, starts: 2027-03-02T09:00, ends: 2027-03-02T10:00, title: А }
  - { slug: twice, language: bg, timezone: Europe/Sofia, starts: 2027-03-02T09:00, ends: 2027-03-02T09:00, title: Б }
`
  expect(await refused({ 'first.yaml': first, 'second.yaml': second, 'third.json': '{}' })).toEqual([
    'first.yaml: slug: "ROUND" is not a slug: 3 to 80 of a-z, 0-9 and -, with a letter or digit at both ends (line 1)',
    'first.yaml: title: missing; expected a text, or texts by language such as { bg: …, en: … }',
    'first.yaml: titel: unknown key; did you mean "title"? (line 6)',
    'first.yaml: ends: 2027-03-02T08:00 is not after starts, 2027-03-02T09:00 (line 5)',
    'second.yaml: events[1].ends: 2027-03-02T09:00 is not after starts, 2027-03-02T09:00 (line 3)',
    'third.json: slug: missing; expected a slug: 3 to 80 of a-z, 0-9 and -, with a letter or digit at both ends',
    'third.json: language: missing; expected a language code such as bg or en',
    'third.json: timezone: missing; expected a time zone such as Europe/Sofia',
    'third.json: starts: missing; expected a local time such as 2027-03-02T09:00, without zone or offset',
    'third.json: ends: missing; expected a local time such as 2027-03-02T09:00, without zone or offset',
    'third.json: title: missing; expected a text, or texts by language such as { bg: …, en: … }',
    `second.yaml: events[1].slug: "twice" is the slug of another event: second.yaml: events[0].slug (line 3)`,
  ])
})

test('a key that stands twice in JSON is told too', async () => {
  const text = '{\n\t"slug": "one-event",\n\t"slug": "two-event"\n}'
  expect(await refused({ 'broken.json': text })).toEqual([
    'broken.json: slug: the key "slug" stands twice (line 2)',
  ])
})
