/** People made up for the tests of lists and sheets. */
import type { Attendee } from '../../src/domain/registrations/attendee.ts'

export const elena: Attendee = {
  id: 1,
  reference: 'K7QM-4TXR',
  status: 'confirmed',
  name: 'Елена Стоянова',
  email: 'elena@example.org',
  phone: '+359 88 784 8238',
  organization: 'Сдружение „Пример“',
  position: 'председател',
  group: 'ngo',
  locality: 'Примерово',
  guests: 2,
  guest_names: ['Иван Стоянов', 'Ана; Мария'],
  sessions: ['plenary', 'youth'],
  language: 'bg',
  source: 'web',
  registered_at: '2027-01-15T07:30:00.000Z',
  checked_in_at: '2027-07-02T06:05:09.000Z',
  note: 'Идвам с влака,\nвъв "Стара Пример".',
  answers: { diet: 'вегетарианско', topics: ['води', 'гори'], bus: true },
  consent_photos: true,
  consent_news: false,
}

/** Only what is asked of somebody written down by telephone */
export const bektur: Attendee = {
  id: 2,
  reference: 'M3WD-9KPA',
  status: 'waitlisted',
  name: 'Бектур Өмүров',
  email: null,
  phone: '',
  organization: '',
  position: '',
  group: '',
  locality: '',
  guests: 0,
  guest_names: [],
  sessions: [],
  language: 'ky',
  source: 'phone',
  registered_at: '2027-01-16T21:59:59.999Z',
  checked_in_at: null,
  note: '',
  answers: {},
  consent_photos: false,
  consent_news: false,
}

export async function* pagesOf<Row>(...pages: (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  yield* pages
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks))
}
