/** Where the name of an organization ends: a noun of the trade, capital letters, a name in quotation marks. */
import type { Span } from './fact.ts'
import type { Quoted } from './quotes.ts'
import { isCapital, list, type Source, type Token } from './source.ts'

export type Named = Span & { first: number; last: number }

/** What an organization calls itself, in every case. */
const trades = [
  ...list(`
    общин сдруж фондац фонд асоц ассоц асац център центр цэнтр институт інстытут
  `),
  ...list(`
    министер міністэр агенц агент администр кметств клуб мреж мрежа сеть съвет совет савет
  `),
  ...list(`
    палат клъстер кластер ано оф оо ро музе библиот бібліят управ мэри комитет камітэт
  `),
  ...list(`
    объедин обедин аб'ядн аб’ядн бирикме уюм өкмөт учрежд установ ўстанов университ універс
  `),
  ...list(`
    дружеств движен инициатив ініцыят бюро комис комісі губернатор таварыств товариществ правител съюз союз саюз школ училищ читалищ
    областн
  `),
  ...list(`
    посолств посольств представителст представительст академи общество обществ департамент дирекц
    программ програм федерац организац редакц
  `),
  ...list(`
    council network forum institut universit foundation association centre center initiative trust
    fund
  `),
  ...list(`
    ministry department municipalit embassy agency commission union society programme office
    federation institute academy
  `),
]
/** They lead from what an organization is to whose. */
const inside = new Set('на от за по of for the and de di da du la le при в del den van für и з с'.split(' '))
const stops = [
  ...list(`
    финансир съфинансир софинансир supported funded financed кани организир провежд провед покан представ ще е са се имат имам
    стартир подпис съвместно които която който чрез
  `),
  ...list(`
    приглаша провод организу организов совмест сообща оповеща объявля который которая которые состо
    пройд
  `),
  ...list(`
    invite host will is are has have organi runs in with to on under together that which at within
  `),
  ...['запраша', 'сумес', 'праводз', 'адбуд', 'өткөр', 'чакыр', 'при', 'для', 'по'],
]
const stopWords = new Set('ви вас вам в във е са се ще is are on in to at по при для a an'.split(' '))
const longest = 24

export type Quotes = ReadonlyMap<number, Quoted>

/** Quoted names by the token that opens them. */
export function byOpening(quoted: readonly Quoted[]): Quotes {
  return new Map(quoted.map((one) => [one.first, one]))
}

export function isTrade(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return false
  // Of the shortest, which begin many words, only the word itself.
  return trades.some((stem) => (stem.length <= 3 ? token.low === stem : token.low.startsWith(stem)))
}

/** What is known of a name so far. */
type Walk = { start: number; last: number; hasTrade: boolean; hasQuote: boolean; capitals: number }

/** The name that begins at a token, or undefined. */
export function organizationAt(source: Source, quotes: Quotes, at: number): Named | undefined {
  const { tokens } = source
  const start = tokens[at]?.low === 'the' ? at + 1 : at
  if (!isStartOf(tokens, start)) return undefined
  const walk: Walk = { start, last: start - 1, hasTrade: false, hasQuote: false, capitals: 0 }
  for (let next: number | undefined = start; next !== undefined && next - start < longest; )
    next = step(source, quotes, walk, next)
  if (walk.last < start || !isName(tokens, walk)) return undefined
  return { first: start, last: walk.last, from: tokens[start]?.from ?? 0, to: tokens[walk.last]?.to ?? 0 }
}

/** Takes in what stands at `at`; the next token to look at, or undefined where the name ends. */
function step(source: Source, quotes: Quotes, walk: Walk, at: number): number | undefined {
  const { tokens } = source
  const { start } = walk
  const quote = quotes.get(at)
  if (quote !== undefined && (at === start || walk.hasTrade || walk.capitals > 0)) {
    // A second name in quotation marks is another's.
    if (walk.hasQuote) return undefined
    walk.hasQuote = true
    walk.last = quote.last
    return quote.last + 1
  }
  const bracket = at > start ? bracketEnd(tokens, at) : undefined
  if (bracket !== undefined) walk.last = bracket
  const token = tokens[at]
  if (bracket !== undefined || token === undefined || token.sentence !== tokens[start]?.sentence)
    return undefined
  if (isEnd(source, quotes, at, at === start)) return undefined
  if (walk.hasQuote && !belongsBehindQuote(tokens, at)) return undefined
  if (isTrade(token) || isLegalForm(token, quotes.has(at + 1))) walk.hasTrade = true
  if (isCapital(token)) walk.capitals += 1
  if (!inside.has(token.low) && (token.kind !== 'mark' || token.text === '+')) walk.last = at
  return at + 1
}

