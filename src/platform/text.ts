/** Cleaning of what people type, and folding for comparison. */

/**
 * Invisible characters that reorder, hide or split text: format characters (bidi controls, zero-width space,
 * soft hyphen, tags) and non-characters. The joiners U+200C and U+200D stay: scripts and emoji are spelt with them.
 */
const invisible = /[[\p{Cf}\p{Noncharacter_Code_Point}]--[\u200c\u200d]]/gv
const invisibleToFold = /[\p{Cf}\p{Noncharacter_Code_Point}]/gu
const controls = /[\p{Cc}]/gu
const lineBreak = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g
/** Nobody's name needs more marks on a letter than this; a stack of hundreds covers the lines around it. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu
/** Longest a grapheme may be on average, in UTF-16 units (a family of four with skin tones has 19). */
const unitsPerGrapheme = 20

/**
 * Anything but letters of Latin and Cyrillic that are one code point in every form, printable ASCII and single inner
 * spaces. Nearly all that people type has nothing of it, and passes untouched.
 */
const wantsCleaning = /[^ -~\u00c0-\u024f\u0400-\u045f]| {2}|^ | $/
/** Anything that folding does more to than lower its case. */
const wantsFolding = /[^ -~·А-Яа-я]| {2}|^ | $/

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * One line of plain text: NFC, well formed, without controls, bidi controls and other invisible characters,
 * white space collapsed to single spaces and trimmed, at most `maxGraphemes` characters as a reader counts them.
 * Cleaning twice changes nothing more.
 */
export function cleanLine(text: string, maxGraphemes: number): string {
  if (text.length <= maxGraphemes && !wantsCleaning.test(text)) return text
  const line = visible(text.replace(lineBreak, ' ').replace(/\s+/gu, ' ')).replace(/ +/g, ' ').trim()
  return cut(line, maxGraphemes).trimEnd()
}

/** As `cleanLine`, but line breaks stay, as `\n`, at most one empty line in a row. */
export function cleanLines(text: string, maxGraphemes: number): string {
  const lines = text.replace(lineBreak, '\n').split('\n')
  const tidy = lines.map((line) => cleanLine(line, Number.POSITIVE_INFINITY)).join('\n')
  return cut(tidy.replace(/\n{3,}/g, '\n\n').trim(), maxGraphemes).trimEnd()
}

/**
 * The same text however it was typed: NFKC, lower case whatever the locale, `ё` as `е` (`й` is kept), Latin letters
 * without their marks, white space collapsed. For telling whether two entries are the same, and for search;
 * never shown.
 */
export function fold(text: string): string {
  if (!wantsFolding.test(text)) return text.toLowerCase()
  const plain = text.toWellFormed().replace(invisibleToFold, '').replace(controls, ' ')
  const letters = plain.normalize('NFKC').toLowerCase().normalize('NFKD')
  const bare = letters
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/е\u0308/gu, 'е')
    .replace(/ß/g, 'ss')
    .replace(/ς/g, 'σ')
  return bare.normalize('NFKC').replace(/\s+/gu, ' ').trim()
}

function visible(text: string): string {
  const kept = text.toWellFormed().replace(invisible, '').replace(controls, '')
  return kept.normalize('NFC').replace(stackedMarks, '$1')
}

function cut(text: string, maxGraphemes: number): string {
  // No text has more graphemes than UTF-16 units: short ones, nearly all, are not segmented.
  if (text.length <= maxGraphemes) return text
  let end = 0
  let count = 0
  for (const { segment } of graphemes.segment(text)) {
    count += 1
    if (count > maxGraphemes || end + segment.length > maxGraphemes * unitsPerGrapheme) break
    end += segment.length
  }
  return text.slice(0, end)
}
