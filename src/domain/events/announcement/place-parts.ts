/** One part of a place, between two commas: is it a room, a house, an address or a town? */
import type { FactField, Span } from './fact.ts'
import { townNamedAt } from './named-town.ts'
import { houseWords, isFloor, isHallWord, isRoomWord, isStreetWord, isVenueWord } from './place-words.ts'
import type { Quoted } from './quotes.ts'
import { isCapital, list, type Source, spanOf, type Token } from './source.ts'

export type PlaceField = Extract<FactField, 'venue' | 'room' | 'address' | 'city'>
/** `floor`: where in the house, written apart from the room, with the comma before it */
export type PlacePart = Span & { field: PlaceField; first: number; last: number; floor?: Span }

type Range = { first: number; last: number }

/** `quoted`: names whose commas part nothing. */
export function partsOf(
  source: Source,
  range: Range,
  quoted: readonly Quoted[],
  isTaken: (at: number) => boolean,
): PlacePart[] {
  const pieces = cut(source.tokens, range, quoted, isTaken).flatMap((piece) => atJoint(source, piece, quoted))
  const parts = pieces.flatMap((piece) => partOf(source, piece) ?? [])
  return joined(source, parts)
}

const breaks = /^[,;():–—|/•]$/
const prepositions = new Set(['в', 'във', 'у', 'at', 'in', 'ў', 'на', 'into', 'по', 'до'])
const organizes = /^(проводит|проводят|организ|кани|канят|приглаша|invite|host|запраша|събира|открыва)/
const verbs =
  /^(ще|прошл|прошел|състои|състоя|провед|пройд|состо|will|held|takes|take|от|с|начало|кани|каним|адбуд|сдруж|юрист|на|open|with|сдружение|organi|организ|регистр|разбер|болот|өтөт|өткөр|семинар|конференци|кръгл|кругл)/

function cut(
  tokens: readonly Token[],
  { first, last }: Range,
  quoted: readonly Quoted[],
  isTaken: (at: number) => boolean,
): Range[] {
  const pieces: Range[] = []
  const opening = new Map(quoted.map((one) => [one.first, one]))
  let start = first
  const close = (end: number) => {
    if (end >= start) pieces.push({ first: start, last: end })
  }
  for (let at = first; at <= last; at += 1) {
    const token = tokens[at]
    const quote = opening.get(at)
    if (quote !== undefined && quote.last <= last) {
      at = quote.last
      continue
    }
    if (
      token === undefined ||
      isTaken(at) ||
      token.kind === 'break' ||
      (breaks.test(token.text) && !isInner(tokens, at))
    ) {
      close(at - 1)
      start = at + 1
    } else if (isPreposition(tokens, at) && at >= start) {
      close(at - 1)
      start = at + 1
    }
  }
  close(last)
  return pieces
}

/** "палата – Русе" is parted; "12/14" of a house is not. */
function isInner(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '/' && tokens[at - 1]?.kind === 'number' && tokens[at + 1]?.kind === 'number'
}

function isPreposition(tokens: readonly Token[], at: number): boolean {
  const low = tokens[at]?.low ?? ''
  if (!prepositions.has(low)) return false
  // "в. Пловдив" is no "in".
  if (tokens[at + 1]?.text === '.') return false
  return low !== 'на' && low !== 'до' ? true : isStreetWord(tokens[at + 1])
}

/** "зала 1 на Областна администрация", "Great Hall of the Gallery", «актовом зале районной библиотеки»: a room of a house. */
function atJoint(source: Source, piece: Range, quoted: readonly Quoted[]): Range[] {
  const { tokens } = source
  for (let at = piece.first + 1; at < piece.last; at += 1) {
    if (!['на', 'of', 'при'].includes(tokens[at]?.low ?? '')) continue
    const head = { first: piece.first, last: at - 1 }
    if (!hasRoom(tokens, head)) continue
    return [head, { first: tokens[at + 1]?.low === 'the' ? at + 2 : at + 1, last: piece.last }]
  }
  const joint = caseJoint(tokens, piece, quoted)
  if (joint === undefined) return [piece]
  return [
    { first: piece.first, last: joint - 1 },
    { first: joint, last: piece.last },
  ]
}