/** МБУ «…», ООО «…», НЧ „…“: letters of a legal form right before a name in quotation marks. */
function isLegalForm(token: Token, isBeforeQuote: boolean): boolean {
  return isBeforeQuote && /^\p{Lu}{2,6}$/u.test(token.text)
}

/** «Жаштар үнү» коомдук бирикмеси: a trade may follow its name. */
function belongsBehindQuote(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  return isTrade(token) || isCapital(token) || (token?.kind === 'word' && isTrade(tokens[at + 1]))
}

/** No preposition and no verb; small words lead only to a trade that is written small as well. */
function isStartOf(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token === undefined || inside.has(token.low) || isStop(token)) return false
  if (token.kind !== 'word' || isCapital(token)) return true
  const trade = [at, at + 1, at + 2].find((next) => isTrade(tokens[next]))
  return trade !== undefined && (!isCapital(tokens[trade]) || trade === at)
}

function isName(tokens: readonly Token[], { start, last, hasTrade, hasQuote, capitals }: Walk): boolean {
  // "The programme", "Общината": whose, only a reader knows.
  if (last === start && !hasQuote) return false
  if (hasTrade) return hasQuote || capitals > 0 || isTradeSoon(tokens, start)
  const isLatin = /^\p{Script=Latin}/u.test(tokens[start]?.text ?? '')
  return isLatin ? capitals > 1 && isCapital(tokens[start]) : false
}

/** «городская управа»: a trade with one word or two before it. */
function isTradeSoon(tokens: readonly Token[], start: number): boolean {
  return [start, start + 1, start + 2].some((at) => isTrade(tokens[at]))
}

function isEnd(source: Source, quotes: Quotes, at: number, isFirst: boolean): boolean {
  const { tokens } = source
  const token = tokens[at]
  if (token === undefined || token.kind === 'break' || token.kind === 'number') return true
  if (token.kind === 'mark') return !isJoint(tokens, at)
  if (!isFirst && (stopWords.has(token.low) || isStop(token))) return true
  return isConjunction(token) && (beginsAnother(source, quotes, at + 1) || isNoName(tokens[at + 1]))
}

function isStop(token: Token): boolean {
  return (
    !isCapital(token) &&
    stops.some((stem) => (stem.length <= 3 ? token.low === stem : token.low.startsWith(stem)))
  )
}

/** "Търговско-промишлена", "Erasmus+", and "палата – Русе". */
function isJoint(tokens: readonly Token[], at: number): boolean {
  const [mark, next] = [tokens[at], tokens[at + 1]]
  if (mark?.text === '-' || mark?.text === '+' || mark?.text === '.')
    return !mark.spaced && next?.spaced === false && mark.text !== '.'
  const behind = tokens[at + 2]
  return (
    /^[–—]$/.test(mark?.text ?? '') &&
    isCapital(next) &&
    !isTrade(next) &&
    (behind === undefined || behind.kind === 'break' || /^[,.;]$/.test(behind.text))
  )
}

export function isConjunction(token: Token | undefined): boolean {
  return token !== undefined && ['и', 'and', 'і', 'жана', 'й'].includes(token.low)
}

/** "and supported by", "и с подкрепата на" */
function isNoName(token: Token | undefined): boolean {
  return token === undefined || inside.has(token.low) || isStop(token)
}

/** Whether what follows an "and" is another organization and no rest of this one. */
function beginsAnother(source: Source, quotes: Quotes, at: number): boolean {
  const { tokens } = source
  const start = tokens[at]?.low === 'the' ? at + 1 : at
  if (tokens[at]?.low === 'the') return true
  if (isTrade(tokens[start]) && (isCapital(tokens[start]) || quotes.has(start + 1))) return true
  if (quotes.has(start)) return true
  return isTrade(tokens[start + 1]) || (isTrade(tokens[start]) && !isConjunction(tokens[start]))
}

/** "(Беларусь)", "(Italy)": where it is from belongs to it. */
function bracketEnd(tokens: readonly Token[], at: number): number | undefined {
  if (tokens[at]?.text !== '(' || !isCapital(tokens[at + 1])) return undefined
  const end = [at + 2, at + 3].find((next) => tokens[next]?.text === ')')
  return end
}
