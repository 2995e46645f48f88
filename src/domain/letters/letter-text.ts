/**
 * What organizers write, told apart: paragraphs (an empty line between them), lists (lines that begin with `- `),
 * bare links, and `{tokens}` that stand for facts. All of it in one pass over what was written: a value that is put in
 * is data, whatever it looks like, and becomes neither a token nor a link.
 */

import { isOneStepAway } from '../events/finding/similar-words.ts'

export const tokenNames = ['name', 'event', 'date', 'time', 'place', 'reference', 'link', 'contact'] as const
export type TokenName = (typeof tokenNames)[number]

/** A piece of a line; `href` where it is a link. */
export type Piece = { text: string; href?: string }

export type TokenValues = Readonly<Record<TokenName, Piece>>

export type Block = { lines: Piece[][] } | { items: Piece[][] }

export function blocksOf(body: string, values: TokenValues): Block[] {
  const paragraphs = body
    .split(/\n[^\S\n]*\n/)
    .map((text) => text.split('\n').filter((line) => line.trim() !== ''))
  return paragraphs.flatMap((lines) => runsOf(lines).map((run) => blockOf(run, values)))
}

/** A heading line may stand right above its list. */
function runsOf(lines: readonly string[]): string[][] {
  const runs: string[][] = []
  for (const line of lines) {
    const run = runs.at(-1)
    if (run !== undefined && isItem(run[0] ?? '') === isItem(line)) run.push(line)
    else runs.push([line])
  }
  return runs
}

function isItem(line: string): boolean {
  return /^\s*[-–—•] /.test(line)
}

function blockOf(run: readonly string[], values: TokenValues): Block {
  if (!isItem(run[0] ?? '')) return { lines: run.map((line) => piecesOf(line.trim(), values)) }
  return { items: run.map((line) => piecesOf(line.replace(/^\s*[-–—•] /, '').trim(), values)) }
}

/** The subject: values as plain text. */
export function lineOf(text: string, values: TokenValues): string {
  return piecesOf(text, values)
    .map((piece) => piece.text)
    .join('')
}

const special = /\{([^{}\s]{1,40})\}|https?:\/\/[^\s<>{}"«»„“”]+/g

function piecesOf(line: string, values: TokenValues): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of line.matchAll(special)) {
    const [whole, name] = match
    const found = name === undefined ? linkOf(whole) : isToken(name) ? values[name] : { text: whole }
    pieces.push({ text: line.slice(from, match.index) }, found)
    const end = match.index + (name === undefined ? found.text.length : whole.length)
    from = end + (name !== undefined && endsTwice(found.text, line.slice(end)) ? 1 : 0)
  }
  pieces.push({ text: line.slice(from) })
  return pieces.filter(({ text }) => text !== '')
}

/** "в 9:00 ч." at the end of a sentence has one full stop. */
function endsTwice(value: string, rest: string): boolean {
  return value.endsWith('.') && /^\.(?!\.)/.test(rest)
}

/** A full stop or a bracket behind a link belongs to the sentence. */
function linkOf(typed: string): Piece {
  const text = typed.replace(/[.,;:!?)\]…]+$/, '')
  return { text, href: text }
}

function isToken(name: string): name is TokenName {
  return (tokenNames as readonly string[]).includes(name)
}

/** What stands in braces and means nothing, each once. */
export function unknownTokens(text: string): string[] {
  const named = [...text.matchAll(/\{([^{}\n]{0,40})\}/g)].map(([, name = '']) => name)
  return [...new Set(named.filter((name) => !isToken(name)))]
}

/** The token that was probably meant, by the names that it has in any language; null when none is near. */
export function nearestToken(
  typed: string,
  namesOf: (token: TokenName) => readonly string[],
): TokenName | null {
  const word = typed.trim().toLowerCase()
  const isNear = (name: string) => name === word || isOneStepAway(word, name) || word.startsWith(`${name}_`)
  return (
    tokenNames.find((token) => [token, ...namesOf(token)].some((name) => isNear(name.toLowerCase()))) ?? null
  )
}
