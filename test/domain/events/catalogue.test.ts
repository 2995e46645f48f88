import { beforeAll, expect, it } from 'vitest'
import { attachedFile } from '../../../src/domain/events/attached-file.ts'
import { cataloguePage, comingEvents, countEvents } from '../../../src/domain/events/finding/catalogue.ts'
import { facets } from '../../../src/domain/events/finding/facets.ts'
import { anyEvent, type Wish } from '../../../src/domain/events/finding/wish.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { importRoundTables } from '../../support/round-tables.ts'
import { importCast, now } from '../../web/cast.ts'

onEachDatabase('the catalogue', (of) => {
  beforeAll(() => importCast(of().database))

  const slugs = async (wish: Partial<Wish>, at = now) => {
    const { events } = await cataloguePage(of().database.read, { ...anyEvent, ...wish }, at)
    return events.map(({ event }) => event.slug)
  }

  it('has what is coming, soonest first, drafts aside, and what was, latest first', async () => {
    const coming = await slugs({})
    expect([coming[0], coming.length, coming.includes('draft')]).toEqual(['conference-2027', 10, false])
    expect(await slugs({ past: true })).toEqual(['over'])
    const later = new Date('2027-06-01T00:00:00.000Z')
    expect(await slugs({}, later)).toEqual([])
    expect((await slugs({ past: true }, later)).slice(-2)).toEqual(['conference-2027', 'over'])
  })

  it('keeps an event among the coming ones until it ends', async () => {
    expect((await slugs({}, new Date('2027-03-03T10:59:59.000Z')))[0]).toBe('conference-2027')
    expect((await slugs({}, new Date('2027-03-03T11:00:00.000Z')))[0]).not.toBe('conference-2027')
    expect(await slugs({ past: true }, new Date('2027-03-03T11:00:00.000Z'))).toEqual([
      'conference-2027',
      'over',
    ])
  })

  it('finds by every word, in any language, whatever the case; signs of the search language are letters', async () => {
    expect(await slugs({ words: 'ПРИМЕРОВО конференция' })).toEqual(['conference-2027'])
    expect(await slugs({ words: 'villages Община' })).toEqual(['conference-2027'])
    expect(await slugs({ words: 'villages ruse' })).toEqual([])
    expect(await slugs({ words: '%' })).toEqual([])
    expect(await slugs({ words: '_' })).toEqual([])
    expect(await slugs({ words: "'; drop table events; --" })).toEqual([])
    expect(await slugs({ city: 'primerovo' })).toEqual(['conference-2027'])
    expect(await slugs({ city: 'prim%' })).toEqual([])
    expect((await slugs({ kind: 'round-table', city: 'Ruse' })).length).toBe(9)
  })

  it('counts what matches, up to a bound', async () => {
    const count = (wish: Partial<Wish>, most: number) =>
      countEvents(of().database.read, { ...anyEvent, ...wish }, now, most)
    expect(await count({ kind: 'round-table' }, 100)).toBe(9)
    expect(await count({ kind: 'round-table' }, 4)).toBe(4)
    expect(await count({ words: 'village', past: true }, 100)).toBe(0)
  })

  it('has what begins in a month or a year, over or not, by the clocks of the place', async () => {
    expect(await slugs({ period: '2027-03' })).toEqual(['conference-2027'])
    expect(await slugs({ period: '2027-05' })).toEqual([])
    expect((await slugs({ period: '2027' })).length).toBe(10)
    expect(await slugs({ period: '2027', kind: 'conference', past: true })).toEqual(['conference-2027'])
  })

  it('knows the kinds and the cities that occur, the frequent first, and how many events each has', async () => {
    const found = await facets(of().database.read, false, now)
    const told = found.counts.map(({ kind, place, n }) => [kind, place?.name.en, n])
    expect(told.sort()).toEqual([
      ['conference', 'Primerovo', 1],
      ['round-table', 'Ruse', 9],
    ])
    expect(found.places.map(({ name, point }) => [name, point])).toEqual([
      [{ en: 'Ruse' }, null],
      [
        { bg: 'Примерово', en: 'Primerovo' },
        { latitude: 42.4, longitude: 25.6 },
      ],
    ])
    expect(found.years).toEqual([])
    const past = await facets(of().database.read, true, now)
    expect([past.counts.map(({ kind }) => kind), past.years]).toEqual([['round-table'], ['2026']])
  })

  it('opens files of published events, and of their projects, and no others', async () => {
    const open = async (slug: string, name: string) =>
      (await attachedFile(of().database.read, slug, name))?.body.toString()
    expect(await open('conference-2027', 'programme.txt')).toBe('Програма\n')
    expect(await open('open', 'programme.txt')).toBeUndefined()
    expect(await open('draft', 'logo.svg')).toBeUndefined()
  })

  it('turns pages of fifty without losing or repeating any', async () => {
    await importRoundTables(of().database, 'many', 120, {})
    const at = new Date()
    const seen: string[] = []
    for (const page of [1, 2, 3, 4]) seen.push(...(await slugs({ words: 'анкетите', page }, at)))
    expect([seen.length, new Set(seen).size]).toEqual([120, 120])
    expect((await comingEvents(of().database.read, at, 30)).length).toBe(30)
  })
})
