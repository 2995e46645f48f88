/** Events by the number, for whatever counts, hurries or breaks. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../src/database/database.ts'
import { importFiles } from '../../src/domain/events/import-events.ts'

export type Terms = { capacity?: number; waitlist?: boolean; guests?: number }

/** Round tables `PREFIX-1`, `PREFIX-2`, … of next year, a day apart; answers their slugs. */
export async function importRoundTables(
  database: Database,
  prefix: string,
  count: number,
  terms: Terms,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-round-tables-'))
  try {
    const events = Array.from({ length: count }, (_, i) => roundTable(`${prefix}-${i + 1}`, i, terms))
    const files = inFiles(events, folder)
    const imported = await importFiles(database, files, new Date(), { onPlacesChanged: async () => {} })
    if (imported.done === 'refused') throw new Error(JSON.stringify(imported.problems.slice(0, 3)))
    return imported.slugs
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A file holds so many and no more: larger ones are refused. */
const eventsInFile = 1000

function inFiles(events: readonly object[], folder: string): string[] {
  const files: string[] = []
  for (let from = 0; from < events.length; from += eventsInFile) {
    const file = join(folder, `${from}.json`)
    writeFileSync(file, JSON.stringify({ events: events.slice(from, from + eventsInFile) }))
    files.push(file)
  }
  return files
}

const towns = ['Примерово', 'Стара Пример', 'Горно Примерово', 'Примерград', 'Малък Пример']

function roundTable(slug: string, number: number, registration: Terms) {
  const day = new Date(Date.now() + (30 + (number % 300)) * 86_400_000).toISOString().slice(0, 10)
  return {
    slug,
    kind: number % 3 === 0 ? 'public-discussion' : 'round-table',
    status: 'published',
    language: 'bg',
    timezone: 'Europe/Sofia',
    starts: `${day}T09:00`,
    ends: `${day}T13:00`,
    title: {
      bg: `Кръгла маса ${number + 1}: местна власт и граждани`,
      en: `Round table ${number + 1}: local authority and citizens`,
    },
    summary: { bg: 'Изводи и препоръки от анкетите; въпроси от залата, до обяд.' },
    description: { bg: paragraph.repeat(4) },
    venue: {
      name: { bg: `Община ${towns[number % towns.length]}` },
      room: { bg: 'Зала 1' },
      address: { bg: 'ул. Широка 7' },
      city: { bg: towns[number % towns.length] },
      country: 'BG',
      latitude: 42.4258,
      longitude: 25.6345,
    },
    contact: { name: { bg: 'Мария Примерова' }, email: 'maria@example.org', phone: '+359 42 000 000' },
    registration: { capacity: 100_000, ...registration },
    organizations: [
      { name: { bg: 'Община Примерово' }, role: 'organizer', url: 'https://primerovo.example.org' },
    ],
    speakers: [{ name: { bg: 'Иван Примеров' }, affiliation: { bg: 'Сдружение „Пример“' } }],
  }
}

const paragraph =
  'Представят се изводите от **анкетите** и картата на гражданските организации. След тях думата имат ' +
  'участниците: какво да остане, какво да се промени и кой с какво може да помогне.\n\n'
