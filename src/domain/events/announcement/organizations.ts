/** Who holds the event, with whom, and who pays: organizations by the words that give them their part. */
import type { OrganizationRole } from '../event.ts'
import { type Fact, fact } from './fact.ts'
import { completions, labels, leads, openVerbs, verbs } from './organization-leads.ts'
import {
  byOpening,
  isConjunction,
  isTrade,
  type Named,
  organizationAt,
  type Quotes,
} from './organization-names.ts'
import type { Quoted } from './quotes.ts'
import { begins, isCapital, type Source, type Token } from './source.ts'

type Part = { role: OrganizationRole; named: Named }

const most = 40
/** No announcement has as many words that lead to an organization. */
const mostTriggers = 60

export function findOrganizations(source: Source, quoted: readonly Quoted[]): Fact[] {
  const quotes = byOpening(quoted)
  let triggers = 0
  const parts = source.tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || triggers > mostTriggers || !isTrigger(token)) return []
    triggers += 1
    return labelled(source, quotes, at) ?? led(source, quotes, at) ?? subject(source, quotes, at)
  })
  const known = unique(
    source,
    parts.filter(({ named }) => !isProgramme(source, named)),
  )
  const found = known.some(({ role }) => role === 'organizer' || role === 'beneficiary')
    ? known
    : [...known, ...lastResort(source, quotes, known)]
  return found.map(({ role, named }) => fact(role, source.text.slice(named.from, named.to), named))
}

function isTrigger(token: Token): boolean {
  return (
    verbs.includes(token.low) ||
    labels.some(([, stems]) => begins(token, stems)) ||
    leads.some(([, [stems = []]]) => begins(token, stems))
  )
}

