/** The events that the tests of public pages are about, and the moment at which they are told. */
import { onTestFinished } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { importFiles } from '../../src/domain/events/import-events.ts'
import { folderOf } from '../support/event-files.ts'

export const now = new Date('2027-01-20T10:00:00.000Z')

const contact = `contact: { name: { bg: Мария Примерова, en: Maria Primerova }, email: maria@example.org, phone: +359 42 000 000, answers_to: desk@example.org }`

/** Uses every key that a public page shows. */
export const conference = `slug: conference-2027
kind: conference
status: published
language: bg
timezone: Europe/Sofia
starts: 2027-03-02T09:00
ends: 2027-03-03T13:00
title: { bg: Конференция за селата, en: Conference on villages }
summary: { bg: Какво питат хората., en: What people ask. }
description: "Първи **ред**.\\n\\n- точка\\n\\n<script>alert(1)</script> [лошо](javascript:alert(1))"
venue: { name: { bg: Читалище }, room: Зала 1, address: ул. Широка 7, city: { bg: Примерово, en: Primerovo }, country: BG, latitude: 42.4, longitude: 25.6, directions: От гарата направо., online_url: https://online.example.org/room }
${contact}
registration: { closes: 2027-02-28T18:00, capacity: 60, waitlist: true, guests: 2, groups: [ngo, citizen] }
organizations:
  - { name: Община Примерово, role: organizer, url: https://primerovo.example.org, logo: logo.svg }
  - { name: Фонд „Пример“, role: funder }
project: villages
agenda:
  - { id: plenary, day: 2027-03-02, starts: "09:00", ends: "10:30", title: Пленарна част, speakers: [Иван Примеров] }
  - { id: water, day: 2027-03-02, starts: "11:00", ends: "12:30", room: Зала 2, title: { bg: Вода, en: Water }, capacity: 1, signup: true }
  - { id: roads, day: 2027-03-02, starts: "11:00", ends: "12:00", room: Зала 3, title: Пътища, capacity: 40, signup: true }
  - { id: visit, day: 2027-03-03, starts: "09:00", title: Посещение }
speakers: [{ name: { bg: Иван Примеров, en: Ivan Primerov }, affiliation: Сдружение, bio: Пише., photo: logo.svg }]
documents: [{ title: Програма, kind: programme, file: programme.txt, language: bg }]
form:
  - { id: diet, label: { bg: Храна, en: Food }, type: text }
  - { id: why, label: Защо идвате?, type: paragraph }
  - { id: bus, label: { bg: Автобус, en: Bus }, type: choice, required: true, options: [{ bg: От Русе, en: From Ruse }, { bg: Не, en: No }] }
  - { id: topics, label: Теми, type: choices, options: [Вода, Пътища] }
  - { id: rules, label: Прочетох правилата, type: checkbox, required: true }
targets: [{ group: ngo, participants: 20 }]
`

const project = `slug: villages
number: PR-7
language: bg
title: { bg: Селата говорят, en: Villages speak }
programme: Добро управление
period: 2014-2020
funder: Фонд „Пример“
fund: Социален фонд
starts: 2026-01-01
ends: 2027-12-31
budget: { amount: 59875.20, currency: BGN, funder_share: 50893.92 }
organizations: [{ name: Сдружение, role: beneficiary }]
statement: { bg: Съфинансирано., en: Co-financed. }
disclaimer: Само авторите отговарят.
emblem: eu
indicators: [{ id: people, title: Участници, target: 65 }]
`

type Plain = { slug: string; registration?: string; status?: string; starts?: string; more?: string }

function plain({
  slug,
  registration = '{}',
  status = 'published',
  starts = '2027-04-01',
  more = '',
}: Plain): string {
  return `slug: ${slug}
kind: round-table
status: ${status}
language: en
timezone: Europe/Sofia
starts: ${starts}T09:00
ends: ${starts}T13:00
title: Table ${slug}
venue: { city: Ruse }
registration: ${registration}
${more}${contact}
`
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8H0z"/></svg>'

const events: Record<string, string> = {
  'conference-2027': conference,
  open: plain({ slug: 'open' }),
  small: plain({ slug: 'small', registration: '{ capacity: 1, guests: 3 }' }),
  'no-list': plain({ slug: 'no-list', registration: '{ capacity: 1, waitlist: false }' }),
  early: plain({ slug: 'early', registration: '{ opens: 2027-02-01T09:00 }' }),
  closed: plain({ slug: 'closed', registration: '{ closes: 2027-01-10T09:00 }' }),
  cancelled: plain({ slug: 'cancelled', status: 'cancelled' }),
  postponed: plain({ slug: 'postponed', status: 'postponed' }),
  draft: plain({ slug: 'draft', status: 'draft' }),
  verified: plain({ slug: 'verified', registration: '{ capacity: 5, verify_email: true }' }),
  approved: plain({ slug: 'approved', registration: '{ approval: true }' }),
  over: plain({
    slug: 'over',
    starts: '2026-11-03',
    more: 'results: { attended: 61, summary: It went well., by_group: { ngo: 22, citizen: 39 } }\n',
  }),
}

/** Imports the whole cast as it stood on 1 January 2027. */
export async function importCast(database: Database): Promise<void> {
  await importTexts(database, { 'project.yaml': `projects:\n${indented(project)}`, ...named(events) })
}

/** Imports one event anew, its text changed; `beside`: files that it now names. */
export async function importChanged(
  database: Database,
  name: string,
  change: (text: string) => string,
  beside: Record<string, Buffer> = {},
): Promise<void> {
  await importTexts(database, { [`${name}.yaml`]: change(events[name] ?? '') }, beside)
}

async function importTexts(
  database: Database,
  files: Record<string, string>,
  beside: Record<string, Buffer> = {},
): Promise<void> {
  const all = { ...files, ...beside, 'logo.svg': svg, 'programme.txt': 'Програма\n' }
  const folder = folderOf(all, (remove) => atEnd(remove))
  const paths = Object.keys(files).map((name) => `${folder}/${name}`)
  const imported = await importFiles(database, paths, new Date('2027-01-01T08:00:00.000Z'), {
    onPlacesChanged: async () => {},
  })
  if (imported.done === 'refused') throw new Error(JSON.stringify(imported.problems))
}

/** Folders made in a hook have no test to go with; the system clears its temporary files. */
function atEnd(remove: () => void): void {
  try {
    onTestFinished(remove)
  } catch {
    // Not inside a test: the folder stays until the machine clears it.
  }
}

function named(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${name}.yaml`, text]))
}

/** As the only item of a YAML list. */
function indented(text: string): string {
  const lines = text.trimEnd().split('\n')
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`).join('\n')
}
