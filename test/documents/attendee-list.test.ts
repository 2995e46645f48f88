import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import {
  attendeeExport,
  type ExportFormat,
  exportFileName,
  isExportFormat,
} from '../../src/documents/attendee-export.ts'
import type { EventDocument } from '../../src/domain/events/event.ts'
import type { Attendee } from '../../src/domain/registrations/attendee.ts'
import type { Language } from '../../src/platform/i18n.ts'
import { published } from '../support/announcements.ts'
import { bektur, bytesOf, elena, pagesOf } from '../support/attendees.ts'

const question = { required: false, options: [] }
const session = { day: '2027-03-02', starts: '09:00', speakers: [], signup: true }
const conference: Partial<EventDocument> = {
  agenda: [
    { ...session, id: 'plenary', title: { bg: 'Пленарна сесия', en: 'Plenary' } },
    { ...session, id: 'youth', title: { bg: 'Млади общности' } },
  ],
  form: [
    { ...question, id: 'diet', label: { bg: 'Хранене', en: 'Diet' }, type: 'text' },
    { ...question, id: 'topics', label: { bg: 'Теми' }, type: 'choices' },
    { ...question, id: 'bus', label: { bg: 'Автобус' }, type: 'checkbox' },
  ],
}

function exported(
  format: ExportFormat,
  people: readonly Attendee[],
  event: Partial<EventDocument> = conference,
  language: Language = 'bg',
): Promise<Buffer> {
  const now = new Date('2027-01-20T10:00:00Z')
  return bytesOf(
    attendeeExport(format, { event: published(event), project: null, pages: pagesOf(people), language, now }),
  )
}

describe('the attendee list as CSV', () => {
  test('has the agreed columns, then the questions, then the consents', async () => {
    const [header, ...rows]: string[][] = parse(await exported('csv', [elena, bektur]), { bom: true })
    expect(header?.join(',')).toBe(
      'reference,status,name,email,phone,organization,position,group,locality,guests,guest_names,sessions,' +
        'language,source,registered_at,checked_in_at,note,answers.diet,answers.topics,answers.bus,' +
        'consent_photos,consent_news',
    )
    expect(rows).toEqual([
      [
        ...['K7QM-4TXR', 'confirmed', 'Елена Стоянова', 'elena@example.org', "'+359 88 784 8238"],
        ...['Сдружение „Пример“', 'председател', 'ngo', 'Примерово', '2', 'Иван Стоянов | Ана; Мария'],
        ...['plenary | youth', 'bg', 'web', '2027-01-15T07:30:00.000Z', '2027-07-02T06:05:09.000Z'],
        ...['Идвам с влака,\nвъв "Стара Пример".', 'вегетарианско', 'води | гори', 'yes', 'yes', ''],
      ],
      [
        ...['M3WD-9KPA', 'waitlisted', 'Бектур Өмүров', '', '', '', '', '', '', '0', '', '', 'ky', 'phone'],
        ...['2027-01-16T21:59:59.999Z', '', '', '', '', '', '', ''],
      ],
    ])
  })

  test('takes no answer from what every object has', async () => {
    const form = ['constructor', '__proto__'].map((id) => ({
      ...question,
      id,
      label: { bg: id },
      type: 'text' as const,
    }))
    const [, row]: string[][] = parse(await exported('csv', [bektur], { form }), { bom: true })
    expect(row?.slice(17)).toEqual(['', '', '', ''])
  })
})

describe('the attendee list as JSON', () => {
  test('has the same names, several values as arrays', async () => {
    const list: unknown = JSON.parse((await exported('json', [elena, bektur])).toString())
    const { id: _id, answers: _answers, ...person } = elena
    expect(list).toEqual([
      {
        ...person,
        'answers.diet': 'вегетарианско',
        'answers.topics': ['води', 'гори'],
        'answers.bus': 'yes',
        consent_photos: 'yes',
        consent_news: '',
      },
      expect.objectContaining({ name: 'Бектур Өмүров', email: null, checked_in_at: null, guest_names: [] }),
    ])
  })

  test('of nobody is an empty array', async () => {
    expect(JSON.parse((await exported('json', [])).toString())).toEqual([])
  })

  test('keeps text that no other format could', async () => {
    const note = 'а\u0000\ud800</script>\u2028"\\'
    const [row] = JSON.parse((await exported('json', [{ ...elena, note }])).toString())
    expect(row.note).toBe(note)
  })
})

describe('the attendee list as a workbook', () => {
  test('speaks the organizer’s language and shows times by the event’s clocks', async () => {
    const [sheet] = await readXlsxFile(await exported('xlsx', [elena, bektur]))
    expect(sheet?.sheet).toBe('Участници')
    const [header, first, second] = sheet?.data ?? []
    expect(header).toEqual([
      ...[
        'Номер',
        'Статус',
        'Име и фамилия',
        'Електронна поща',
        'Телефон',
        'Организация',
        'Длъжност',
        'Група',
      ],
      ...[
        'Населено място',
        'Брой придружители',
        'Имена на придружителите',
        'Секции',
        'Език',
        'Начин на записване',
      ],
      ...['Записване (местно време)', 'Пристигане (местно време)', 'Бележка', 'Хранене', 'Теми', 'Автобус'],
      ...['Съгласие за снимки', 'Съгласие за новини'],
    ])
    expect(first).toEqual([
      ...['K7QM-4TXR', 'Потвърдено', 'Елена Стоянова', 'elena@example.org', '+359 88 784 8238'],
      ...['Сдружение „Пример“', 'председател', 'Неправителствена организация', 'Примерово', 2],
      ...['Иван Стоянов | Ана; Мария', 'Пленарна сесия | Млади общности', 'български', 'Уебстраница'],
      // Winter and summer time: two hours and three ahead
      ...[new Date('2027-01-15T09:30:00Z'), new Date('2027-07-02T09:05:09Z')],
      ...['Идвам с влака,\nвъв "Стара Пример".', 'вегетарианско', 'води | гори', 'да', 'да', null],
    ])
    expect(second?.slice(0, 5)).toEqual(['M3WD-9KPA', 'В списъка на чакащите', 'Бектур Өмүров', null, null])
  })

  test('falls back to the event’s own words where the organizer’s are missing', async () => {
    const [sheet] = await readXlsxFile(await exported('xlsx', [elena], conference, 'en'))
    const [header, row] = sheet?.data ?? []
    expect([header?.[0], header?.[17], header?.[18], row?.[11]]).toEqual([
      ...['Reference', 'Diet', 'Теми', 'Plenary | Млади общности'],
    ])
  })

  test('keeps the id of a session that left the agenda, names any language, and keeps the code of none', async () => {
    const people = ['uz', 'qqq'].map((language) => ({ ...elena, language }))
    const [sheet] = await readXlsxFile(await exported('xlsx', people, {}))
    expect(sheet?.data.slice(1, 3).map((row) => row.slice(11, 13))).toEqual([
      ['plenary | youth', 'узбекски'],
      ['plenary | youth', 'qqq'],
    ])
  })
})

test('formats are known by name, files by format and event', () => {
  expect(['csv', 'xlsx', 'pdf', 'json', 'ics', 'toString'].filter(isExportFormat)).toEqual([
    'csv',
    'xlsx',
    'pdf',
    'json',
  ])
  expect(exportFileName('xlsx', 'round-table-2027')).toBe('attendees-round-table-2027.xlsx')
  expect(exportFileName('pdf', 'round-table-2027')).toBe('sign-in-sheet-round-table-2027.pdf')
})
