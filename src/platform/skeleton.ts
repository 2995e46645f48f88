/**
 * The sounds of a word in plain Latin letters, however it was spelt: София, Sofia, sofiya and Sofija are all `sofia`,
 * кръгла is what kragla is, обществено what obshtestvo or obshchestvo begin with. For comparing, never for showing.
 */

/** Cyrillic as Bulgarian law writes it in Latin; letters of Russian, Belarusian, Kyrgyz, Ukrainian and Kazakh beside. */
const latin: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'i',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh' },
  ...{
    щ: 'sh',
    ъ: 'a',
    ы: 'i',
    ь: '',
    э: 'e',
    ю: 'iu',
    я: 'ia',
    ё: 'e',
    ў: 'u',
    і: 'i',
    ї: 'i',
    є: 'e',
    ґ: 'g',
  },
  ...{
    ң: 'n',
    ө: 'o',
    ү: 'u',
    ә: 'a',
    қ: 'k',
    ғ: 'g',
    ұ: 'u',
    һ: 'h',
    ј: 'i',
    љ: 'l',
    њ: 'n',
    ћ: 'ch',
    ђ: 'dzh',
  },
  ...{ č: 'ch', š: 'sh', ž: 'zh', đ: 'd', ł: 'l', ı: 'i', ß: 'ss', æ: 'e', ø: 'o' },
}

/** What people write in several ways, each step upon the last. */
const sounds: readonly [RegExp, string][] = [
  [/shch|sch|sht/g, 'sh'],
  [/tch/g, 'ch'],
  [/kh/g, 'h'],
  [/dj/g, 'dzh'],
  [/ck/g, 'k'],
  [/c(?![eiyh])/g, 'k'],
  [/t[sz]/g, 'c'],
  [/q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ou/g, 'u'],
  [/[yj]/g, 'i'],
  [/i+e/g, 'e'],
]

const doubled = /([a-z])\1+/g
/** With fewer left a word of doubled letters would be the beginning of half of all words. */
const leastUndoubled = 3

/** Russian ъ before such a vowel only parts it from what stands before: it is never heard. */
const mutedSign = /[ъ'’ʼ](?=[еёюяє])|['’ʼ`]/g

/** `word`: one word, folded or not. */
export function skeleton(word: string): string {
  const known = skeletons.get(word)
  if (known !== undefined) return known
  // Some presentation forms of Arabic come apart into a space and a mark; a word holds no space.
  const made = soundsOf(word.normalize('NFC').toLowerCase()).replace(/\s+/g, '')
  // Nobody's word is longer, and whoever makes some up fills no memory.
  if (word.length > longestKept) return made
  if (skeletons.size >= mostKept) skeletons.clear()
  skeletons.set(word, made)
  return made
}

/** Folded text letter by letter in Latin: a part of the text stays a part of it, which sounds do not. */
export function inLatin(folded: string): string {
  return folded.replace(/[\u0080-\uffff]/g, (letter) => latin[letter] ?? letter)
}

/**
 * Every skeleton that `word` may be looked for by: what Bulgarian writes with ъ people type in Latin with a, u or y,
 * what Russian writes with ё they type with e or yo, and Belarusian ў is в in other forms of the word. The first is `skeleton(word)`.
 */
export function spellings(word: string): string[] {
  const letters = word.normalize('NFC').toLowerCase().replace(mutedSign, '')
  const others = [
    ...[letters.replaceAll('ъ', 'у'), letters.replaceAll('ъ', 'и')],
    ...[letters.replaceAll('ё', 'йо'), letters.replaceAll('ў', 'в')],
  ]
  return [...new Set([word, ...others].map(skeleton))]
}

/** The same words come again and again. */
const skeletons = new Map<string, string>()
const mostKept = 20_000
const longestKept = 50

function soundsOf(word: string): string {
  const letters = word.replace(mutedSign, '').replace(/[\u0080-\uffff]/g, (letter) => latin[letter] ?? letter)
  const bare = letters
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  const heard = sounds.reduce((text, [from, to]) => text.replace(from, to), bare)
  const undoubled = heard.replace(doubled, '$1')
  return undoubled.length < leastUndoubled ? heard : undoubled
}