const roomNouns = /^(?:зал|зале|зала|зале|залы|аудитори[ия]|кабинет[ае]?|холле?|фойе)$/
const kyrgyzWhose = /(?:ын|ин|ун|үн)$/
const kyrgyzWhere = /(?:ында|инде|унда|үндө)$/

/** Where cases alone say whose a room is: «зале заседаний администрации», «мейманканасынын чоң залында». */
function caseJoint(tokens: readonly Token[], piece: Range, quoted: readonly Quoted[]): number | undefined {
  for (let at = piece.first; at < piece.last; at += 1) {
    const low = tokens[at]?.low ?? ''
    if (isVenueWord(tokens[at])) {
      const isWhose = kyrgyzWhose.test(low) && hasRoom(tokens, { first: at + 1, last: piece.last })
      return isWhose || kyrgyzWhere.test(low) ? at + 1 : undefined
    }
    if (!roomNouns.test(low)) continue
    const next = behindRoom(tokens, at, quoted)
    const isHouse = tokens.slice(next, Math.min(next + 4, piece.last + 1)).some(isVenueWord)
    return isHouse && tokens[next]?.kind === 'word' ? next : undefined
  }
  return undefined
}

/** Past what the room is called itself: «заседаний», «№ 2», «„Берлин“». */
function behindRoom(tokens: readonly Token[], room: number, quoted: readonly Quoted[]): number {
  const quote = quoted.find(({ first }) => first === room + 1)
  if (quote !== undefined) return quote.last + 1
  if (/^(?:заседани|совещани|собрани|пасяджэн)/.test(tokens[room + 1]?.low ?? '')) return room + 2
  if (tokens[room + 1]?.text === '№') return room + 3
  return tokens[room + 1]?.kind === 'number' ? room + 2 : room + 1
}

function partOf(source: Source, piece: Range): PlacePart | undefined {
  // Who organizes stands before the verb, not where.
  if (source.tokens.slice(piece.first, piece.last + 1).some((token) => organizes.test(token.low)))
    return undefined
  const trimmed = trim(source.tokens, piece)
  if (trimmed === undefined) return undefined
  const field = fieldOf(source, trimmed)
  if (field === undefined) return undefined
  const range = field === 'city' ? townOnly(source, trimmed) : trimmed
  if (range.last < range.first) return undefined
  return { field, ...range, ...spanOf(source, range.first, range.last) }
}

/** Without what a sentence says around the place. */
function trim(tokens: readonly Token[], { first, last }: Range): Range | undefined {
  let [start, end] = [first, last]
  while (
    start <= end &&
    (['the', 'а', 'и', 'е', 'is', 'and', 'also', 'това', 'т', 'на', 'площадке', 'базе'].includes(
      tokens[start]?.low ?? '',
    ) ||
      /^[-.!?•*:📍]$/u.test(tokens[start]?.text ?? ''))
  )
    start += 1
  const stop = tokens
    .slice(start, end + 1)
    .findIndex(
      (token, order) =>
        order > 0 &&
        token.kind === 'word' &&
        !isCapital(token) &&
        verbs.test(token.low) &&
        token.low !== 'на',
    )
  if (stop > 0) end = start + stop - 1
  while (end >= start && /^[-.!?,:•…]$/.test(tokens[end]?.text ?? '') && !isAbbreviation(tokens, end))
    end -= 1
  return end < start || end - start > 14 ? undefined : { first: start, last: end }
}

/** "9 Sample Blvd." keeps its point. */
function isAbbreviation(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '.' && ['blvd', 'st', 'ave', 'rd'].includes(tokens[at - 1]?.low ?? '')
}

