import { expect, it } from 'vitest'
import { suggestedAddress } from '../../src/web/public/registration/address-slips.ts'

const slips: [typed: string, meant: string][] = [
  ['ana@gmail.con', 'ana@gmail.com'],
  ['ana@gmial.com', 'ana@gmail.com'],
  ['ana@gamil.con', 'ana@gmail.com'],
  ['ana@gmail.co', 'ana@gmail.com'],
  ['ana@gmai.com', 'ana@gmail.com'],
  ['ana@gmaill.com', 'ana@gmail.com'],
  ['ana@gmail', 'ana@gmail.com'],
  ['ana@gmailcom', 'ana@gmail.com'],
  ['ana@gmail,com', 'ana@gmail.com'],
  ['ana@gmail..com', 'ana@gmail.com'],
  ['ana@gmail.com.', 'ana@gmail.com'],
  ['ana @ gmail.com', 'ana@gmail.com'],
  ['ana@gmail.bg', 'ana@gmail.com'],
  ['anagmail.com', 'ana@gmail.com'],
  ['mailto:ana@gmail.com', 'ana@gmail.com'],
  ['ana@abv.bf', 'ana@abv.bg'],
  ['ana@abv.gb', 'ana@abv.bg'],
  ['ana@abvbg', 'ana@abv.bg'],
  ['ana@avb.bg', 'ana@abv.bg'],
  ['ana@abv.bgg', 'ana@abv.bg'],
  ['ana@abv', 'ana@abv.bg'],
  ['ana@mail.ur', 'ana@mail.ru'],
  ['ana@mial.ru', 'ana@mail.ru'],
  ['ana@mailru', 'ana@mail.ru'],
  ['ana@mail.ру', 'ana@mail.ru'],
  ['ana@yandeks.ru', 'ana@yandex.ru'],
  ['ana@yandex.r', 'ana@yandex.ru'],
  ['ana@yndex.ru', 'ana@yandex.ru'],
  ['ana@yandexby', 'ana@yandex.by'],
  ['ana@bk.ur', 'ana@bk.ru'],
  ['ana@bkru', 'ana@bk.ru'],
  ['ana@tut.yb', 'ana@tut.by'],
  ['ana@tutby', 'ana@tut.by'],
  ['ana@mailkg', 'ana@mail.kg'],
  ['ana@hotmial.com', 'ana@hotmail.com'],
  ['ana@outlok.com', 'ana@outlook.com'],
  ['ana@example.con', 'ana@example.com'],
  ['ana@example,org', 'ana@example.org'],
  // The letters that look alike are Cyrillic ones.
  ['\u0430na@gmail.com', 'ana@gmail.com'],
  ['ana@gm\u0430il.com', 'ana@gmail.com'],
  ['\u0440etr\u043e\u0432a@example.org', ''],
  ['\u0440etr\u043e@example.org', 'petro@example.org'],
  ['an\u0430@\u0435xampl\u0435.org', 'ana@example.org'],
]

const fine = [
  ...['ana@gmail.com', 'Ana.P+x@Gmail.COM', 'ana@abv.bg', 'ana@mail.ru', 'ana@mail.bg', 'ana@mail.kg'],
  ...['ana@mail.com', 'ana@ymail.com', 'ana@mail.by', 'ana@yandex.by', 'ana@yandex.kz', 'ana@inbox.lv'],
  ...['ana@example.org', 'ana@abc.bg', 'ana@ok.ru', 'ana@vk.ru', 'ana@bg.ru', 'ana@dar.bg', 'ana@put.by'],
  ...['ana@пример.бг', 'ana@рос.рф', 'ana@proton.com', 'ana@hotmail.co', 'ана@пример.бг', '', 'ana', '@'],
]

it.each(slips)('takes %s for %s', (typed, meant) => {
  expect(suggestedAddress(typed) ?? '').toBe(meant)
})

it.each(fine)('finds nothing to say about %s', (typed) => {
  expect(suggestedAddress(typed)).toBeUndefined()
})

it('loses no time over what is no address at all', () => {
  const started = performance.now()
  expect(suggestedAddress(`${','.repeat(95_000)}x`)).toBeUndefined()
  expect(suggestedAddress(`ana@${'.,'.repeat(45_000)}x`)).toBeUndefined()
  expect(performance.now() - started).toBeLessThan(500)
})
