/** Where the name of an organization ends: a noun of the trade, capital letters, a name in quotation marks. */
import type { Span } from './fact.ts'
import type { Quoted } from './quotes.ts'
import { isCapital, type Source, type Token } from './source.ts'

export type Named = Span & { first: number; last: number }

/** What an organization calls itself, in every case. */
const trades = [
  ...[
    'общин',
    'сдруж',
    'фондац',
    'фонд',
    'асоц',
    'ассоц',
    'асац',
    'център',
    'центр',
    'цэнтр',
    'институт',
    'інстытут',
  ],
  ...[
    'министер',
    'міністэр',
    'агенц',
    'агент',
    'администр',
    'кметств',
    'клуб',
    'мреж',
    'мрежа',
    'сеть',
    'съвет',
    'совет',
    'савет',
  ],
  ...[
    'палат',
    'клъстер',
    'кластер',
    'ано',
    'оф',
    'оо',
    'ро',
    'музе',
    'библиот',
    'бібліят',
    'управ',
    'мэри',
    'комитет',
    'камітэт',
  ],
  ...[
    'объедин',
    'обедин',
    "аб'ядн",
    'аб’ядн',
    'бирикме',
    'уюм',
    'өкмөт',
    'учрежд',
    'установ',
    'ўстанов',
    'университ',
    'універс',
  ],
  ...[
    'дружеств',
    'движен',
    'инициатив',
    'ініцыят',
    'бюро',
    'комис',
    'комісі',
    'правител',
    'съюз',
    'союз',
    'саюз',
    'школ',
    'училищ',
    'читалищ',
    'областн',
  ],
  ...[
    'посолств',
    'посольств',
    'представителст',
    'представительст',
    'академи',
    'общество',
    'обществ',
    'департамент',
    'дирекц',
    'программ',
    'програм',
    'федерац',
    'организац',
    'редакц',
  ],
  ...[
    'council',
    'network',
    'forum',
    'institut',
    'universit',
    'foundation',
    'association',
    'centre',
    'center',
    'initiative',
    'trust',
    'fund',
  ],
  ...[
    'ministry',
    'department',
    'municipalit',
    'embassy',
    'agency',
    'commission',
    'union',
    'society',
    'programme',
    'office',
    'federation',
    'institute',
    'academy',
  ],
]
/** They lead from what an organization is to whose. */
const inside = new Set('на от за по of for the and de di da du la le при в del den van für и з с'.split(' '))
const stops = [
  ...[
    'финансир',
    'съфинансир',
    'софинансир',
    'кани',
    'организир',
    'провежд',
    'провед',
    'покан',
    'представ',
    'ще',
    'е',
    'са',
    'се',
    'имат',
    'имам',
    'стартир',
    'подпис',
    'съвместно',
    'които',
    'която',
    'който',
    'чрез',
  ],
  ...[
    'приглаша',
    'провод',
    'организу',
    'организов',
    'совмест',
    'сообща',
    'оповеща',
    'объявля',
    'который',
    'которая',
    'которые',
    'состо',
    'пройд',
  ],
  ...[
    'invite',
    'host',
    'will',
    'is',
    'are',
    'has',
    'have',
    'organi',
    'runs',
    'in',
    'with',
    'to',
    'on',
    'under',
    'together',
    'that',
    'which',
    'at',
    'within',
  ],
  ...['запраша', 'сумес', 'праводз', 'адбуд', 'өткөр', 'чакыр', 'при', 'для', 'по'],
]
const stopWords = new Set('в във е са се ще is are on in to at по при для a an'.split(' '))
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

/** The name that begins at a token, or undefined. */
export function organizationAt(source: Source, quotes: Quotes, at: number): Named | undefined {
  const { tokens } = source
  const start = tokens[at]?.low === 'the' ? at + 1 : at
  if (!isStartOf(tokens, start)) return undefined
  let last = start - 1
  let hasTrade = false
  let hasQuote = false
  let capitals = 0
  for (let next = start; next < tokens.length && next - start < longest; next += 1) {
    const token = tokens[next]
    const quote = quotes.get(next)
    if (quote !== undefined && (next === start || hasTrade || capitals > 0)) {
      // A second name in quotation marks is another's.
      if (hasQuote) break
      hasQuote = true
      last = quote.last
      next = quote.last
      continue
    }
    const bracket = next > start ? bracketEnd(tokens, next) : undefined
    if (bracket !== undefined) {
      last = bracket
      break
    }
    if (
      token === undefined ||
      token.sentence !== tokens[start]?.sentence ||
      isEnd(source, quotes, next, next === start)
    )
      break
    if (isTrade(token)) hasTrade = true
    if (isCapital(token)) capitals += 1
    if (
      hasQuote &&
      !isTrade(token) &&
      !isCapital(token) &&
      !(token.kind === 'word' && isTrade(tokens[next + 1]))
    )
      break
    if (!inside.has(token.low) && (token.kind !== 'mark' || token.text === '+')) last = next
  }
  if (last < start || !isName(tokens, start, hasTrade, hasQuote, capitals)) return undefined
  return { first: start, last, from: tokens[start]?.from ?? 0, to: tokens[last]?.to ?? 0 }
}

/** No preposition and no verb; small words lead only to a trade that is written small as well. */
function isStartOf(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token === undefined || inside.has(token.low) || isStop(token)) return false
  if (token.kind !== 'word' || isCapital(token)) return true
  const trade = [at, at + 1, at + 2].find((next) => isTrade(tokens[next]))
  return trade !== undefined && (!isCapital(tokens[trade]) || trade === at)
}

function isName(
  tokens: readonly Token[],
  start: number,
  hasTrade: boolean,
  hasQuote: boolean,
  capitals: number,
): boolean {
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
  return isConjunction(token) && beginsAnother(source, quotes, at + 1)
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
