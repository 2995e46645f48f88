/** The project that an event belongs to: its number, title and the programme that pays. */
import { type Fact, fact } from './fact.ts'
import { byOpening, type Quotes } from './organization-names.ts'
import type { Quoted } from './quotes.ts'
import { begins, isCapital, list, type Source, spanOf, type Token } from './source.ts'

const projects = ['проект', 'праект', 'project', 'долбоор']
const numberWords = list(`
  номер number № no договор контракт заявка agreement grant договір рег
`)
const programmes = ['програм', 'программ', 'праграм', 'programme', 'program', 'механиз', 'механизъм']
const ofProgrammes = new Set(
  list(`
  и на за по of and for + - , the от для :
`),
)

export function findProject(source: Source, quoted: readonly Quoted[]): Fact[] {
  const quotes = byOpening(quoted)
  return [numberOf(source), titleOf(source, quotes), programmeOf(source, quotes)].filter(
    (one) => one !== undefined,
  )
}

function numberOf(source: Source): Fact | undefined {
  const { tokens } = source
  for (let at = 0; at < tokens.length; at += 1) {
    const last = numberEnd(tokens, at)
    if (last === undefined) continue
    const span = spanOf(source, at, last)
    return fact('project-number', source.text.slice(span.from, span.to), span)
  }
  return undefined
}

