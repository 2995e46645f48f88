import { expect, test } from 'vitest'
import {
  type Because,
  possibleDoubles,
  type Someone,
} from '../../../../src/domain/registrations/doubles/possible-doubles.ts'

const someone = (id: number, name: string, more: Partial<Someone> = {}): Someone => ({
  ...{ id, name, email: null, phone: '', organization: '', locality: '', ...more },
})

const pairs: readonly [string, Someone, Someone, readonly Because[]][] = [
  [
    'the same address, another alphabet',
    someone(1, 'Елена Стоянова', { email: 'Elena@example.org' }),
    someone(2, 'Elena Stoyanova', { email: 'elena@example.org' }),
    ['email'],
  ],
  [
    'an address that an office shares',
    someone(1, 'Елена Стоянова', { email: 'office@example.org' }),
    someone(2, 'Иво Петров', { email: 'office@example.org' }),
    [],
  ],
  [
    'the same telephone, an initial',
    someone(1, 'Иван Петров', { phone: '+359887848238' }),
    someone(2, 'И. Петров', { phone: '0887 848 238' }),
    ['phone'],
  ],
  [
    'the same name in another order and the same organization',
    someone(1, 'Стоянова, Елена', { organization: 'Сдружение „Пример“' }),
    someone(2, 'д-р Елена Стоянова', { organization: 'Пример' }),
    ['name'],
  ],
  [
    'the same name in another organization',
    someone(1, 'Елена Стоянова', { organization: 'Община Примерово' }),
    someone(2, 'Елена Стоянова', { organization: 'Пример' }),
    [],
  ],
  [
    'a slip of typing within an organization',
    someone(1, 'Елена Стоянова', { organization: 'Пример' }),
    someone(2, 'Елена Стоянвоа', { organization: 'ПРИМЕР' }),
    ['typing'],
  ],
  ['bare names', someone(1, 'Иван Иванов'), someone(2, 'Иван Иванов'), []],
]

test.each(pairs)('%s', (_what, one, other, because) => {
  const found = possibleDoubles([one, other, someone(3, 'Вера Друга', { organization: 'Пример' })])
  expect(found).toEqual(because.length === 0 ? [] : [{ first: 1, second: 2, because }])
})

test('a hundred thousand people are looked through within seconds', { timeout: 60_000 }, () => {
  const family = ['Иванов', 'Петров', 'Стоянов', 'Димитров', 'Георгиев', 'Колев', 'Тодоров', 'Маринов']
  const first = ['Иван', 'Петър', 'Стоян', 'Мария', 'Елена', 'Вера', 'Ана', 'Георги']
  const people = Array.from({ length: 100_000 }, (_, id) =>
    someone(id + 1, `${first[id % 8]} ${family[(id >> 3) % 8]}${'абвгд'[id % 5]}`, {
      email: `person-${id}@example.org`,
      phone: `+35988${String(1_000_000 + id)}`,
      organization: `Организация ${id % 997}`,
    }),
  )
  people.push({ ...someone(200_000, 'Ivan Ivanova'), email: 'person-0@example.org' })
  const begun = performance.now()
  const found = possibleDoubles(people)
  expect(found).toContainEqual({ first: 1, second: 200_000, because: ['email'] })
  expect(performance.now() - begun).toBeLessThan(20_000)
})
