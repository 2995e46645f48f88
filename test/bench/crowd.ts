/** Made-up people in any number; the same number is always the same person. */
import type { RegistrationInput } from '../../src/domain/registrations/registration-input.ts'

const given = [
  'Ана',
  'Борис',
  'Вера',
  'Георги',
  'Дарина',
  'Емил',
  'Живка',
  'Захари',
  'Ива',
  'Калин',
  'Лиляна',
  'Мартин',
]
const family = [
  'Примерова',
  'Образцова',
  'Иванчева',
  'Петканова',
  'Златева',
  'Горянова',
  'Полева',
  'Речна',
  'Борова',
]
const towns = ['Примерово', 'Стара Пример', 'Горно Примерово', 'Примерград']
const bodies = ['Община', 'Сдружение', 'Читалище', 'Областна администрация']
const groups = ['local-authority', 'ngo', 'business', 'citizen'] as const

/** Scatters neighbouring numbers, as people who come by chance are scattered over the alphabet. */
function scattered(number: number, over: number): number {
  return Math.floor(((Math.imul(number + 1, 2_654_435_761) >>> 0) / 2 ** 32) * over)
}

function pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[], number: number, salt: number): Item {
  // The remainder is always inside the list.
  return items[scattered(number + salt, items.length)] as Item
}

export function nameOf(number: number): string {
  return `${pick(given, number, 1)} ${pick(given, number, 7)}ова ${pick(family, number, 13)}`
}

export function person(number: number): RegistrationInput {
  return {
    name: nameOf(number),
    email: `${scattered(number, 90_000)}.${number}@example.org`,
    phone: `+359 88 ${String(scattered(number, 10_000_000)).padStart(7, '0')}`,
    organization: `${pick(bodies, number, 3)} ${pick(towns, number, 5)}`,
    position: 'главен експерт',
    locality: pick(towns, number, 5),
    group: pick(groups, number, 11),
    answer: 'yes',
    guests: 0,
    guestNames: [],
    sessions: [],
    note: number % 5 === 0 ? 'Ще закъснея с половин час; моля, запазете място до вратата.' : '',
    answers: {},
    consentPhotos: number % 2 === 0,
    consentNews: number % 3 === 0,
    language: 'bg',
    source: 'web',
    enteredBy: null,
  }
}

/** What a browser sends for this person. */
export function formOf(number: number): string {
  const { name, email, phone, organization, position, locality, group, note, consentPhotos, consentNews } =
    person(number)
  const fields = {
    name,
    email: email ?? '',
    phone,
    organization,
    position,
    locality,
    group,
    answer: 'yes',
    note,
  }
  const form = new URLSearchParams(fields)
  if (consentPhotos) form.set('consent_photos', 'yes')
  if (consentNews) form.set('consent_news', 'yes')
  return form.toString()
}
