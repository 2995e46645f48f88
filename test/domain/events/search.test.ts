import { beforeAll, expect, it } from 'vitest'
import { cataloguePage } from '../../../src/domain/events/finding/catalogue.ts'
import { searchWords } from '../../../src/domain/events/finding/search-words.ts'
import { similarWords } from '../../../src/domain/events/finding/similar-words.ts'
import { refreshWords, storeWords } from '../../../src/domain/events/finding/store-words.ts'
import { anyEvent, type Wish } from '../../../src/domain/events/finding/wish.ts'
import { published } from '../../support/announcements.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { folderOf, importedAt, importFrom } from '../../support/event-files.ts'

type Made = { slug: string; kind: string; language: string; body: string }

function event({ slug, kind, language, body }: Made): string {
  return `slug: ${slug}
kind: ${kind}
status: published
language: ${language}
timezone: Europe/Sofia
starts: 2027-03-02T09:00
ends: 2027-03-02T13:00
${body}
`
}

/** One event in each language, as a town hall would write it, and nothing in any other. */
const events: Made[] = [
  {
    slug: 'masa',
    kind: 'round-table',
    language: 'bg',
    body: `title: "Как общината отговаря на предложенията"
summary: "Изводи от анкетите, препоръки към общинския съвет и обществено обсъждане на резултатите."
venue: { name: Читалище „Пробуда“, city: Русе }
contact: { name: Десислава Примерова }
organizations: [{ name: Сдружение „Граждански диалог“, role: organizer }]
speakers: [{ name: Георги Щърков, affiliation: Търговищка камара }]
agenda: [{ starts: "09:00", ends: "10:00", title: "Скицата за чешмата" }]
description: "Кметството има средства за **сянка и пейки**."
project: open`,
  },
  {
    slug: 'sofia',
    kind: 'conference',
    language: 'bg',
    body: `title: "Селата и младите хора"
venue: { name: Дом на културата, city: София }`,
  },
  {
    slug: 'ufa',
    kind: 'conference',
    language: 'ru',
    body: `title: "Сообщества: от инициативы к устойчивой работе"
description: "Об этом: российский опыт."
summary: "Участники обсудят молодёжные объединения и бюджет соседских площадок."
venue: { name: Дом общественных организаций, city: Уфа }
speakers: [{ name: Артём Ёлкин }]`,
  },
  {
    slug: 'bishkek',
    kind: 'planning-session',
    language: 'ky',
    body: `title: "Айыл бюджети: тургундардын көз карашы"
summary: "Жергиликтүү өз алдынча башкаруу, суу жана жолдор."
venue: { name: Окуу борбору, city: Бишкек }
organizations: [{ name: Өнүктүрүү фонду, role: organizer }]`,
  },
  {
    slug: 'minsk',
    kind: 'seminar',
    language: 'be',
    body: `title: "Двор як агульная справа"
summary: "Першы сход суседзяў, каштарыс і ўзгадненні."
venue: { name: Цэнтр гарадскіх ініцыятыў, city: Мінск }`,
  },
  {
    slug: 'press',
    kind: 'training',
    language: 'en',
    body: `title: "Announcements that are read: writing for villages and cities"
summary: "Press officers' results, looked at together."
venue: { name: Library, city: Yambol }`,
  },
]

const project = `slug: open
number: BG05SFOP001-2.025-0161
language: bg
title: Отворени съвети
period: 2014-2020
organizations: []
emblem: none
`

const files = `projects:
  - ${project.trim().replaceAll('\n', '\n    ')}
events:
${events.map((each) => `  - ${event(each).trim().replaceAll('\n', '\n    ')}`).join('\n')}
`