function fieldOf(source: Source, piece: Range): PlaceField | undefined {
  const { tokens } = source
  const words = tokens.slice(piece.first, piece.last + 1)
  if (isTown(source, piece)) return 'city'
  if (words.some(isStreetWord) || isHouse(words))
    return words.some((one) => one.kind === 'number' || isCapital(one)) ? 'address' : undefined
  if (hasRoom(tokens, piece)) return 'room'
  if (
    (words.slice(0, 7).some(isVenueWord) || isTownHall(words)) &&
    words.some(
      (one) => isCapital(one) || /[„“«"]/.test(one.text) || one.low.startsWith('сград') || isVenueWord(one),
    )
  )
    return words.some((one) => isCapital(one) || one.low.startsWith('сград')) || words.length <= 3
      ? 'venue'
      : undefined
  return townNamedAt(source, piece.first) !== undefined && words.length <= 4 ? 'city' : undefined
}

function hasRoom(tokens: readonly Token[], { first, last }: Range): boolean {
  const words = tokens.slice(first, last + 1)
  return (
    words.slice(0, 4).some(isRoomWord) ||
    (isHallWord(words.at(-1)) && words.length <= 4 && !isTownHall(words))
  )
}

function isTownHall(words: readonly Token[]): boolean {
  return (
    words.at(-1)?.low === 'hall' && ['town', 'city', 'village', 'county'].includes(words.at(-2)?.low ?? '')
  )
}

/** "6", "д. 8", "корп. 2", "№ 107" behind a street. */
function isHouse(words: readonly Token[]): boolean {
  const [first] = words
  if (first?.kind === 'number')
    return (
      words.length <= 3 &&
      !words.some(isRoomWord) &&
      words.every((one) => one.kind !== 'word' || one.text.length === 1)
    )
  return (
    first !== undefined &&
    words.length <= 4 &&
    houseWords.includes(first.low) &&
    words.some(({ kind }) => kind === 'number')
  )
}

/** "г. Ош", "град Примерово", "Нарын шаары", or a town that is known. */
function isTown(source: Source, { first, last }: Range): boolean {
  const { tokens } = source
  const words = tokens.slice(first, last + 1)
  if (['шаары', 'айылы'].includes(words.at(-1)?.low ?? '') && words.length <= 3) return true
  if (isPrefixed(tokens, first)) return words.length <= 6
  const town = townNamedAt(source, first)
  return town !== undefined && town.last === last
}

const townPrefixes = new Set(
  list(`
    г гр с град город городе города городу горада горад село селе аг в пос поселок поселке пгт дер деревня
    деревне п
  `),
)

export function isPrefixed(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]
  const next = tokens[at + 1]
  // „2027 г.“ is a year.
  if (word?.low === 'г' && tokens[at - 1]?.kind === 'number') return false
  if (word?.low === 'к' && next?.text === '.' && tokens[at + 2]?.low === 'к') return isCapital(tokens[at + 4])
  // "В. Иванова" is somebody.
  const isInitial = word?.text.length === 1 && isCapital(word) && tokens[at - 1] !== undefined
  if (isInitial || !townPrefixes.has(word?.low ?? '')) return false
  if (next?.text === '.') return isCapital(tokens[at + 2])
  return (word?.low.length ?? 0) > 2 && isCapital(next)
}

/** Without "г." before it, without a region behind. */
function townOnly(source: Source, piece: Range): Range {
  const { tokens } = source
  const isResort = tokens[piece.first]?.low === 'к' && tokens[piece.first + 2]?.low === 'к'
  const skip = !isPrefixed(tokens, piece.first)
    ? 0
    : isResort
      ? 4
      : tokens[piece.first + 1]?.text === '.'
        ? 2
        : 1
  const first = piece.first + skip
  const town = townNamedAt(source, first)
  const last = town?.last ?? piece.last
  return { first, last: ['шаары', 'айылы'].includes(tokens[last + 1]?.low ?? '') ? last + 1 : last }
}

/** "ул. Примерная" and "6", "ул. Примерна 6" and "ет. 2", "читальный зал" and "3 этаж" are one. */
function joined(source: Source, parts: readonly PlacePart[]): PlacePart[] {
  const out: PlacePart[] = []
  for (const [order, part] of parts.entries()) {
    const last = out.at(-1)
    const gap = last === undefined ? 99 : part.first - last.last
    const words = source.tokens.slice(part.first, part.last + 1)
    const isRest = part.field === 'address' && !words.some(isStreetWord)
    const isInHouse = last?.field === 'address' && isFloor(words) && !isRoomNext(part, parts[order + 1])
    const isSame = (last?.field === part.field && (isRest || part.field === 'room')) || isInHouse
    if (last !== undefined && isSame && gap === 2)
      out[out.length - 1] = { ...last, last: part.last, to: part.to }
    else if (!isRest) out.push(part)
  }
  return out
}

/** "ет. 2, зала 3" is one room. */
function isRoomNext({ last }: PlacePart, next: PlacePart | undefined): boolean {
  return next?.field === 'room' && next.first - last === 2
}
