/**
 * What stays of a word when its ending goes: light rules upon skeletons, one set for Bulgarian, Russian and Belarusian,
 * whose endings sound alike. They need not find the root that a linguist would, only the same one for every form.
 */
import { skeleton, spellings } from './skeleton.ts'

/** Longest first: articles and plurals of Bulgarian, cases of Russian and Belarusian. */
const endings = [
  ...['ovete', 'evete'],
  ...['iata', 'iami', 'iaia'],
  ...['ata', 'ite', 'oto', 'eto', 'ove', 'eve', 'ogo', 'ego', 'aga', 'omu', 'emu', 'amu', 'imi', 'ami'],
  ...['iam', 'iah', 'iat', 'aia', 'uiu', 'iau', 'iai'],
  ...[
    'at',
    'ut',
    'ia',
    'iu',
    'ae',
    'oe',
    'oi',
    'ei',
    'ai',
    'au',
    'ov',
    'ev',
    'ih',
    'ah',
    'im',
    'am',
    'om',
    'em',
  ],
  ...['a', 'e', 'i', 'o', 'u'],
].sort((a, b) => b.length - a.length)

/** So much of a word stays at least before an ending of two letters or one: Уфа is `uf` in every case. */
const leastBeforeShort = 2
const leastBeforeLong = 3

/** The stem of a skeleton of a Slavic word. */
export function slavicStem(word: string): string {
  const stem = withoutFleetingVowel(withoutLikeArticle(withoutEnding(word)))
  // участник, участници
  return stem.replace(/ic$/, 'ik')
}

function withoutEnding(word: string): string {
  const ending = endings.find((each) => {
    const least = each.length <= 2 ? leastBeforeShort : leastBeforeLong
    return word.endsWith(each) && word.length - each.length >= least
  })
  return ending === undefined ? word : word.slice(0, -ending.length)
}

/** резултат loses what looks like an article; so that резултати finds it, its stem does as well. */
function withoutLikeArticle(stem: string): string {
  return stem.length >= 6 ? stem.replace(/(?:[aeio]t)$/, '') : stem
}

/** местен and местна, площадок and площадка: the vowel of one form is left out in all. */
function withoutFleetingVowel(stem: string): string {
  return stem.length >= 5 ? stem.replace(/([^aeiou])[aeo]([nrlkc])$/, '$1$2') : stem
}

/** Kyrgyz endings follow each other: number, whose, case. */
const kyrgyzEnding = /(?:[ltd][aeo]r|[ntd][iu]n|[dt][aeo]gi|[gk][aeo]|[dt][aeo]n?|[ntd][iu]|s[iu]n?|[iu])$/
/** Those that words of other languages seldom have: somebody may look for a Kyrgyz word on any page. */
const surelyKyrgyz = /(?:[ltd][aeo]r|[ntd][iu]n|[dt][aeo]gi|[gk][aeo]|[dt][aeo]n?|[iu]su)$/

function kyrgyzStem(word: string, ending: RegExp): string {
  let stem = word
  for (let round = 0; round < 3; round += 1) {
    const shorter = stem.replace(ending, '')
    if (shorter.length < 4) break
    stem = shorter
  }
  return stem
}

function englishStem(word: string): string {
  const singular = word.replace(/(?:['’]s|s['’])$/, '').replace(/ies$/, 'y')
  return singular.length < 4 ? singular : singular.replace(/(?<=x|s|ch|sh)es$|(?<!s)s$/, '').replace(/e$/, '')
}

const isLatin = /^[a-z'’]+$/i

/** кметство sounds like *кмецтво, and yet begins with кмет: that is held besides. */
function beginningBeforeS(word: string): string[] {
  const found = /^(\p{L}{2,}т)с/iu.exec(word.normalize('NFC'))
  return found?.[1] === undefined ? [] : [skeleton(found[1])]
}

/** All that an index holds of one word of a text in `language`. */
export function indexedForms(word: string, language: string): string[] {
  if (/\d/.test(word)) return [skeleton(word)]
  const whole = spellings(word)
  if (isLatin.test(word)) return unique([...whole, skeleton(englishStem(word))])
  const stems = whole.map(slavicStem)
  return unique([
    ...whole,
    ...stems,
    ...beginningBeforeS(word),
    ...(language === 'ky' ? whole.map((each) => kyrgyzStem(each, kyrgyzEnding)) : []),
  ])
}

/** A word that somebody looks for: it may be the beginning of `typed`, or a form of one of `stems`. */
export type WantedWord = { typed: string; stems: readonly string[] }

/** `language`: of the page where it is looked for. */
export function wantedWord(word: string, language: string): WantedWord {
  const typed = skeleton(word)
  if (/\d/.test(word)) return { typed, stems: [] }
  const kyrgyz = language === 'ky' ? kyrgyzEnding : surelyKyrgyz
  const own = isLatin.test(word) ? skeleton(englishStem(word)) : kyrgyzStem(typed, kyrgyz)
  return { typed, stems: unique([slavicStem(typed), own]).filter((stem) => stem !== typed) }
}

/** The words of a text: letters and digits that stand together, an apostrophe inside. */
export function wordsIn(text: string): string[] {
  return (
    text
      .toWellFormed()
      .normalize('NFC')
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ]\p{L}+)*/gu) ?? []
  )
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => word !== '')
}