/** What is typed, and the events that come. */
const found: [string, ...string[]][] = [
  // Places, in every spelling and case
  ['София', 'sofia'],
  ['софия', 'sofia'],
  ['sofia', 'sofia'],
  ['Sofiya', 'sofia'],
  ['sofija', 'sofia'],
  ['Софии', 'sofia'],
  ['Русе', 'masa'],
  ['ruse', 'masa'],
  ['Rousse', 'masa'],
  ['в Русе', 'masa'],
  ['ufa', 'ufa'],
  ['Уфе', 'ufa'],
  ['Уфу', 'ufa'],
  ['bishkek', 'bishkek'],
  ['Бишкек', 'bishkek'],
  ['Бишкекте', 'bishkek'],
  ['Бишкектин', 'bishkek'],
  ['Minsk', 'minsk'],
  ['Минск', 'minsk'],
  ['Минске', 'minsk'],
  ['Мінску', 'minsk'],
  ['Ямбол', 'press'],
  ['jambol', 'press'],
  // Kinds, in the language of whoever looks, with its article, number and case
  ['кръгла маса', 'masa'],
  ['кръглата маса', 'masa'],
  ['кръгли маси', 'masa'],
  ['маса кръгла', 'masa'],
  ['kragla masa', 'masa'],
  ['krygla masa', 'masa'],
  ['krugla masa', 'masa'],
  ['круглый стол', 'masa'],
  ['круглого стола', 'masa'],
  ['kruglyj stol', 'masa'],
  ['kruglyi stol', 'masa'],
  ['круглы стол', 'masa'],
  ['тегерек стол', 'masa'],
  ['тегерек столдор', 'masa'],
  ['round table', 'masa'],
  ['round tables', 'masa'],
  ['конференция', 'sofia', 'ufa'],
  ['конференции', 'sofia', 'ufa'],
  ['конференцията', 'sofia', 'ufa'],
  ['конференций', 'sofia', 'ufa'],
  ['канферэнцыя', 'sofia', 'ufa'],
  ['konferencia', 'sofia', 'ufa'],
  ['konferentsiya', 'sofia', 'ufa'],
  ['conference', 'sofia', 'ufa'],
  ['conferences in Sofia', 'sofia'],
  ['семінар', 'minsk'],
  ['seminars', 'minsk'],
  ['обучения', 'press'],
  // Words of the announcement
  ['общината', 'masa'],
  ['община', 'masa'],
  ['obshtina', 'masa'],
  ['предложение', 'masa'],
  ['резултат', 'masa'],
  ['препоръка', 'masa'],
  ['obshtestveno obsazhdane', 'masa'],
  ['obshchestvennoe', 'masa', 'ufa'],
  ['село', 'sofia'],
  ['сообщество', 'ufa'],
  ['сообществ', 'ufa'],
  ['soobshchestva', 'ufa'],
  ['участник', 'ufa'],
  ['молодежный', 'ufa'],
  ['молодёжь', 'ufa'],
  ['molodyozhnye', 'ufa'],
  ['площадка', 'ufa'],
  ['бюджет', 'bishkek', 'ufa'],
  ['тургун', 'bishkek'],
  ['жолдордун', 'bishkek'],
  ['онуктуруу', 'bishkek'],
  ['өнүктүрүү фондунун', 'bishkek'],
  ['справы', 'minsk'],
  ['узгадненне', 'minsk'],
  ['ініцыятыва', 'minsk', 'ufa'],
  ['village', 'press'],
  ['city', 'press'],
  ['announcement', 'press'],
  ["officer's result", 'press'],
  // People, organizations, projects
  ['Щърков', 'masa'],
  ['Shtarkov', 'masa'],
  ['Shturkov', 'masa'],
  ['Търговищка', 'masa'],
  ['turgovishka', 'masa'],
  ['@русе', 'masa'],
  ['Примерова', 'masa'],
  ['граждански диалог', 'masa'],
  ['пробуда', 'masa'],
  ['Елкин', 'ufa'],
  ['Артем Ёлкин', 'ufa'],
  ['отворени съвети', 'masa'],
  ['BG05SFOP001-2.025-0161', 'masa'],
  ['bg05sfop001', 'masa'],
  // Told at length, on the agenda, and the month
  ['пейки', 'masa'],
  ['пейка', 'masa'],
  ['чешмата', 'masa'],
  ['март', ...events.map(({ slug }) => slug)],
  ['марта Уфа', 'ufa'],
  ['march Sofia', 'sofia'],
  ['сакавік сход', 'minsk'],
  // The beginning of a word is enough
  ['конф', 'sofia', 'ufa'],
  ['общин съв', 'masa'],
  ['кмет', 'masa'],
  ['кмета', 'masa'],
  ['kmetstvo', 'masa'],
  ['россий', 'ufa'],
  ['росс', 'ufa'],
  // Short ones are words of their own
  ['уфа', 'ufa'],
  ['ОБ', 'ufa'],
  ['суу', 'bishkek'],
]

/** What nothing has, whatever stands between the quotes. */
const nothing = [
  'пингвини',
  'penguin',
  'кръгла пингвини',
  'Русе София',
  'Плевен',
  'Менск',
  'oble',
  ...['z', 'zz', 'zzz', 'bbb', 'ооо', 'лл', 'ммм', 'ссс', 'аабб', 'с'],
  ...['декември', 'декабрь', 'december', 'снежань'],
  '%',
  '_',
  '\\',
  "'",
  '"',
  "'; drop table events; --",
  "') or 1=1 --",
  '🙂',
  '@',
  'ь',
  "'ь'",
  '\ud800',
  '{}',
  '☃'.repeat(100),
  'щ'.repeat(10_000),
  '\u{10ffff}',
]

