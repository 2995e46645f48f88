/** `kill -9` in the middle of everything: what was answered is kept, and its letter leaves afterwards. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { makeDatabase } from '../support/databases.ts'
import { type Told, visitors } from '../support/load.ts'
import { type Server, type ServerSettings, startServer } from '../support/processes.ts'
import { importRoundTables } from '../support/round-tables.ts'
import { type Received, type Sink, startSink } from '../support/smtp-sink.ts'

/** More of them prove more: `TURNOUT_FAULT_ROUNDS=100`. */
const rounds = Number(process.env.TURNOUT_FAULT_ROUNDS ?? 10)
const atOnce = 10
/** A claim of the killed process is retaken within 60 s; the letters then want some time too. */
const leaseSeconds = 60
const patienceSeconds = leaseSeconds + 60

const endings: (() => Promise<void>)[] = []
afterAll(() => Promise.all(endings.map((ending) => ending())))

it.concurrent.each(['sqlite', 'postgres'] as const)(
  `loses nothing that it has answered when it is killed ${rounds} times (%s)`,
  { timeout: (patienceSeconds + rounds * 10) * 1000 },
  async (dialect) => {
    const house = await openHouse(dialect)
    const told: Told[] = []
    for (let round = 0; round < rounds; round++) told.push(...(await untilKilled(house, round)))
    const server = await startServer(house.settings)
    const unsent = await untilAllHaveLeft(house.database)
    await server.stop()
    const answered = told.filter(({ status }) => status === 303).map(({ email }) => email)
    const kept = await registered(house.database)
    const sent = lettersByRecipient(house.sink.letters)
    expect(answered.length).toBeGreaterThan(rounds)
    expect({
      otherAnswers: told.filter(({ status }) => status !== 303 && status !== 0),
      lost: answered.filter((email) => !kept.includes(email)),
      twice: kept.filter((email, i) => kept.indexOf(email) !== i),
      unsent,
      withoutLetter: kept.filter((email) => !sent.has(email)),
      letterForNobody: [...sent.keys()].filter((email) => !kept.includes(email)),
      repeatsUnderAnotherName: [...sent.values()].filter((ids) => new Set(ids).size > 1),
      sharedNames: sharedNames(sent),
    }).toEqual({
      otherAnswers: [],
      lost: [],
      twice: [],
      unsent: [],
      withoutLetter: [],
      letterForNobody: [],
      repeatsUnderAnotherName: [],
      sharedNames: [],
    })
    // Some were killed between the server's 250 and our note of it, so that there was something to repeat.
    expect([...sent.values()].filter((ids) => ids.length > 1).length).toBeGreaterThan(0)
  },
)

it('would notice answers that come before the commit', async () => {
  const house = await openHouse('sqlite')
  const nodeArguments = ['--import', new URL('../support/without-commit.ts', import.meta.url).href]
  const early = { ...house, settings: { ...house.settings, smtpUrl: null, nodeArguments } }
  const told = [...(await untilKilled(early, 0)), ...(await untilKilled(early, 2))]
  const kept = await registered(house.database)
  const lost = told.filter(({ status, email }) => status === 303 && !kept.includes(email))
  expect(lost.length).toBeGreaterThan(0)
})

type House = {
  database: Database
  slug: string
  sink: Sink
  settings: ServerSettings
}

async function openHouse(dialect: 'sqlite' | 'postgres'): Promise<House> {
  const made = await makeDatabase(dialect)
  const sink = await startSink()
  endings.push(
    () => sink.close(),
    () => made.remove(),
  )
  const [slug = ''] = await importRoundTables(made.database, 'killed', 1, {})
  return { database: made.database, slug, sink, settings: { databaseUrl: made.url, smtpUrl: sink.url } }
}

/** People confirm until there is no answer any more. */
async function untilKilled(house: House, round: number): Promise<Told[]> {
  const server = await startServer(house.settings)
  const { confirm, leave } = visitors()
  const told: Told[] = []
  async function onePerson(number: number): Promise<void> {
    for (let i = 0; told.at(-1)?.status !== 0; i++) {
      const name = `Ана Примерова ${round} ${number} ${i}`
      told.push(await confirm(server.url, house.slug, { name, email: `${round}.${number}.${i}@example.org` }))
      await pause(10)
    }
  }
  const people = Array.from({ length: atOnce }, (_, number) => onePerson(number))
  await (round % 2 === 0 ? killAtRandom(server) : killInTheMiddleOfALetter(server, house.sink))
  await Promise.all(people)
  leave()
  return told
}

async function killAtRandom(server: Server): Promise<void> {
  await pause(100 + Math.random() * 900)
  await server.kill()
}

/** The mail server has taken the letter, and nobody is left to hear of it. */
async function killInTheMiddleOfALetter(server: Server, sink: Sink): Promise<void> {
  const skipped = Math.floor(Math.random() * 30)
  const killed = new Promise<void>((resolve) => {
    let come = 0
    sink.faults.data = () => {
      come += 1
      if (come === skipped + 1) resolve(server.kill())
      return undefined
    }
  })
  await killed
  delete sink.faults.data
}

/** The letters that have not left when patience is at its end. */
async function untilAllHaveLeft({ read }: Database) {
  const until = performance.now() + patienceSeconds * 1000
  for (;;) {
    const unsent = await read
      .selectFrom('outbox')
      .select(['to_email', 'state', 'reason'])
      .where('state', '!=', 'sent')
      .execute()
    if (unsent.length === 0 || performance.now() > until) return unsent
    await pause(200)
  }
}

async function registered({ read }: Database): Promise<string[]> {
  const rows = await read.selectFrom('registrations').select('email').execute()
  return rows.map(({ email }) => email ?? '')
}

/** The Message-IDs that each recipient has got, one for each time. */
function lettersByRecipient(letters: readonly Received[]): Map<string, string[]> {
  const sent = new Map<string, string[]>()
  for (const { to, raw } of letters) {
    const [, id = 'none'] = /^Message-ID:\s*(\S+)/im.exec(raw.toString('latin1')) ?? []
    for (const email of to) sent.set(email, [...(sent.get(email) ?? []), id])
  }
  return sent
}

function sharedNames(sent: ReadonlyMap<string, readonly string[]>): string[] {
  const all = [...sent.values()].flatMap((ids) => [...new Set(ids)])
  return all.filter((id, i) => id === 'none' || all.indexOf(id) !== i)
}
