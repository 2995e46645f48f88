import { expect, it } from 'vitest'
import { inLanguage } from '../../../src/domain/events/event.ts'

const text = { bg: 'Площад', en: 'Square', ru: 'Площадь', ky: 'Аянт', de: 'Platz' }
const without = (...languages: string[]) =>
  Object.fromEntries(Object.entries(text).filter(([language]) => !languages.includes(language)))

it.each([
  { wanted: 'ky', own: 'bg', of: text, read: 'ky' },
  // Whoever reads Belarusian or Kyrgyz reads Russian as well, before what the event itself is held in.
  { wanted: 'be', own: 'bg', of: text, read: 'ru' },
  { wanted: 'ky', own: 'en', of: without('ky'), read: 'ru' },
  { wanted: 'be', own: 'bg', of: without('ru'), read: 'bg' },
  { wanted: 'bg', own: 'ru', of: without('bg'), read: 'ru' },
  { wanted: 'ru', own: 'de', of: without('ru'), read: 'de' },
  { wanted: 'ru', own: 'fr', of: without('ru'), read: 'en' },
  { wanted: 'fr', own: 'fr', of: { de: 'Platz' }, read: 'de' },
])('asked for $wanted, an event held in $own answers in $read', ({ wanted, own, of, read }) => {
  const texts: Record<string, string> = of
  expect(inLanguage(texts, wanted, own)).toEqual({ text: texts[read], language: read })
})
