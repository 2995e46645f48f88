import { expect, it } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import { migrations } from '../../src/database/migrations/all.ts'
import { connectPostgres } from '../../src/database/postgres.ts'
import { connectSqlite } from '../../src/database/sqlite.ts'
import { countEvents } from '../../src/domain/events/finding/catalogue.ts'
import { refreshWords } from '../../src/domain/events/finding/store-words.ts'
import { anyEvent } from '../../src/domain/events/finding/wish.ts'
import { roundTable } from '../support/announcements.ts'
import { emptyDatabase } from '../support/databases.ts'

it.each(['sqlite', 'postgres'] as const)(
  'events of a database that had no words yet get theirs (%s)',
  async (dialect) => {
    const { url, drop } = await emptyDatabase(dialect)
    const database = dialect === 'sqlite' ? connectSqlite(url.slice('sqlite:'.length)) : connectPostgres(url)
    await migrate(database, migrations.slice(0, 1))
    const at = '2027-01-10T08:00:00.000Z'
    const row = {
      ...{ slug: roundTable.slug, kind: 'round-table', status: 'published', language: 'bg' },
      ...{
        timezone: 'Europe/Sofia',
        starts_at: '2027-03-02T07:00:00.000Z',
        ends_at: '2027-03-02T11:00:00.000Z',
      },
      ...{ opens_at: null, closes_at: at, city: 'Примерово', cities: '|примерово|', project_id: null },
      ...{ content: JSON.stringify(roundTable), version: 1, sequence: 0, is_sample: 0 as const },
      ...{ created_at: at, updated_at: at, search: 'кръгла маса' },
    }
    await database.write((tx) => tx.db.insertInto('events').values(row).execute())
    await migrate(database)
    const now = new Date(at)
    const count = (words: string) => countEvents(database.read, { ...anyEvent, words }, now, 10)
    expect(await count('primerovo')).toBe(0)
    await refreshWords(database, now)
    expect([await count('primerovo'), await count('кръглата маса'), await count('penguin')]).toEqual([
      1, 1, 0,
    ])
    await database.close()
    await drop()
  },
)
