/** Names in quotation marks of any kind: „Българи“, «ёлочки», “English”, ‘single’, "straight". */
import { type Source, spanOf, type Token } from './source.ts'

export type Quoted = {
  /** Tokens of the marks themselves */
  first: number
  last: number
  from: number
  to: number
}

const closing: Readonly<Record<string, string>> = {
  '„': '“”"‟',
  '«': '»',
  '“': '”"',
  '‘': '’',
  '"': '"',
  '‟': '”',
  '‚': '‘',
}
const longest = 60
/** No announcement has as many. */
const most = 500

/** Outermost first; a name inside a name is not told apart. */
export function quotedIn(source: Source): Quoted[] {
  const found: Quoted[] = []
  for (let at = 0; at < source.tokens.length && found.length < most; at += 1) {
    const last = closingAt(source.tokens, at)
    if (last === undefined) continue
    found.push({ first: at, last, ...spanOf(source, at, last) })
    at = last
  }
  return found
}

function closingAt(tokens: readonly Token[], at: number): number | undefined {
  const mark = tokens[at]
  const ends = mark === undefined ? undefined : closing[mark.text]
  if (mark === undefined || ends === undefined) return undefined
  let depth = 1
  for (let next = at + 1; next < Math.min(tokens.length, at + longest); next += 1) {
    const token = tokens[next]
    if (token === undefined || token.kind === 'break') return undefined
    if (ends.includes(token.text)) depth -= 1
    else if (token.text === mark.text) depth += 1
    if (depth === 0) return next === at + 1 ? undefined : next
  }
  return undefined
}
