/** The text of an announcement cut into words once; every finder walks along these. */
import type { Span } from './fact.ts'

export type Token = Span & {
  kind: 'word' | 'number' | 'mark' | 'break'
  text: string
  /** In lower case, ё as е */
  low: string
  /** White space stands before it */
  spaced: boolean
  /** Counts the sentences; a line that does not run on ends one */
  sentence: number
  line: number
}

export type Source = { text: string; tokens: readonly Token[] }

const pieces = /[\p{L}\p{M}]+(?:['’ʼ]\p{L}+)*|\d+|\n+|[^\s]/gu

/** Abbreviations whose point ends no sentence. */
const abbreviated = new Set(
  (
    'г гр гг год ч час т тел факс моб ул бул пл пр просп кв ж ет каб ауд стр корп д обл общ им св инж доц проф др ' +
    'акад арх адв зам вул пав вх ап с к бл изх вх вътр доб ст чл ал стр напр чел мин руб лв тыс млн no nr st mr mrs ' +
    'ms dr prof tel fax mob ext p a m e ave blvd str rd sq pl jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'пос пгт дер п ш эт мкр пн вт ср чт пт сб вс пон вто сря чет пет съб нед'
  ).split(' '),
)

const leadsToHour = /^(?:от|в|с|до|на|from|at|to|between|саат|у|а|з|[-–—])$/
/** A line as long as this, whose next begins in lower case, was broken for its length only. */
const leastOfBroken = 45

/** `text`: cleaned, lines parted by `\n`. */
export function sourceOf(text: string): Source {
  const tokens: Token[] = []
  let behind = 0
  const count = { sentence: 0, line: 0, lineStart: 0 }
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    const token = tokenOf(piece, index, index > behind, count)
    behind = token.to
    if (token.kind === 'break') count.line += piece.length
    const runsOn = token.kind === 'break' && isRunningOn(text, tokens.at(-1), token, count.lineStart)
    if (token.kind === 'break') count.lineStart = token.to
    if (runsOn) {
      behind = index - 1
      continue
    }
    if (token.kind === 'break' || endsSentence(token, tokens.at(-1), text)) count.sentence += 1
    tokens.push(token)
  }
  return { text, tokens }
}

function tokenOf(
  piece: string,
  from: number,
  spaced: boolean,
  { sentence, line }: { sentence: number; line: number },
): Token {
  const kind = /^\n/.test(piece)
    ? 'break'
    : /^\d/.test(piece)
      ? 'number'
      : /^[\p{L}\p{M}]/u.test(piece)
        ? 'word'
        : 'mark'
  const low = kind === 'word' ? piece.toLowerCase().replaceAll('ё', 'е') : piece
  return { kind, text: piece, low, from, to: from + piece.length, spaced, sentence, line }
}

function isRunningOn(text: string, last: Token | undefined, line: Token, lineStart: number): boolean {
  if (line.text.length > 1 || last === undefined) return false
  if (last.text === '@' || (last.text === '-' && last.from - lineStart > leastOfBroken)) return true
  const next = text.charAt(line.to)
  // A line of a timetable below a long one.
  if (/^\d{1,2}[:.]\d\d(?!\d)/.test(text.slice(line.to, line.to + 6)) && !leadsToHour.test(last.low))
    return false
  return last.to - lineStart >= leastOfBroken && !/[.!?:;]/.test(last.text) && /[\p{Ll}„“«"(\d]/u.test(next)
}

/** `?` and `!` inside a quoted name end nothing: what follows is no capital letter after a space. */
function endsSentence(token: Token, last: Token | undefined, text: string): boolean {
  if (!/^[.!?…]$/.test(token.text)) return false
  const next = text.slice(token.to, token.to + 2)
  if (!/^\s[^\p{Ll}]/u.test(next) && next.trim() !== '') return false
  if (token.text !== '.') return true
  return !(last?.kind === 'word' && !token.spaced && abbreviated.has(last.low)) && !isInitial(last)
}

function isInitial(last: Token | undefined): boolean {
  return last !== undefined && last.kind === 'word' && last.text.length === 1 && /\p{Lu}/u.test(last.text)
}

/** The text from one token to another, both included. */
export function spanOf(source: Source, first: number, last: number): Span {
  return { from: source.tokens[first]?.from ?? 0, to: source.tokens[last]?.to ?? 0 }
}

/** The words of a dictionary, parted by white space. */
export function list(words: string): readonly string[] {
  return words.trim().split(/\s+/)
}

/** Whether the word begins with one of these stems. */
export function begins(token: Token | undefined, stems: readonly string[]): boolean {
  return token !== undefined && stems.some((stem) => token.low.startsWith(stem))
}

export function isCapital(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\p{Lu}/u.test(token.text)
}

/** The tokens before one, nearest first, within its sentence and so many. */
export function* backwards(source: Source, index: number, most: number): Generator<Token> {
  const sentence = source.tokens[index]?.sentence
  for (let at = index - 1; at >= 0 && at >= index - most; at -= 1) {
    const token = source.tokens[at]
    if (token === undefined || token.sentence !== sentence) return
    yield token
  }
}

/** The tokens behind one, nearest first, within its sentence and so many. */
export function* forwards(source: Source, index: number, most: number): Generator<Token> {
  const sentence = source.tokens[index]?.sentence
  for (let at = index + 1; at < source.tokens.length && at <= index + most; at += 1) {
    const token = source.tokens[at]
    if (token === undefined || token.sentence !== sentence || token.kind === 'break') return
    yield token
  }
}
