import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { type SignInSheet, signInSheet } from '../../src/documents/sign-in-sheet.ts'
import type { EventDocument, Project } from '../../src/domain/events/event.ts'
import type { Attendee } from '../../src/domain/registrations/attendee.ts'
import { published } from '../support/announcements.ts'
import { bektur, bytesOf, elena, pagesOf } from '../support/attendees.ts'
import { linesOf, type ReadPage, readPdf } from '../support/read-pdf.ts'

const alone: Attendee = { ...elena, guests: 0, guest_names: [] }

const project: Project = {
  slug: 'pilot',
  number: 'BG05SFOP001-2.000-0001',
  language: 'bg',
  title: { bg: 'Пример за всички' },
  programme: { bg: 'Оперативна програма „Пример“' },
  period: '2014-2020',
  fund: { bg: 'Европейски социален фонд' },
  organizations: [],
  statement: { bg: 'Документът е създаден с подкрепата на Оперативна програма „Пример“.' },
  emblem: 'eu',
  indicators: [],
}

async function drawn(
  people: readonly Attendee[],
  settings: Partial<SignInSheet> = {},
  event: Partial<EventDocument> = {},
): Promise<Buffer> {
  const { document, startsAt, endsAt } = published(event)
  const madeAt = new Date('2027-03-01T10:00:00Z')
  const sheet = { event: document, startsAt, endsAt, project: null, language: 'bg', madeAt } as const
  return bytesOf(signInSheet({ ...sheet, pages: pagesOf(people), ...settings }))
}

async function pages(...what: Parameters<typeof drawn>): Promise<ReadPage[]> {
  return readPdf(await drawn(...what))
}

function people(count: number): Attendee[] {
  return Array.from({ length: count }, (_, index) => ({
    ...alone,
    id: index + 1,
    name: `Участник ${String(index + 1).padStart(3, '0')}`,
  }))
}

/** The rows of the table: lines that begin with a number. */
function rowsOf(page: ReadPage): string[] {
  return linesOf(page).filter((line) => /^\d+( \||$)/.test(line))
}

