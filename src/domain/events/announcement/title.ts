/** What the event is called: a headline, a name in quotation marks behind its kind, or what the kind is about. */
import { monthOf } from './calendar-words.ts'
import { type Fact, fact, type Span } from './fact.ts'
import { type NamedKind, namedKinds } from './kind.ts'
import type { Quoted } from './quotes.ts'
import { begins, isCapital, list, type Source, spanOf, type Token } from './source.ts'

type Candidate = Span & { weight: number }

const topLines = 14
const longest = 220
const openers = list(`
  място место venue where дата проект покана приглашен каним запраша пресъоб пресс прессъ press
  съобщени обявлени анонс media call уважаем dear you на до във относно информационное изх исх
  проект урматтуу кулактандыруу друзья оповещен
`)
const fromKind = new Set(['на', 'за', 'по', 'of', 'on', 'концепции', 'проекта', 'праекта', 'о', 'об'])
const ends =
  /^(ще|която|който|което|котор|состо|пройд|прошл|адбуд|which|that|will|соберет|собира|соберёт|відбуд|организ(?:ира|у|ов)|organi[sz]e|hosted|join|прием)/

export function findTitle(source: Source, quoted: readonly Quoted[]): Fact | undefined {
  const kinds = namedKinds(source)
  const candidates = [
    ...headlines(source, quoted, kinds),
    ...kinds.flatMap((kind) => named(source, quoted, kind) ?? about(source, kind) ?? []),
  ]
  const best = candidates.reduce<Candidate | undefined>(
    (chosen, one) => (chosen === undefined || one.weight > chosen.weight ? one : chosen),
    undefined,
  )
  if (best === undefined) return undefined
  const text = source.text.slice(best.from, best.to).replace(/\s+/g, ' ')
  return fact('title', text.slice(0, 1).toLocaleUpperCase() + text.slice(1), { from: best.from, to: best.to })
}

function headlines(source: Source, quoted: readonly Quoted[], kinds: readonly NamedKind[]): Candidate[] {
  return lines(source)
    .filter(({ first }) => (source.tokens[first]?.line ?? 0) < topLines)
    .flatMap((line) => headline(source, line, quoted, kinds) ?? [])
}

function headline(
  source: Source,
  line: { first: number; last: number },
  quoted: readonly Quoted[],
  kinds: readonly NamedKind[],
): Candidate | undefined {
  const { tokens } = source
  const { last } = line
  const first = pastLead(tokens, line)
  const words = tokens.slice(first, last + 1)
  const count = words.filter(({ kind }) => kind === 'word').length
  const length = (tokens[last]?.to ?? 0) - (tokens[first]?.from ?? 0)
  if (length > longest || count < 2 || !couldBeHeadline(words)) return undefined
  const kind = kinds.find((one) => one.first >= first && one.last <= last)
  const quote = quoted.find((one) => one.first >= first && one.last <= last)
  const order = 0.01 * (tokens[first]?.line ?? 0)
  if (kind === undefined) {
    const weight = weightWithoutKind(words, count, quote)
    return weight === undefined ? undefined : { ...spanOf(source, first, last), weight: weight - order }
  }
  const start = startOf(tokens, first, kind)
  if (kind.first - start > 8) return undefined
  const weight = quote !== undefined ? 9 : isKindAlone(count, kind) ? 4.2 : 7
  return { ...spanOf(source, start, endOf(tokens, kind, quote, last)), weight: weight - order }
}

const subjects = new Set(list('относно regarding re наконт адносна'))
const abouts = new Set(list('за о об обо аб пра about'))

/** "Относно: …", «По поводу …», "за заключителна конференция …" under "ПОКАНА": what is spoken of begins behind. */
function pastLead(tokens: readonly Token[], { first, last }: { first: number; last: number }): number {
  const low = tokens[first]?.low ?? ''
  const isOccasion = low === 'по' && /^повод/.test(tokens[first + 1]?.low ?? '')
  const isAbout = abouts.has(low) && !isOwnCase(low) && !isCapital(tokens[first])
  if (!isOccasion && !subjects.has(low) && !isAbout) return first
  const next = isOccasion ? first + 2 : first + 1
  const behind = tokens[next]?.text === ':' ? next + 1 : next
  return behind < last ? behind : first
}

