/** How many places there are, where the text says it as a limit: "около 50" and "more than 100" are none. */
import { type Fact, fact } from './fact.ts'
import { backwards, begins, forwards, list, type Source, type Token } from './source.ts'

const units = list(`
  мест места участник участниц человек души place participant seat people persons орун чалавек
  слушател удзельнік месц civil
`)
const limits = list(`
  места мест огранич максим количество брой number limited maximum capacity participants участников
  участници капацитет лимит places seats колькасць вместим
`)
const vague = list(`
  над около более свыше примерно близо over about around nearly порядка минимум least малко менее
  больш каля звыш повече ожида очаква expected
`)
const done = ['проведен', 'приняли', 'участваха', 'took', 'прошл', 'проведени', 'се включиха']

export function findCapacity(source: Source): Fact | undefined {
  for (const [at, token] of source.tokens.entries()) {
    if (token.kind !== 'number' || token.text.length > 5 || Number(token.text) < 3) continue
    if (!isLimit(source, at)) continue
    return fact('capacity', String(Number(token.text)), token)
  }
  return undefined
}

function isLimit(source: Source, at: number): boolean {
  const before = [...backwards(source, at, 8)]
  const after = [...forwards(source, at, 3)]
  if (isPartOfMore(source.tokens, at)) return false
  const isNotMore =
    some(before.slice(0, 3), ['не', 'no', 'до', 'up']) &&
    some(before.slice(0, 3), ['более', 'повече', 'more', 'до', 'up'])
  if (!isNotMore && some(before.slice(0, 4), vague)) return false
  if (some(before, done) || some(after, done)) return false
  const isCounted = begins(after[0], units) || begins(after[1], units)
  const isRoom = before[0]?.low === 'for' && before[1]?.low === 'room'
  const isSaid = isRoom || some(before.slice(0, 5), limits)
  const isBracketed = source.tokens[at - 1]?.text === '(' && source.tokens[at + 1]?.text === ')'
  return isSaid && (isCounted || isBracketed || isEnd(after[0]))
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || /^[.,;!)]$/.test(token.text)
}

function isPartOfMore(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  const isTied = (mark: Token | undefined, next: Token | undefined) =>
    mark !== undefined && /^[.,/:\-–+№]$/.test(mark.text) && next?.kind === 'number'
  return isTied(before, tokens[at - 2]) || isTied(after, tokens[at + 2]) || /^[№+]$/.test(before?.text ?? '')
}

function some(tokens: readonly Token[], stems: readonly string[]): boolean {
  return tokens.some((token) => begins(token, stems))
}
