/** Which of the languages that announcements come in a text is written in: by letters that only one of them has. */
import type { Source } from './source.ts'

export type TextLanguage = 'en' | 'bg' | 'ru' | 'ky' | 'be'

const marks: Readonly<Record<Exclude<TextLanguage, 'en'>, RegExp>> = {
  ky: /[ңөү]/,
  be: /[ўі]/,
  ru: /[ыэё]|ь(?!о)/,
  bg: /ъ(?![еёюя])|(?:ата|ето|ите|ията)$|^(?:ще|се|са|във|със|който|която|което)$/,
}

/** Kyrgyz and Belarusian letters weigh more: a name in Russian stands in every text from there, theirs in no other. */
const weights = { ky: 3, be: 3, ru: 1, bg: 1 }

/** The language with most marks of its own; English where Latin letters are more than the others. */
export function languageOf(source: Source): TextLanguage {
  const words = source.tokens.filter(({ kind }) => kind === 'word').slice(0, 2000)
  const cyrillic = words.filter(({ low }) => /[а-яёіўңөү]/.test(low))
  if (cyrillic.length * 2 < words.length) return 'en'
  // The keys of `marks` are these languages.
  const languages = Object.keys(marks) as (keyof typeof marks)[]
  const scores = languages.map((language) => ({
    language,
    score: cyrillic.filter(({ low }) => marks[language].test(low)).length * weights[language],
  }))
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).language
}
