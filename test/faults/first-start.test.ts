/** Two processes that find no database and make it at the same moment. */
import { expect, it } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { emptyDatabase } from '../support/databases.ts'
import { allAtOnce, people } from '../support/load.ts'
import { type Server, startServer } from '../support/processes.ts'
import { importRoundTables } from '../support/round-tables.ts'

const times = [1, 2, 3, 4, 5]

it.each(
  times.flatMap((time) => [
    { time, dialect: 'sqlite' as const },
    { time, dialect: 'postgres' as const },
  ]),
)('both serve, and agree ($dialect, time $time)', async ({ dialect }) => {
  const made = await emptyDatabase(dialect)
  const start = () => startServer({ databaseUrl: made.url, samples: true })
  const servers = await Promise.all([start(), start()])
  try {
    const [one, other] = servers
    expect(await Promise.all(servers.map(isServing))).toEqual([true, true])
    expect(await samplesTwice(made.url)).toEqual([])
    expect(await receiptOf(one, other, made.url)).toBe(200)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await made.drop()
  }
})

async function isServing({ url }: Server): Promise<boolean> {
  const answers = await Promise.all([fetch(`${url}/readyz`), fetch(`${url}/bg`)])
  const [, list = ''] = await Promise.all(answers.map((answer) => answer.text()))
  return answers.every(({ status }) => status === 200) && list.includes('/bg/events/')
}

/** Slugs are unique, so what the samples brought twice would show in what they bring beside events. */
async function samplesTwice(databaseUrl: string): Promise<string[]> {
  const database = await connect(databaseUrl)
  const files = await database.read.selectFrom('files').select(['event_id', 'project_id', 'name']).execute()
  const versions = await database.read.selectFrom('events').select(['slug', 'version']).execute()
  await database.close()
  const names = files.map((file) => `${file.event_id} ${file.project_id} ${file.name}`)
  const changed = versions.filter(({ version }) => version > 1).map(({ slug }) => slug)
  return [...names.filter((name, i) => names.indexOf(name) !== i), ...changed]
}

/** A receipt that one process sealed, opened by the other: they sign with the same secret. */
async function receiptOf(one: Server, other: Server, databaseUrl: string): Promise<number> {
  const database = await connect(databaseUrl)
  const [slug = ''] = await importRoundTables(database, 'both', 1, {})
  await database.close()
  const [told] = await allAtOnce([one.url], slug, people('both', 1))
  const answer = await fetch(new URL(told?.location ?? '', other.url))
  return answer.status
}
