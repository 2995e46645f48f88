/** Whom people ask and tell that they come: the name, address and telephones that stand together where it says so. */
import { emailsIn, type Written } from './addresses.ts'
import { type Fact, fact } from './fact.ts'
import { type Person, personAt } from './persons.ts'
import { begins, list, type Source } from './source.ts'
import { type Telephone, telephonesIn } from './telephones.ts'

const invites = [
  ...list(`
    контакт лице лица информация въпрос потвърд заяв записв справк запитв регистр
  `),
  ...list(`
    вопрос подтверд заявк координатор ответственн адказн кантакт байланыш оргкомитет прапанов
  `),
  ...list(`
    contact rsvp confirm questions enquir information register организатор предложен
  `),
]
const names = list(`
  контакт лице лица contact координатор кантакт байланыш ответственн адказн rsvp въпрос информация
  справк вопрос confirm подтверд секретар потвърж асоба
`)
const press = ['прес', 'press', 'сми', 'медии', 'media', 'журналист', 'аккредит']
const masthead = 12

type Rated<T> = T & { weight: number }

export function findContact(source: Source): Fact[] {
  const emails = emailsIn(source)
  const isTaken = takenBy(emails)
  const telephones = telephonesIn(source, isTaken).filter(({ isFax }) => !isFax)
  const email = heaviest(emails.map((one) => ({ ...one, weight: weigh(source, one) })))
  const rated = telephones.map((one) => ({
    ...one,
    weight: weigh(source, one) + nearness(source, one, email),
  }))
  const phones = cluster(source, rated)
  const name = nameOf(source, [...(email ? [email] : []), ...phones])
  return [
    ...(name === undefined ? [] : [fact('contact-name', source.text.slice(name.from, name.to), name)]),
    ...(email === undefined ? [] : [fact('contact-email', email.value, email)]),
    ...[...Map.groupBy(phones, ({ value }) => value.replace(/\D/g, '')).values()].flatMap((same) =>
      same[0] === undefined ? [] : [fact('contact-phone', same[0].value, same)],
    ),
  ]
}

function takenBy(written: readonly Written[]): (token: number) => boolean {
  const taken = new Set(
    written.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
  )
  return (token) => taken.has(token)
}

/** By the words before, in the same paragraph; a letterhead is nobody to ask. */
function weigh(source: Source, { first }: { first: number }): number {
  const { tokens } = source
  const line = tokens[first]?.line ?? 0
  let weight = 1
  let sawPress = false
  let sawInvite = false
  for (let at = first - 1; at >= Math.max(0, first - 45); at -= 1) {
    const token = tokens[at]
    if (token === undefined || line - token.line > 3) break
    const isNear = first - at < 25 || line - token.line <= 1
    if (begins(token, press) && !sawInvite && line - token.line <= 1) sawPress = true
    if (isNear && begins(token, invites) && !sawPress) sawInvite = true
  }
  if (sawInvite) weight += 4
  if (sawPress) weight -= 4
  if (isMasthead(source, first)) weight -= 5
  return weight
}

/** Among the first lines, before anything was said in a sentence. */
function isMasthead({ tokens }: Source, first: number): boolean {
  const token = tokens[first]
  return (
    token !== undefined &&
    token.line < masthead &&
    token.line <= 3 &&
    first < 60 &&
    token.sentence <= 6 &&
    tokens.length > 80
  )
}

function nearness({ tokens }: Source, one: { first: number }, email: Written | undefined): number {
  if (email === undefined) return 0
  const lines = Math.abs((tokens[one.first]?.line ?? 0) - (tokens[email.first]?.line ?? 0))
  return lines <= 3 ? 1 : 0
}

function heaviest<T>(all: readonly Rated<T>[]): Rated<T> | undefined {
  const found = all.reduce<Rated<T> | undefined>(
    (chosen, one) => (chosen === undefined || one.weight > chosen.weight ? one : chosen),
    undefined,
  )
  return found !== undefined && found.weight > -4 ? found : undefined
}

/** The best number and all that stand with it: on the same line, the next ones, or as good as it. */
function cluster({ tokens }: Source, all: readonly Rated<Telephone>[]): Telephone[] {
  const best = heaviest(all)
  if (best === undefined || best.weight <= -4) return []
  const lineOf = (one: Telephone) => tokens[one.first]?.line ?? 0
  return all.filter((one) => Math.abs(lineOf(one) - lineOf(best)) <= 2 && one.weight >= best.weight - 2)
}

/** Behind a label; else the nearest name before or behind the address or the first telephone. */
function nameOf(source: Source, anchors: readonly Written[]): Person | undefined {
  return labelled(source, anchors) ?? beside(source, anchors)
}

