/**
 * Cyrillic written in Latin letters as its own country does, for addresses that people read out: Bulgarian by the law on
 * transliteration of 2009, Russian as in passports, Belarusian and Kyrgyz near to that.
 */

const shared: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l' },
  ...{ м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch' },
  ...{ ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', ё: 'e', і: 'i', ў: 'u' },
  ...{ ї: 'i', є: 'ie', ґ: 'g', ң: 'n', ө: 'o', ү: 'u', қ: 'k', ғ: 'g', ә: 'a', ұ: 'u', һ: 'h', ј: 'j' },
  ...{ ß: 'ss', æ: 'ae', ø: 'o', đ: 'd', ł: 'l', ı: 'i' },
}

const own: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bg: { щ: 'sht', ъ: 'a', ь: 'y', х: 'h' },
  be: { г: 'h', ё: 'io' },
  ky: { ж: 'j' },
}

/** Lower case letters, digits and single hyphens: `Кръгла маса 2027` in Bulgarian gives `kragla-masa-2027`. */
export function latinName(text: string, language: string): string {
  const letters = { ...shared, ...own[language] }
  const latin = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, (letter) => letters[letter] ?? letter)
  return latin
    .normalize('NFKD')
    .replace(/\p{M}+|['’ʼ]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** The same, whole words of it, at most `most` letters long; `otherwise` where nothing is left. */
export function shortLatinName(text: string, language: string, most: number, otherwise: string): string {
  const name = latinName(text, language)
  if (name.length <= most) return name === '' ? otherwise : name
  const cut = name.slice(0, most + 1)
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : name.slice(0, most)
}
