/** The text of a file whose encoding nobody has said. */

export type DecodedText = { text: string; encoding: string }

/**
 * By its byte order mark; else UTF-8 where every byte fits it, since hardly any other text does; else UTF-16 where
 * every other byte is empty; else the one of the old code pages in which it reads most like words.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const marked = markedEncoding(bytes)
  if (marked !== null) return decoded(bytes, marked)
  const wide = wideEncoding(bytes)
  if (wide !== null) return decoded(bytes, wide)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return decoded(bytes, likeliestPage(bytes)) // what is no UTF-8 throws
  }
}

function decoded(bytes: Buffer, encoding: string): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function markedEncoding(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/** Without a mark: separators, digits and line ends are one byte and an empty one, whatever the letters are. */
function wideEncoding(bytes: Buffer): string | null {
  const some = bytes.subarray(0, 4000)
  const empty: [number, number] = [0, 0]
  for (const [at, byte] of some.entries()) if (byte === 0) empty[at % 2 === 0 ? 0 : 1] += 1
  const [even, odd] = empty
  if (odd > some.length / 40 && even === 0) return 'utf-16le'
  return even > some.length / 40 && odd === 0 ? 'utf-16be' : null
}

const pages = ['windows-1251', 'windows-1252', 'koi8-r', 'ibm866', 'x-mac-cyrillic'] as const

/** Some hundred words tell; the first wins where two read as well. */
function likeliestPage(bytes: Buffer): string {
  const some = sampled(bytes)
  let best: { page: string; score: number } = { page: pages[0], score: Number.NEGATIVE_INFINITY }
  for (const page of pages) {
    const score = likeness(new TextDecoder(page).decode(some))
    if (score > best.score) best = { page, score }
  }
  return best.page
}

/** The lines with the most bytes beyond ASCII are those that tell code pages apart. */
function sampled(bytes: Buffer): Buffer {
  const from = bytes.findIndex((byte) => byte >= 0x80)
  return bytes.subarray(Math.max(0, from - 200), from + 20_000)
}

const usual = /[оеаинтсрвлкмдпу]/g
const cyrillicWord = /[\p{Script=Cyrillic}]+/gu
/** A small letter before a capital one, or signs of other alphabets and frames within a word. */
const oddWord = /\p{Ll}\p{Lu}/u
const strange = /[\u2500-\u259f\u0080-\u009f©®™†‡¶§°±¤¦¬µ√∞≈≤≥◊÷ЂЃѓЉЊЌЋЏђљњќћџҐґ]/g
const latinWord = /[A-Za-z\u00c0-\u024f]+/g
const plainWithMark = /^[A-Za-z]*[\u00c0-\u024f][A-Za-z]*$/

/** How much a text reads like Cyrillic words, or like Latin ones with a mark here and there. */
function likeness(text: string): number {
  let score = 0
  for (const [word] of text.matchAll(cyrillicWord)) {
    const known = word.toLowerCase().match(usual)?.length ?? 0
    score += oddWord.test(word) ? -word.length : known
  }
  for (const [word] of text.matchAll(latinWord)) {
    if (/^[A-Za-z]+$/.test(word)) continue
    score += plainWithMark.test(word) && word.length > 2 ? 1.5 : -word.length
  }
  return score - 3 * (text.match(strange)?.length ?? 0)
}
