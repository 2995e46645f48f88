/** A list of people read, checked and imported, while somebody else looks at an event. */
import type { DialectName } from '../../src/database/dialect.ts'
import { keepAsking, signIn } from './downloads.ts'
import { type Figure, median, plain } from './figure.ts'
import type { Measure } from './part.ts'
import { type Measurable, startOurs } from './servers.ts'

export async function lists(measure: Measure): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const dialect of ['sqlite', 'postgres'] as const)
    figures.push(...(await onStage(measure, dialect, measure.quick ? 1000 : 10_000)))
  return figures
}

type Taken = { read: number; check: number; store: number; slowest: number; stall: number; bytes: number }

async function onStage(measure: Measure, dialect: DialectName, rows: number): Promise<Figure[]> {
  const stage = await measure.theatre.set({ dialect, events: 1, registrations: 1000 })
  const server = await startOurs({ databaseUrl: stage.url }, measure.profiles)
  const cookie = await signIn(server.url, stage.url)
  const rounds: Taken[] = []
  for (let round = 0; round < Math.min(3, measure.rounds); round++) {
    measure.tell(`${rows} rows into ${dialect}, round ${round + 1}`)
    rounds.push(await once(server, stage.slug, cookie, listOf(rows, round)))
  }
  await server.stop()
  await stage.strike()
  const what = `${rows} rows, ${dialect}`
  const one = (name: string, unit: string, of: (taken: Taken) => number, atMost?: number) =>
    plain(
      {
        ...{ part: 'lists', what: `${what}, ${name}`, unit },
        asked: atMost === undefined ? null : { of: 'ours', atMost },
      },
      median(rounds.map(of)),
    )
  const worst = (name: string, of: (taken: Taken) => number) =>
    plain(
      { part: 'lists', what: `${what}, ${name}`, unit: 'ms', asked: { of: 'ours', atMost: 50 } },
      Math.max(...rounds.map(of)),
    )
  return [
    one('read', 's', ({ read }) => read),
    one('checked', 's', ({ check }) => check),
    one('imported', 's', ({ store }) => store, 10),
    one('memory above idle', 'MB', ({ bytes }) => bytes),
    worst('slowest page of an event', ({ slowest }) => slowest),
    worst('longest stall', ({ stall }) => stall),
  ]
}

/** Nobody comes twice, in this round or another. */
function listOf(rows: number, round: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const who = `Човек ${round}-${at} Примеров`
    return `${who};person-${round}-${at}@example.org;+35988${7_000_000 + at};Организация ${at % 300};НПО;Примерово;бележка ${at}`
  })
  return ['Име;Имейл;Телефон;Организация;Група;Град;Бележка', ...lines].join('\r\n')
}

async function once(server: Measurable, slug: string, cookie: string, list: string): Promise<Taken> {
  const base = `${server.url}/organize/events/${slug}/import`
  // The first page of its kind after a start takes longer, whoever works beside it.
  for (const page of [base, `${server.url}/bg/events/${slug}`])
    for (let n = 0; n < 20; n++) await (await fetch(page, { headers: { cookie } })).text()
  await server.begin()
  const { residentBytes } = await server.report()
  const other = keepAsking(`${server.url}/bg/events/${slug}`)
  const timed = async <Value>(work: () => Promise<Value>) => {
    const begun = performance.now()
    const value = await work()
    return { value, seconds: Math.round(performance.now() - begun) / 1000 }
  }
  const read = await timed(() => upload(base, cookie, list))
  const address = new URL(read.value, server.url).href
  const columns = ['name', 'email', 'phone', 'organization', 'group', 'locality', 'note']
  const form = Object.fromEntries(columns.map((use, at) => [`column-${at}`, use]))
  const choices = { ...form, action: 'check', sheet: '0', header: '1', language: 'bg', status: 'list' }
  const check = await timed(() => press(address, cookie, choices))
  const store = await timed(() => press(address, cookie, { action: 'import', letters: 'no' }))
  if (!store.value.includes('value="take-back"')) throw new Error('The list was kept out')
  const slowest = await other.stop()
  const { longestStall, peakBytes } = await server.report()
  const bytes = Math.round((peakBytes - residentBytes) / 1e5) / 10
  const seconds = { read: read.seconds, check: check.seconds, store: store.seconds }
  return { ...seconds, slowest, stall: longestStall, bytes }
}

async function upload(address: string, cookie: string, list: string): Promise<string> {
  const body = new FormData()
  body.append('file', new Blob([list]), 'list.csv')
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const answer = await fetch(address, { method: 'POST', headers, body, redirect: 'manual' })
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`The list was refused with ${answer.status}`)
  return location
}

/** Presses a button and looks until nothing is worked on any more. */
async function press(address: string, cookie: string, form: Record<string, string>): Promise<string> {
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  await fetch(address, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' })
  for (;;) {
    const page = await (await fetch(address, { headers })).text()
    if (!page.includes('data-progress')) return page
    await new Promise((again) => setTimeout(again, 50))
  }
}