it('keeps so many words of what is told at length, in each language, and no more', () => {
  const told = (first: string) => Array.from({ length: 500 }, (_, i) => `${first}${i}`).join(' ')
  const { document } = published()
  const words = searchWords({ ...document, description: { bg: told('bg'), en: told('en') } }, undefined)
  for (const first of ['bg', 'en']) {
    const kept = words.filter((word) => new RegExp(`^${first}\\d+$`).test(word)).length
    expect(kept).toBeGreaterThan(350)
    expect(kept).toBeLessThanOrEqual(400)
  }
})

onEachDatabase('search', (of) => {
  beforeAll(async () => {
    const folder = folderOf({ 'all.yaml': files }, () => {})
    expect(await importFrom(folder, ['all.yaml'], of().database)).toMatchObject({ done: 'imported' })
  })

  const now = new Date('2027-01-20T10:00:00.000Z')
  const slugs = async (wish: Partial<Wish>) => {
    const { events: page } = await cataloguePage(of().database.read, { ...anyEvent, ...wish }, now)
    return page.map(({ event: one }) => one.slug).sort()
  }

  it('finds by whatever one remembers, in any form, spelling, order and language', async () => {
    const asked = found.filter(([, ...expected]) => expected.length > 0)
    expect(asked.length).toBeGreaterThan(90)
    const answers: string[][] = []
    for (const [words] of asked) answers.push([words, ...(await slugs({ words }))])
    expect(answers).toEqual(asked.map(([words, ...expected]) => [words, ...expected.sort()]))
  })

  it('finds nothing where there is nothing, and takes no sign for a command', async () => {
    const answers: [string, string[]][] = []
    for (const words of nothing) answers.push([words, await slugs({ words })])
    expect(answers).toEqual(nothing.map((words) => [words, []]))
    expect((await slugs({})).length).toBe(events.length)
  })

  it('knows a city by any of its names, in full', async () => {
    expect(await slugs({ city: 'Sofiya' })).toEqual(['sofia'])
    expect(await slugs({ city: 'ЯМБОЛ' })).toEqual(['press'])
    expect(await slugs({ city: 'Yam' })).toEqual([])
    expect(await slugs({ city: '%' })).toEqual([])
  })

  it('tells what comes close when a letter is wrong', async () => {
    const { read } = of().database
    const near = async (words: string) => {
      const wish = { ...anyEvent, words }
      const similar = await similarWords(read, wish)
      if (similar === null) return null
      return (await cataloguePage(read, wish, now, similar)).events.map(({ event: one }) => one.slug).sort()
    }
    expect(await near('конфиренция')).toEqual(['sofia', 'ufa'])
    expect(await near('обшина Русе')).toEqual(null)
    expect(await near('предлжение')).toEqual(['masa'])
    expect(await near('сообщесвта')).toEqual(['ufa'])
    expect(await near('villlages')).toEqual(null)
    expect(await near('vilages yanbol')).toEqual(['press'])
    expect(await near('пингвини')).toBe(null)
    expect(await near('щ'.repeat(5000))).toBe(null)
  })

  it('finds the events of a project by its new name once that has changed', async () => {
    const renamed = project.replace('Отворени съвети', 'Прозрачни зали')
    const folder = folderOf({
      'project.yaml': `projects:\n  - ${renamed.trim().replaceAll('\n', '\n    ')}\n`,
    })
    expect(await slugs({ words: 'прозрачна' })).toEqual([])
    await importFrom(folder, ['project.yaml'], of().database)
    expect(await slugs({ words: 'прозрачна' })).toEqual(['masa'])
  })

  it('makes the words of all events anew once, when they were made in another way', async () => {
    const { database } = of()
    await refreshWords(database, importedAt)
    const words = () => database.read.selectFrom('event_words').selectAll().orderBy('word').execute()
    const before = await words()
    await database.write((tx) => tx.db.deleteFrom('event_words').execute())
    await refreshWords(database, importedAt)
    expect(await words()).toEqual([])
    await database.write((tx) => tx.db.deleteFrom('marks').where('name', '=', 'event words').execute())
    await Promise.all([1, 2, 3].map(() => refreshWords(database, importedAt)))
    expect((await words()).length).toBe(before.length)
    await database.write((tx) => storeWords(tx, 1))
    expect((await words()).length).toBe(before.length)
  })

  it('looks up words by their index, and no event by reading all', async () => {
    const { database } = of()
    if (database.dialect !== 'sqlite') return
    const { matching } = await import('../../../src/domain/events/finding/wish.ts')
    const { query } = await matching(database.read, { ...anyEvent, words: 'маса' }, now.toISOString())
    const plan = await query.select('id').orderBy('starts_at').orderBy('id').explain()
    const steps = plan.map((step) => String(Reflect.get(step, 'detail')))
    expect(steps.filter((step) => /^SCAN (events|event_words)/.test(step))).toEqual([])
  })
})