describe('a sign-in sheet', () => {
  test('says who pays, what, when, where, and has a row a person', async () => {
    const [page, ...more] = await pages([elena, bektur], { project, blankRows: 0 })
    expect(more).toEqual([])
    const lines = page ? linesOf(page) : []
    expect(lines.filter((line) => !/^\d+$/.test(line))).toEqual([
      'Оперативна програма „Пример“',
      'Европейски съюз',
      'Проект BG05SFOP001-2.000-0001 „Пример за всички“',
      'Европейски социален фонд',
      'ПРИСЪСТВЕН СПИСЪК',
      'Кръгла маса: местна власт и граждани',
      'Дата | вторник, 2 март 2027 г., 09:00–13:00 ч. (София, UTC+2)',
      'Място | Зала 1, Община Примерово, ул. Широка 7, Примерово',
      'Организатор | Община Примерово',
      '№ | Име и фамилия | Организация | Длъжност | Подпис',
      '1 | Елена Стоянова | Сдружение „Пример“ | председател',
      '2 | Иван Стоянов | гост на Елена Стоянова',
      '3 | Ана; Мария | гост на Елена Стоянова',
      'Брой подписи | За организатора (име, подпис)',
      'Документът е създаден с подкрепата на Оперативна програма „Пример“. | Страница 1 от 1',
    ])
  })

  test('has room to sign by hand: 45 mm at least, rows of 9', async () => {
    for (const contact of [false, true]) {
      const [page] = await pages(people(3), { contact })
      const texts = page?.texts ?? []
      const signature = texts.find(({ text }) => text === 'Подпис')
      expect((page?.width ?? 0) - 12 - (signature?.x ?? 0)).toBeGreaterThanOrEqual(44)
      const names = texts.filter(({ text }) => text.startsWith('Участник')).map(({ y }) => y)
      expect(names.slice(1).map((y, index) => Math.round((y - (names[index] ?? 0)) * 10) / 10)).toEqual([
        9, 9,
      ])
    }
  })

  test('lists by the alphabet of the event’s language, Ё beside Е', async () => {
    const names = ['Яна', 'Ўладзімір', 'Ёлкина', 'Егоров', 'ана', 'Жанна', 'Ева', 'Борис']
    const [page] = await pages(
      names.map((name) => ({ ...alone, name })),
      {},
      { language: 'ru', title: { ru: 'Круглый стол' } },
    )
    const shown = (page ? rowsOf(page) : []).map((row) => row.split(' | ')[1]).filter(Boolean)
    expect(shown).toEqual(['ана', 'Борис', 'Ева', 'Егоров', 'Ёлкина', 'Жанна', 'Ўладзімір', 'Яна'])
  })

  test('names the guest who has no name by whose guest it is', async () => {
    const [page] = await pages([{ ...elena, guest_names: [] }])
    expect(page && rowsOf(page).slice(0, 3)).toEqual([
      '1 | Елена Стоянова | Сдружение „Пример“ | председател',
      '2 | гост на Елена Стоянова',
      '3 | гост на Елена Стоянова',
    ])
  })

  test.each([
    [0, 1],
    [1, 1],
    [400, 18],
  ])('of %i people counts its pages and ends with at least five blank rows', async (count, expected) => {
    const all = await pages(people(count), { project })
    const lines = all.map(linesOf)
    expect(lines.map((page) => page.at(-1)?.split(' | ')[1])).toEqual(
      all.map((_, index) => `Страница ${index + 1} от ${expected}`),
    )
    for (const page of lines) {
      expect(page).toContain('Кръгла маса: местна власт и граждани')
      expect(page).toContain('Проект BG05SFOP001-2.000-0001 „Пример за всички“')
      expect(page).toContain('№ | Име и фамилия | Организация | Длъжност | Подпис')
    }
    const rows = all.flatMap(rowsOf)
    expect(rows.map((row) => Number(row.split(' ')[0]))).toEqual(rows.map((_, index) => index + 1))
    expect(rows.filter((row) => row.includes('Участник'))).toHaveLength(count)
    expect(rows.length - count).toBeGreaterThanOrEqual(5)
    expect(lines.map((page) => page.some((line) => line.startsWith('Брой подписи')))).toEqual(
      all.map((_, index) => index === expected - 1),
    )
  })

  test('keeps everything on the paper, whatever the lengths', async () => {
    const long = 'Константин-Александър Преображенски-Великотърновски '.repeat(4).slice(0, 180).trim()
    const title = { bg: `Национална конференция „${long.slice(0, 150)}“` }
    const person = {
      ...alone,
      name: long,
      organization: long,
      position: 'свръхдългадлъжностбезинтервали'.repeat(3),
    }
    const venue = { name: { bg: long }, address: { bg: long } }
    const all = await pages(
      Array.from({ length: 30 }, () => person),
      { project, contact: true },
      { title, venue },
    )
    for (const { width, height, texts } of all) {
      const outside = texts.filter(({ x, y }) => x < 19.9 || x > width - 12 || y < 10 || y > height - 9.9)
      expect(outside).toEqual([])
    }
    expect(all.flatMap(rowsOf).filter((row) => row.includes('Преображенски'))).toHaveLength(0)
    expect(all.flatMap(({ texts }) => texts).filter(({ text }) => text.endsWith('…')).length).toBeGreaterThan(
      60,
    )
  })

  test('has a sheet for each day, with pages of its own', async () => {
    const agenda = ['2027-03-02', '2027-03-03'].map((day) => {
      return {
        id: day,
        day,
        starts: '10:00',
        ends: '17:30',
        title: { bg: 'Сесия' },
        speakers: [],
        signup: false,
      }
    })
    const endsAt = '2027-03-03T16:00:00.000Z'
    const all = await pages(people(2), { endsAt }, { agenda })
    expect(all.map((page) => linesOf(page).filter((line) => /^(Дата|Страница)/.test(line)))).toEqual([
      ['Дата | вторник, 2 март 2027 г., 10:00–17:30 ч. (София, UTC+2)', 'Страница 1 от 1'],
      ['Дата | сряда, 3 март 2027 г., 10:00–17:30 ч. (София, UTC+2)', 'Страница 1 от 1'],
    ])
    expect(await pages(people(2), { endsAt, day: '2027-03-03' }, { agenda })).toEqual([all[1]])
  })

  test('of a session lists those who chose it', async () => {
    const agenda = ['plenary', 'youth'].map((id) => {
      return {
        id,
        day: '2027-03-02',
        starts: '09:30',
        title: { bg: `Секция ${id}` },
        speakers: [],
        signup: true,
      }
    })
    const others = { ...alone, name: 'Борис Примеров', sessions: ['plenary'] }
    const [page] = await pages([alone, others], { session: 'youth' }, { agenda })
    const lines = page ? linesOf(page) : []
    expect(lines).toContain('Секция | Секция youth')
    expect(lines).toContain('Дата | вторник, 2 март 2027 г., 09:30 ч. (София, UTC+2)')
    expect(page && rowsOf(page).filter((row) => row.includes('|'))).toEqual([
      '1 | Елена Стоянова | Сдружение „Пример“ | председател',
    ])
  })

  test.each([
    ['2007-2013', undefined, ['Европейски съюз', 'Европейски социален фонд']],
    ['2014-2020', undefined, ['Европейски съюз', 'Европейски социален фонд']],
    ['2021-2027', undefined, ['Съфинансирано от', 'Европейския съюз']],
    ['2021-2027', 1000, ['Финансирано от', 'Европейския съюз']],
    ['other', undefined, ['Съфинансирано от', 'Европейския съюз']],
  ] as const)('stands under the emblem as the period %s wants it', async (period, share, words) => {
    const budget = { amount: 1000, currency: 'BGN', funder_share: share ?? 850 }
    const [page] = await pages([], { project: { ...project, period, budget } })
    // Beside the emblem few typefaces are allowed; Ubuntu is one.
    expect(page?.texts.filter(({ font }) => font === 'Ubuntu-Regular').map(({ text }) => text)).toEqual(words)
  })

  test('has labels in the organizer’s language, content in the event’s', async () => {
    const ky = { language: 'ky', title: { ky: 'Өлкөнү өнүктүрүү: ңүө' }, timezone: 'Asia/Bishkek' }
    const [page] = await pages([{ ...alone, name: 'Өмүр Ўсціновіч' }], { language: 'ru' }, ky)
    const lines = page ? linesOf(page) : []
    expect(lines.slice(0, 3)).toEqual([
      'ЛИСТ РЕГИСТРАЦИИ УЧАСТНИКОВ',
      'Өлкөнү өнүктүрүү: ңүө',
      'Дата | 2027-ж. 2-март, шейшемби, 13:00–17:00 (Бишкек, UTC+6)',
    ])
    expect(lines).toContain('1 | Өмүр Ўсціновіч | Сдружение „Пример“ | председател')
  })

  test.each([
    ['ky', ['Нурлан', 'Ңурлан', 'Осмон', 'Өмүр', 'Улан', 'Үмүт', 'Фарида']],
    ['be', ['Ганна', 'Іна', 'Кастусь', 'Ульяна', 'Ўжына', 'Фаіна']],
  ])('has names in the order of the event’s alphabet (%s)', async (language, names) => {
    const people = names.toReversed().map((name) => ({ ...alone, name }))
    const [page] = await pages(people, {}, { language, title: { [language]: 'Өмүр Ў' } })
    const rows = page ? linesOf(page).filter((line) => /^\d+ \| \p{L}/u.test(line)) : []
    expect(rows.map((row) => row.split(' | ')[1])).toEqual(names)
  })

  test('has a column for telephone and e-mail only when asked', async () => {
    const [page] = await pages([alone], { contact: true, language: 'en' })
    expect(page && [page.width, page.height]).toEqual([297, 210])
    expect(page && linesOf(page)).toContain(
      'No. | Name | Organization | Position | Telephone, e-mail | Signature',
    )
    expect(page?.texts.map(({ text }) => text).join(' ')).toContain('+359 88 784 8238, elena@example.org')
    const [plain] = await pages([alone])
    expect(plain?.texts.map(({ text }) => text).join(' ')).not.toContain('example.org')
  })

  test('is the same file each time it is drawn', async () => {
    expect((await drawn([elena], { project })).equals(await drawn([elena], { project }))).toBe(true)
  })
})

const hasPdfToText = spawnSync('pdftotext', ['-v']).status === 0

test.skipIf(!hasPdfToText)('another program reads the same letters (pdftotext)', async () => {
  const input = await drawn([{ ...alone, name: 'Өмүр Ңүө Ўсціновіч' }], { project })
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input })
  expect(stdout.toString()).toMatch(/1\s+Өмүр Ңүө Ўсціновіч\s+Сдружение „Пример“\s+председател/)
})