function labelled(source: Source, anchors: readonly Written[]): Person | undefined {
  const { tokens } = source
  const candidates = tokens.flatMap((token, at) => {
    if (!begins(token, names) || isPress(source, at)) return []
    const person = personAfter(source, at)
    return person === undefined ? [] : [person]
  })
  return nearestTo(source, candidates, anchors)
}

function isPress({ tokens }: Source, at: number): boolean {
  return tokens.slice(Math.max(0, at - 2), at).some((token) => begins(token, press))
}

/** Within the label's line, or at the beginning of the next. */
function personAfter(source: Source, at: number): Person | undefined {
  const { tokens } = source
  const line = tokens[at]?.line ?? 0
  let steps = 0
  for (let next = at + 1; next < tokens.length && steps < 14; next += 1, steps += 1) {
    const token = tokens[next]
    if (token === undefined || token.line > line + 1) return undefined
    if (token.kind === 'number' && token.text.length > 4) continue
    const isPlace =
      /^[:–—\-(,]$/.test(tokens[next - 1]?.text ?? '') ||
      token.line > line ||
      ['до', 'to', 'у', 'на', 'is', 'при'].includes(tokens[next - 1]?.low ?? '') ||
      /^(координатор|секретар|лице|асоба|лицо)/.test(tokens[next - 1]?.low ?? '') ||
      steps === 0
    const person = isPlace ? personAt(source, next, isSingleAllowed(source, next)) : undefined
    if (person !== undefined) return person
  }
  return undefined
}

/** "Повече информация: Десислава - 0899…": a first name alone, with a number behind. */
function isSingleAllowed({ tokens }: Source, at: number): boolean {
  const next = tokens[at + 1]
  const number = tokens[at + 2]
  return (
    next !== undefined &&
    /^[-–—,(]$/.test(next.text) &&
    (number?.kind === 'number' || /^[+(]$/.test(number?.text ?? ''))
  )
}

/** Right before the address or the number, right behind it, or at the beginning of a line above. */
function beside(source: Source, anchors: readonly Written[]): Person | undefined {
  for (const anchor of anchors) {
    const person = before(source, anchor) ?? behind(source, anchor) ?? above(source, anchor)
    if (person !== undefined) return person
  }
  return undefined
}

/** "Liis Sample (liis@example.org" */
function before(source: Source, { first }: Written): Person | undefined {
  if (!/^[(,:–—-]$/.test(source.tokens[first - 1]?.text ?? '')) return undefined
  for (let at = first - 4; at <= first - 3; at += 1) {
    const person = personAt(source, at)
    if (person?.last === first - 2) return person
  }
  return undefined
}

/** "0676/00 081 (Силвия Пробна)", "068/000 091 при Цветелина Образцова" */
function behind(source: Source, { last }: Written): Person | undefined {
  const { tokens } = source
  for (let at = last + 1; at <= last + 4; at += 1) {
    const lead = tokens[at - 1]
    const isLed = /^[(–—\-,]$/.test(lead?.text ?? '') || ['при', 'у'].includes(lead?.low ?? '')
    if (!isLed || tokens[at]?.line !== tokens[last]?.line) continue
    const end = tokens[at + 1]
    const isAlone = end === undefined || end.kind === 'break' || /^[.)]$/.test(end.text)
    const person = personAt(source, at, isAlone)
    if (person !== undefined) return person
  }
  return undefined
}

function above(source: Source, { first }: Written): Person | undefined {
  const { tokens } = source
  const line = tokens[first]?.line ?? 0
  for (let at = first - 1; at >= Math.max(0, first - 24); at -= 1) {
    const token = tokens[at]
    if (token === undefined || line - token.line > 4) break
    const person = isLineStart(source, at) ? personAt(source, at) : undefined
    if (person !== undefined) return person
  }
  return undefined
}

function isLineStart({ tokens }: Source, at: number): boolean {
  return tokens[at - 1] === undefined || tokens[at - 1]?.line !== tokens[at]?.line
}

function nearestTo(
  { tokens }: Source,
  all: readonly Person[],
  anchors: readonly Written[],
): Person | undefined {
  if (anchors.length === 0) return all[0]
  const lines = anchors.map(({ first }) => tokens[first]?.line ?? 0)
  const distance = (one: Person) =>
    Math.min(...lines.map((line) => Math.abs(line - (tokens[one.first]?.line ?? 0))))
  const near = all.filter((one) => distance(one) <= 4)
  return near.reduce<Person | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  )
}