/** „Програма „…““ pays, and yet is none who could stand beside the organizers. */
function isProgramme(source: Source, { from, to }: Named): boolean {
  return /^(?:оперативн\S+ |национальн\S+ )?програм\S* [„«"“]/i.test(source.text.slice(from, to))
}

/** "Организатори: …", «Организаторы — …», "Партньор – …", "Organised by" at the line's end with a list below. */
function labelled(source: Source, quotes: Quotes, at: number): Part[] | undefined {
  const { tokens } = source
  const role = labels.find(([, stems]) => begins(tokens[at], stems))?.[0]
  if (role === undefined) return undefined
  for (let next = at + 1; next <= at + 5; next += 1) {
    const token = tokens[next]
    if (token === undefined || token.kind === 'break') return undefined
    const isMark = token.text === ':' || (/^[–—-]$/.test(token.text) && token.spaced) || token.low === 'е'
    if (isMark) return [...listFrom(source, quotes, next + 1)].map((named) => ({ role, named }))
    if (token.kind !== 'word') return undefined
  }
  return undefined
}

function led(source: Source, quotes: Quotes, at: number): Part[] | undefined {
  const { tokens } = source
  for (const [role, [stems = [], prepositions]] of leads) {
    if (!begins(tokens[at], stems)) continue
    const start = prepositions === undefined ? at + 1 : startBehind(tokens, at, prepositions)
    if (start === undefined) continue
    const list = listFrom(source, quotes, start)
    if (list.length > 0) return list.map((named) => ({ role, named }))
  }
  return undefined
}

function startBehind(
  tokens: readonly Token[],
  at: number,
  prepositions: readonly string[],
): number | undefined {
  // «Организовала встречу городская управа»
  if (prepositions.length === 0)
    return begins(tokens[at + 1], ['встреч', 'мероприят', 'срещ', 'събити']) ? at + 2 : at + 1
  const found = [at + 1, at + 2].find((next) => prepositions.includes(tokens[next]?.low ?? ''))
  return found === undefined ? undefined : found + 1
}

/** One organization or several, parted by commas and "and", or one on each line. */
function listFrom(source: Source, quotes: Quotes, start: number): Named[] {
  const { tokens } = source
  const list: Named[] = []
  let at = start
  for (let round = 0; round < 12; round += 1) {
    while (/^[•*·–—-]$/.test(tokens[at]?.text ?? '') || tokens[at]?.low === 'the') at += 1
    if (tokens[at]?.kind === 'break' && (list.length === 0 || isBullet(tokens[at + 1]))) {
      at += 1
      if (round > 0 || isBullet(tokens[at]) || list.length === 0) continue
    }
    const named = organizationAt(source, quotes, at)
    if (named === undefined) break
    list.push(named)
    const joint = tokens[named.last + 1]
    if (joint !== undefined && (joint.text === ',' || joint.text === ';' || isConjunction(joint)))
      at = named.last + 2
    else if (joint?.kind === 'break' && isBullet(tokens[named.last + 2])) at = named.last + 2
    else break
    if (isConjunction(tokens[at])) at += 1
  }
  return list
}

function isBullet(token: Token | undefined): boolean {
  return /^[•*·–—-]$/.test(token?.text ?? '')
}

/** "Фондация … организира …": the longest list that ends where the verb stands. */
function subject(source: Source, quotes: Quotes, at: number): Part[] {
  const { tokens } = source
  const verb = tokens[at]
  // "Ще се проведе" says nothing of who holds it.
  if (verb === undefined || !verbs.includes(verb.low) || tokens[at - 1]?.low === 'се') return []
  if (openVerbs.has(verb.low) && !tokens.slice(at + 1, at + 4).some((one) => completions.includes(one.low)))
    return []
  for (let start = Math.max(0, at - most); start < at; start += 1) {
    const token = tokens[start]
    if (token === undefined || token.sentence !== verb.sentence) continue
    if (token.kind !== 'word' && !quotes.has(start)) continue
    const list = listFrom(source, quotes, start)
    const last = list.at(-1)?.last
    const opens =
      tokens[start - 1]?.sentence !== token.sentence && at - (last ?? at) <= 16 && isCapital(token)
    if (
      last !== undefined &&
      last < at &&
      ((opens && !openVerbs.has(verb.low)) || isJustBefore(tokens, last, at))
    )
      return list.map((named) => ({ role: 'organizer', named }))
  }
  return []
}

/** Between a name and its verb at most "together with somebody", who was read by himself, or a short word. */
function isJustBefore(tokens: readonly Token[], last: number, verb: number): boolean {
  if (last >= verb) return false
  const between = tokens.slice(last + 1, verb)
  if (between.length === 0) return true
  if (between.length <= 2 && between.every(({ low }) => ['ще', 'ви', 'вас', 'also', 'также'].includes(low)))
    return true
  return (
    begins(between[0], ['съвместно', 'совместно', 'сумесна', 'together', 'jointly']) ||
    (between[0]?.text === ',' &&
      begins(between[1], ['съвместно', 'совместно', 'together', 'jointly', 'финансир']))
  )
}

/** Each under its first part; who pays does not hold as well. */
function unique(source: Source, parts: readonly Part[]): Part[] {
  const seen = new Set<string>()
  return parts.filter(({ named }) => {
    const key = source.text
      .slice(named.from, named.to)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
    const stem = key
      .split(' ')
      .map((word) => word.slice(0, Math.max(4, word.length - 2)))
      .join(' ')
    if (seen.has(stem)) return false
    seen.add(stem)
    return true
  })
}

/** A letterhead or a signature that is an organization's name and nothing else. */
function lastResort(source: Source, quotes: Quotes, known: readonly Part[]): Part[] {
  const { tokens } = source
  const starts = tokens.flatMap((token, at) =>
    token.kind === 'word' && (at === 0 || tokens[at - 1]?.kind === 'break') ? [at] : [],
  )
  const few = [...starts.slice(0, 3), ...starts.slice(-5)]
  for (const at of few) {
    if (!tokens.slice(at, at + 5).some(isTrade)) continue
    const named = organizationAt(source, quotes, at)
    if (named === undefined || !isWholeLine(tokens, named)) continue
    if (
      !tokens.slice(named.first, named.last + 1).some(isTrade) ||
      begins(tokens[at], ['кмет', 'европ', 'до', 'руковод', 'programme', 'project'])
    )
      continue
    if (known.some((part) => part.named.first === named.first)) continue
    return [{ role: 'organizer', named }]
  }
  return []
}

function isWholeLine(tokens: readonly Token[], { last }: Named): boolean {
  const next = tokens[last + 1]
  return next === undefined || next.kind === 'break'
}