/** `BG05SFOP001-2.025-0007` anywhere; other figures only behind a word such as "project" or "grant". */
function numberEnd(tokens: readonly Token[], at: number): number | undefined {
  const first = tokens[at]
  if (
    first === undefined ||
    (tokens[at - 1] !== undefined &&
      !first.spaced &&
      tokens[at - 1]?.kind !== 'break' &&
      !/^[(№:"„“«]$/.test(tokens[at - 1]?.text ?? ''))
  )
    return undefined
  let last = at
  while (last - at < 24 && isNumberPart(tokens, last + 1)) last += 1
  while (last > at && tokens[last]?.kind === 'mark') last -= 1
  const text = tokens
    .slice(at, last + 1)
    .map((token) => token.text)
    .join('')
  const digits = (text.match(/\d/g) ?? []).length
  const isCode =
    /^[A-Z]{2}[A-Z\d]*[-.\d]/.test(text) && digits >= 4 && /[-.]/.test(text) && !/[a-zа-я]/.test(text)
  if (isCode) return last
  const before = tokens.slice(Math.max(0, at - 4), at)
  const isNamed =
    before.some((token) => begins(token, numberWords)) &&
    tokens
      .slice(Math.max(0, at - 8), at)
      .some((token) => begins(token, [...projects, 'grant', 'заявка', 'грант']))
  return isNamed && digits >= 5 && /^[\dA-Z]/.test(text) && !/^\d{1,2}\.\d{1,2}\.\d{4}$/.test(text)
    ? last
    : undefined
}

function isNumberPart(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token === undefined || token.spaced || token.kind === 'break') return false
  return token.kind !== 'mark' || /^[-./_]$/.test(token.text)
}

/** „…“ behind "project", its number between; or a name in capital letters behind it. */
function titleOf(source: Source, quotes: Quotes): Fact | undefined {
  const { tokens } = source
  for (let at = 0; at < tokens.length; at += 1) {
    if (!begins(tokens[at], projects)) continue
    const quote = quoteSoon(source, quotes, at)
    if (quote !== undefined) {
      const inner = spanOf(source, quote.first + 1, quote.last - 1)
      return fact('project-title', source.text.slice(inner.from, inner.to), inner)
    }
    const capitals = capitalsFrom(tokens, at + 1)
    if (capitals !== undefined) {
      const span = spanOf(source, at + 1, capitals)
      return fact('project-title', source.text.slice(span.from, span.to), span)
    }
  }
  return undefined
}

/** Words between would make it somebody else's name: only a number, "No." and the like may stand there. */
function quoteSoon(source: Source, quotes: Quotes, at: number): Quoted | undefined {
  for (let next = at + 1; next < at + 22; next += 1) {
    const quote = quotes.get(next)
    if (quote !== undefined) return quote
    const token = source.tokens[next]
    if (token === undefined || token.kind === 'break' || token.sentence !== source.tokens[at]?.sentence)
      return undefined
    const isPlain =
      token.kind !== 'word' ||
      begins(token, numberWords) ||
      /^[A-Z\d]+$/.test(token.text) ||
      list(`
        с на тема под названием наименование entitled called title under the
      `).includes(token.low)
    if (!isPlain || token.text === ',') return undefined
  }
  return undefined
}

function capitalsFrom(tokens: readonly Token[], at: number): number | undefined {
  let last = at - 1
  while (/^\p{Lu}{2,}$/u.test(tokens[last + 1]?.text ?? '') && last - at < 6) last += 1
  const next = tokens[last + 1]
  // A number of letters and figures is no title.
  return last >= at && next?.kind !== 'number' && !(next?.text === '-' && !next.spaced) ? last : undefined
}

/** „Програма „…“", "the X Programme", "Programme: X"; with its adjectives before: "Оперативна програма". */
function programmeOf(source: Source, quotes: Quotes): Fact | undefined {
  const { tokens } = source
  for (let at = 0; at < tokens.length; at += 1) {
    if (!begins(tokens[at], programmes)) continue
    const span =
      quotedProgramme(source, quotes, at) ??
      labelledProgramme(tokens, at) ??
      latinProgramme(tokens, at) ??
      mechanism(tokens, at)
    if (span === undefined) continue
    const { from, to } = spanOf(source, span[0], span[1])
    return fact('programme', source.text.slice(from, to), { from, to })
  }
  return undefined
}

function quotedProgramme(source: Source, quotes: Quotes, at: number): [number, number] | undefined {
  const quote = quotes.get(at + 1)
  if (quote === undefined) return undefined
  const before = source.tokens[at - 1]
  return [
    before !== undefined && /^(оперативн|операционн|национал)/.test(before.low) ? at - 1 : at,
    quote.last,
  ]
}

function labelledProgramme(tokens: readonly Token[], at: number): [number, number] | undefined {
  if (tokens[at + 1]?.text !== ':' || !isCapital(tokens[at + 2])) return undefined
  let last = at + 2
  while (
    tokens[last + 1] !== undefined &&
    tokens[last + 1]?.kind !== 'break' &&
    last - at < 20 &&
    !/^[.;]$/.test(tokens[last + 1]?.text ?? '')
  )
    last += 1
  const isAgenda = tokens[at + 2]?.line !== tokens[at]?.line
  return isAgenda ? undefined : [at + 2, last]
}

function latinProgramme(tokens: readonly Token[], at: number): [number, number] | undefined {
  const isEnglish = /^program/.test(tokens[at]?.low ?? '')
  if (!isEnglish) return undefined
  let first = at
  while (
    first > 0 &&
    at - first < 10 &&
    tokens[first - 1]?.sentence === tokens[at]?.sentence &&
    (isCapital(tokens[first - 1]) || ofProgrammes.has(tokens[first - 1]?.low ?? ''))
  )
    first -= 1
  while (first < at && !isCapital(tokens[first])) first += 1
  return first < at && !['officer'].includes(tokens[at + 1]?.low ?? '') ? [first, at] : undefined
}

/** "Финансовия механизъм на Европейското икономическо пространство", «Программа развития ООН» is an organization. */
function mechanism(tokens: readonly Token[], at: number): [number, number] | undefined {
  if (!begins(tokens[at], ['механиз']) || !begins(tokens[at - 1], ['финансов'])) return undefined
  let last = at
  while (
    last - at < 8 &&
    tokens[last + 1]?.kind === 'word' &&
    tokens[last + 1]?.sentence === tokens[at]?.sentence
  )
    last += 1
  return [at - 1, last]
}