/** What follows of these in Russian stands in another case, which `startOf` knows how to leave. */
function isOwnCase(low: string): boolean {
  return ['о', 'об', 'обо', 'аб', 'пра'].includes(low)
}

/** No greeting, no label, no sentence, no line with the day. */
function couldBeHeadline(words: readonly Token[]): boolean {
  const last = words.at(-1)?.text ?? ''
  return (
    !begins(firstWord(words), openers) &&
    !hasDay(words) &&
    (![':', ',', '.'].includes(last) || isYear(words)) &&
    !words.some(({ text }) => text === '@')
  )
}

/** "2028–2034 г." ends no sentence. */
function isYear(words: readonly Token[]): boolean {
  return words.at(-1)?.text === '.' && ['г', 'гг'].includes(words.at(-2)?.low ?? '')
}

function weightWithoutKind(words: readonly Token[], count: number, quote: Quoted | undefined) {
  const [first] = words
  if (count < 4 || words.some(({ text }) => text === ':')) return undefined
  if (quote !== undefined && !isCapital(first)) return undefined
  if (!/^[\p{Lu}"„«“\d]/u.test(first?.text ?? '')) return undefined
  return /^[?!]$/.test(words.at(-1)?.text ?? '') ? 5 : 3
}

/** "ONLINE DISCUSSION" says what it is and not what it is called. */
function isKindAlone(count: number, { first, last }: NamedKind): boolean {
  return count <= last - first + 1
}

/** "О круглом столе «…»", an emblem before the words. */
function startOf(tokens: readonly Token[], first: number, kind: NamedKind | undefined): number {
  let start = first
  while (tokens[start]?.kind === 'mark' && !/^[«„“"‘]$/.test(tokens[start]?.text ?? '')) start += 1
  const low = tokens[start]?.low ?? ''
  if (kind !== undefined && kind.first > start && ['save', 'о', 'об'].includes(low)) return kind.first
  if (kind !== undefined && low === 'за') {
    const phrase = startOfPhrase(tokens, kind)
    if (phrase === start + 1 || begins(tokens[start + 1], ['участи'])) return phrase
  }
  return start
}

/** A headline tells more than the name: «… соберёт более 100 участников». */
function endOf(tokens: readonly Token[], kind: NamedKind, quote: Quoted | undefined, last: number): number {
  if (quote === undefined) return last
  const behind = Math.max(quote.last, kind.last)
  const stop = tokens
    .slice(behind + 1, last + 1)
    .findIndex((token) => ends.test(token.low) && !isCapital(token))
  return stop === -1 ? last : behind + stop
}

/** "кръгла маса на тема „…“", «семинар «…»», "seminar entitled ‘…’"; «…» тегерек столу. */
function named(source: Source, quoted: readonly Quoted[], kind: NamedKind): Candidate | undefined {
  const { tokens } = source
  const quote = quoted.find((one) => one.first > kind.last && one.first - kind.last <= 14)
  const before = quoted.find(
    (one) => one.last < kind.first && isNamedBefore(tokens.slice(one.last + 1, kind.first)),
  )
  if (before !== undefined) return { ...spanOf(source, before.first, kind.last), weight: 8 }
  if (quote === undefined || !isBridge(tokens.slice(kind.last + 1, quote.first))) return undefined
  if (quote.last - quote.first < 3) return undefined
  if (isInflected(tokens, kind)) return { ...spanOf(source, quote.first + 1, quote.last - 1), weight: 8 }
  return { ...spanOf(source, startOfPhrase(tokens, kind), quote.last), weight: 8.5 }
}

/** «…» тегерек столу, «…» деген темада коомдук угуу */
function isNamedBefore(between: readonly Token[]): boolean {
  return between.length <= 2 && between.every(({ low }) => ['деген', 'темада', 'аттуу'].includes(low))
}

/** What may stand between a kind and its name. */
function isBridge(between: readonly Token[]): boolean {
  const allowed = list(`
    на тема тему по под названием мото надслов entitled titled on the called проект проекту проекта
    с международным участием международно участие project of наслов заглавие тэму темата discussion
  `)
  const isOfProject = between.some((token) => begins(token, ['проект', 'project', 'праект']))
  return between.every((token) =>
    token.kind === 'break'
      ? between.length <= 2
      : token.text === ':' ||
        allowed.includes(token.low) ||
        (isOfProject && isNumberPart(token)) ||
        /^[-–—]$/.test(token.text) ||
        begins(token, ['практич', 'практик']),
  )
}

/** "№ BGLD-1.002-0077" */
function isNumberPart({ kind, text }: Token): boolean {
  return kind === 'number' || /^[№./]$/.test(text) || /^\p{Lu}+$/u.test(text)
}

/** Of Russian and Belarusian: a preposition before, or an ending that the first case has not. */
function isInflected(tokens: readonly Token[], kind: NamedKind): boolean {
  const last = tokens[kind.last]?.low ?? ''
  if (!/[а-яёіў]$/.test(last)) return false
  const first = startOfPhrase(tokens, kind)
  const preposition = tokens[first - 1]?.low ?? ''
  if (/^(маса|обсъждане|семинар|обучение|среща|работилница|сесия)$/.test(last)) return false
  return /[юуеиыом]$|ом$|ой$/.test(last) || ['в', 'на', 'о', 'об', 'к', 'у', 'ў', 'аб'].includes(preposition)
}

/** With the adjectives before: «IV Всероссийская научно-практическая». */
function startOfPhrase(tokens: readonly Token[], { first }: NamedKind): number {
  let start = first
  while (first - start < 6 && isAdjective(tokens, start - 1, tokens[first]))
    start -= tokens[start - 1]?.text === '-' ? 2 : 1
  return start
}

function isAdjective(tokens: readonly Token[], at: number, head: Token | undefined): boolean {
  const token = tokens[at]
  if (token === undefined || token.sentence !== head?.sentence) return false
  if (token.text === '-') return !token.spaced && tokens[at - 1]?.kind === 'word'
  if (/^[IVX]+$/.test(token.text)) return true
  return (
    token.kind === 'word' &&
    /(ый|ий|ой|ая|яя|ое|ее|на|ен|ски|ска|ско|тна|чна|вна|ная|ны|кі|ка|ative|al|ing|day)$/.test(token.low) &&
    (token.low.length > 4 || token.low === 'day')
  )
}

/** "публично обсъждане на проекта за бюджет на община Сини камък за 2027 година" */
function about(source: Source, kind: NamedKind): Candidate | undefined {
  const { tokens } = source
  const next = tokens[kind.last + 1]
  if (next === undefined || !fromKind.has(next.low) || next.sentence !== tokens[kind.first]?.sentence)
    return undefined
  let last = kind.last
  for (let at = kind.last + 1; at < tokens.length && at - kind.last < 26; at += 1) {
    const token = tokens[at]
    if (
      token === undefined ||
      token.sentence !== next.sentence ||
      token.kind === 'break' ||
      ends.test(token.low)
    )
      break
    if (/^[,;(.–—]$/.test(token.text)) break
    last = at
  }
  if (last - kind.last < 2) return undefined
  return {
    ...spanOf(source, startOfPhrase(tokens, kind), last),
    weight: (last - kind.last < 3 ? 3.5 : 5) + Math.min(1, (last - kind.last) / 10),
  }
}

function hasDay(words: readonly Token[]): boolean {
  return (
    words.some((token, at) => token.kind === 'number' && monthOf(words[at + 1]?.low ?? '') !== undefined) ||
    words.some(
      (token, at) =>
        token.kind === 'number' &&
        token.text.length === 2 &&
        words[at + 1]?.text === '.' &&
        words[at + 2]?.kind === 'number',
    )
  )
}

function firstWord(words: readonly Token[]): Token | undefined {
  return words.find(({ kind }) => kind === 'word')
}

function lines({ tokens }: Source): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = []
  let first = 0
  for (let at = 1; at <= tokens.length; at += 1) {
    if (at < tokens.length && tokens[at]?.kind !== 'break') continue
    if (tokens[first]?.kind !== 'break' || at - first > 1)
      found.push({ first: tokens[first]?.kind === 'break' ? first + 1 : first, last: at - 1 })
    first = at
  }
  return found
}
