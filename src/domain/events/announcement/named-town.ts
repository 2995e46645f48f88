/** Towns that a text speaks of, told from people who are called as towns are. */
import { skeleton } from '../../../platform/skeleton.ts'
import { personAt } from './persons.ts'
import { isCapital, list, type Source, spanOf, type Token } from './source.ts'
import { type Town, townAt } from './towns.ts'

/** Given names that are towns as well. */
const givenNames = new Set(
  list('Елена Владимир София Лида Троян Милан Виена Верона Paris Vienna Florence Victoria').map(skeleton),
)
const surname = /(?:ov|ev|in|ova|eva|ina|oi|ki|kaia|ka|ich|enko|uk|iuk|evich|dze|ian|son)$/

/** The town that is named from this token on and that is nobody's name. */
export function townNamedAt(source: Source, at: number): Town | undefined {
  const town = townAt(source, at)
  return town === undefined || isPersons(source, town) ? undefined : town
}

/** „Елена“ alone may be somebody; with „в“, „гр.“ before it she is not. */
export function mayBePerson({ tokens }: Source, { first }: Town): boolean {
  return isGivenName(tokens[first]) && !isPlaced(tokens, first)
}

function isPersons(source: Source, { first, last }: Town): boolean {
  const { tokens } = source
  if (first !== last || isAfterPrefix(tokens, first)) return false
  if (endsPerson(source, first)) return true
  const person = personAt(source, first)
  if (person === undefined || tokens[first + 1]?.low === undefined) return false
  return isGivenName(tokens[first]) || isSurname(tokens[first + 1])
}

/** „Мария Иванова“, "Е. В. Казанская": the last of a name, in a case that a town could have. */
function endsPerson(source: Source, at: number): boolean {
  const { tokens } = source
  if (tokens[at - 1]?.text === '.' && isInitial(tokens[at - 2]) && !tokens[at - 1]?.spaced) return true
  const isAlike = isSurname(tokens[at]) || isGivenName(tokens[at])
  return (
    isAlike && [at - 2, at - 1].some((start) => start >= 0 && (personAt(source, start)?.last ?? -1) >= at)
  )
}

function isInitial(token: Token | undefined): boolean {
  return isCapital(token) && token?.text.length === 1
}

function isGivenName(token: Token | undefined): boolean {
  return token !== undefined && givenNames.has(skeleton(token.text))
}

function isSurname(token: Token | undefined): boolean {
  return token !== undefined && surname.test(skeleton(token.text))
}

function isAfterPrefix(tokens: readonly Token[], at: number): boolean {
  const point = tokens[at - 1]?.text === '.' ? at - 2 : at - 1
  return ['г', 'гр', 'град', 'город', 'городе', 'города', 'горад'].includes(tokens[point]?.text ?? '')
}

function isPlaced(tokens: readonly Token[], at: number): boolean {
  const low = tokens[at - 1]?.low ?? ''
  return (
    isAfterPrefix(tokens, at) ||
    ['в', 'във', 'во', 'у', 'ў', 'in', 'at', 'из', 'от', 'from', 'до'].includes(low)
  )
}

/** „Община Горно Поле“ is in a town that is called so. */
export function municipalTown(
  source: Source,
  from: number,
  to: number,
): Omit<Town, 'country' | 'zone'> | undefined {
  const { tokens } = source
  for (let at = from; at <= to; at += 1) {
    const lead = municipality(tokens, at)
    if (lead === undefined || !isCapital(tokens[lead])) continue
    const last = nameEnd(tokens, lead, to)
    return { first: lead, last, ...spanOf(source, lead, last) }
  }
  return undefined
}

/** Where the name begins: "Община …", "Municipality of …" */
function municipality(tokens: readonly Token[], at: number): number | undefined {
  const low = tokens[at]?.low
  if (low === 'община' || low === 'общината') return at + 1
  return low === 'municipality' && tokens[at + 1]?.low === 'of' ? at + 2 : undefined
}

function nameEnd(tokens: readonly Token[], first: number, to: number): number {
  let last = first
  while (last < to && last - first < 2 && isCapital(tokens[last + 1])) last += 1
  // "Сини камък" goes on in small letters.
  const next = tokens[first + 1]
  return last === first && next?.kind === 'word' && first + 1 === to ? first + 1 : last
}
