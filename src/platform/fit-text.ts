/** Breaking text into lines of a given width. */

/** A word with the spaces, or the hyphen or slash, after which a line may end. */
const piece = /[^\s/-]*(?:[/-]+|\s+|$)/gu
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
/** More than any line holds: what lies behind is cut off unread. */
const longest = 600

type Measure = (text: string) => number

/**
 * `text` in at most `mostLines` lines that `widthOf` finds no wider than `width`; what does not fit ends with an
 * ellipsis, a word wider than a line is broken within. Empty text has no lines.
 */
export function fitText(text: string, width: number, mostLines: number, widthOf: Measure): string[] {
  const line = text.slice(0, longest).toWellFormed().replace(/\s+/gu, ' ').trim()
  if (line === '') return []
  if (widthOf(line) <= width) return [line]
  const fits = (candidate: string): boolean => widthOf(candidate.trimEnd()) <= width
  const lines = brokenLines(line, fits)
  const kept = lines.slice(0, mostLines).map((part) => part.trimEnd())
  if (lines.length <= mostLines) return kept
  return [...kept.slice(0, -1), cutToFit(lines.slice(mostLines - 1).join(''), fits)]
}

/** As `fitText`, with lines of like length, for titles: no last line of a single word. */
export function balanceText(text: string, width: number, mostLines: number, widthOf: Measure): string[] {
  const lines = fitText(text, width, mostLines, widthOf)
  let best = lines
  for (let narrower = width * 0.98; narrower > width / 2; narrower -= width * 0.02) {
    const tried = fitText(text, narrower, mostLines, widthOf)
    if (tried.length > lines.length || tried.join(' ').length < lines.join(' ').length) break
    best = tried
  }
  return best
}

/** Together they are the text, spaces at the ends included. */
function brokenLines(text: string, fits: (candidate: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of piecesThatFit(text, fits)) {
    if (line !== '' && !fits(line + word)) {
      lines.push(line)
      line = ''
    }
    line += word
  }
  return [...lines, line]
}

function piecesThatFit(text: string, fits: (candidate: string) => boolean): string[] {
  const pieces = (text.match(piece) ?? []).filter((found) => found !== '')
  return pieces.flatMap((found) => (fits(found) ? [found] : brokenWord(found, fits)))
}

function brokenWord(word: string, fits: (candidate: string) => boolean): string[] {
  const parts: string[] = []
  let part = ''
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && !fits(part + segment)) {
      parts.push(part)
      part = ''
    }
    part += segment
  }
  return [...parts, part]
}

function cutToFit(text: string, fits: (candidate: string) => boolean): string {
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (!fits(`${kept}${segment}…`)) break
    kept += segment
  }
  return `${kept.replace(/[\s,;.–-]+$/u, '')}…`
}
