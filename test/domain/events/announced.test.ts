import { beforeAll, expect, it } from 'vitest'
import { announcedEvents, countAnnounced, everyNumber } from '../../../src/domain/events/finding/announced.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { folderOf, importedAt, importFrom, leastEvent } from '../../support/event-files.ts'

onEachDatabase('announced events', (of) => {
  beforeAll(async () => {
    const files = ['published', 'draft', 'cancelled', 'postponed'].map((status): [string, string] => [
      `${status}.yaml`,
      `${leastEvent.replace('round-table-2027', `table-${status}`)}status: ${status}\n`,
    ])
    const folder = folderOf(Object.fromEntries(files), (remove) => remove)
    for (const [name] of files) await importFrom(folder, [name], of().database)
  })

  const read = (range: Parameters<typeof announcedEvents>[1], size?: number) =>
    Array.fromAsync(announcedEvents(of().database.read, range, size))
  const slugs = (pages: Awaited<ReturnType<typeof read>>) => pages.map((page) => page.map(({ slug }) => slug))

  it('are all that has a public page, and no draft', async () => {
    expect(await countAnnounced(of().database.read)).toBe(3)
    expect((await read(everyNumber)).flat()).toEqual([
      { id: 1, slug: 'table-published', updatedAt: importedAt.toISOString() },
      { id: 3, slug: 'table-cancelled', updatedAt: importedAt.toISOString() },
      { id: 4, slug: 'table-postponed', updatedAt: importedAt.toISOString() },
    ])
  })

  it('come a page at a time, whatever was left out of it', async () => {
    expect(slugs(await read(everyNumber, 2))).toEqual([
      ['table-published'],
      ['table-cancelled', 'table-postponed'],
      [],
    ])
    expect(slugs(await read(everyNumber, 1))).toEqual([
      ['table-published'],
      [],
      ['table-cancelled'],
      ['table-postponed'],
      [],
    ])
  })

  it('are those of the numbers wanted', async () => {
    expect(slugs(await read({ after: 1, upTo: 3 }))).toEqual([['table-cancelled']])
    expect(slugs(await read({ after: 4, upTo: 1000 }))).toEqual([[]])
  })
})
