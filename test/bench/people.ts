/** The page of people of an event with a hundred thousand, beside the same page of one with a hundred. */
import { sql } from 'kysely'
import type { DialectName } from '../../src/database/dialect.ts'
import { fillList } from '../../src/domain/registrations/list/fill-list.ts'
import { nameOf, person } from './crowd.ts'
import { keepAsking, signIn } from './downloads.ts'
import { compared, type Figure, median, plain } from './figure.ts'
import { inTurns, type Measure } from './part.ts'
import { type Measurable, startOurs } from './servers.ts'
import type { Stage } from './stage.ts'

/** What an organizer asks of a list, by the query of its address. */
const asked: Readonly<Record<string, string>> = {
  'first page': '',
  'last page': 'page=99999',
  'a page in the middle': 'page=LAST/2',
  'sorted by organization': 'sort=organization',
  'sorted by registration, backwards': 'sort=registered&order=down',
  'sorted by status': 'sort=status',
  'one status': 'status=maybe',
  'one group': 'group=ngo',
  'one source': 'source=phone',
  'one language': 'language=ru',
  'status, group and language': 'status=confirmed&group=ngo&language=ru',
  'a rare word': `q=${encodeURIComponent(person(7).email ?? '')}`,
  'a common word': `q=${encodeURIComponent('Примерова')}`,
  'two words, in Latin': 'q=vera+zlateva',
  'a word of everybody': 'q=example',
  'two letters': `q=${encodeURIComponent('жи')}`,
  'part of a telephone': `q=${person(7).phone.slice(-5)}`,
  'a word and a status': `q=${encodeURIComponent(nameOf(3).split(' ')[0] ?? '')}&status=maybe`,
  'nobody found': 'q=xyzzyxyzzy',
}

const asksInTurn = 9

export async function people(measure: Measure): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const dialect of ['sqlite', 'postgres'] as const) figures.push(...(await onStages(measure, dialect)))
  return figures
}

async function onStages(measure: Measure, dialect: DialectName): Promise<Figure[]> {
  const few = await open(measure, dialect, 100)
  const many = await open(measure, dialect, measure.quick ? 5000 : 100_000)
  const figures: Figure[] = []
  for (const [what, query] of Object.entries(asked)) {
    const taken = await inTurns(
      measure,
      () => ask(many, query),
      () => ask(few, query),
    )
    const described = { part: 'people', what: `${many.count} people, ${dialect}, ${what}`, unit: 'ms' }
    const bound = { of: 'ratio', atMost: 3 } as const
    figures.push(compared({ ...described, asked: bound }, '100 people', taken.ours, taken.yardstick))
  }
  figures.push(...(await figuresPage(many, dialect)))
  for (const opened of [few, many]) await close(opened)
  return figures
}

type Open = { server: Measurable; stage: Stage; cookie: string; count: number }

async function open(measure: Measure, dialect: DialectName, count: number): Promise<Open> {
  measure.tell(`${count} people, ${dialect}`)
  const stage = await measure.theatre.set({ dialect, events: 1, registrations: count })
  await mix(stage)
  await fillList(stage.database)
  if (dialect === 'postgres') await sql`analyze`.execute(stage.database.read)
  const server = await startOurs({ databaseUrl: stage.url }, measure.profiles)
  return { server, stage, cookie: await signIn(server.url, stage.url), count }
}

/** Not everybody is confirmed, writes Bulgarian and came by the page. */
async function mix({ database }: Stage): Promise<void> {
  await database.write((tx) =>
    sql`update registrations set
      language = case id % 5 when 0 then 'ru' when 1 then 'ky' else 'bg' end,
      source = case id % 7 when 0 then 'phone' when 1 then 'paper' else 'web' end,
      status = case id % 11 when 0 then 'maybe' when 1 then 'declined' else 'confirmed' end`.execute(tx.db),
  )
}

async function close({ server, stage }: Open): Promise<void> {
  await server.stop()
  await stage.strike()
}

/** Median of some askings, in milliseconds. */
async function ask({ server, stage, cookie, count }: Open, query: string): Promise<number> {
  const wanted = query.replace('LAST/2', String(Math.ceil(count / 200)))
  const address = `${server.url}/organize/events/${stage.slug}?${wanted}`
  const times: number[] = []
  for (let time = 0; time < asksInTurn; time++) {
    const started = performance.now()
    const answer = await fetch(address, { headers: { cookie } })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
    times.push(performance.now() - started)
  }
  return median(times)
}

/** Counting everybody for the page of figures, and what that costs somebody else. */
async function figuresPage({ server, stage, cookie, count }: Open, dialect: DialectName): Promise<Figure[]> {
  const other = keepAsking(`${server.url}/healthz`)
  const started = performance.now()
  await (
    await fetch(`${server.url}/organize/events/${stage.slug}/figures`, { headers: { cookie } })
  ).arrayBuffer()
  const milliseconds = performance.now() - started
  const slowest = await other.stop()
  const what = `${count} people, ${dialect}, page of figures`
  return [
    plain({ part: 'people', what, unit: 'ms' }, milliseconds),
    plain(
      {
        part: 'people',
        what: `${what}, slowest other request`,
        unit: 'ms',
        asked: { of: 'ours', atMost: 50 },
      },
      slowest,
    ),
  ]
}
