/** What a day in an announcement is: of the event, the last to register, or of something else. Told by the words around. */
import type { WrittenDay } from './days.ts'
import { backwards, begins, forwards, list, type Source, type Token } from './source.ts'

export type Weighed = { day: WrittenDay; event: number; deadline: number }

const happens = [
  ...list(`
    провед проведе състо състои състоя открие започ предстои бъде организира кани покан
  `),
  ...list(`
    состо пройд прошл прошел провод откро начн начал приглаша организу ждем
  `),
  ...['held', 'place', 'takes', 'host', 'invite', 'join', 'begin', 'start', 'opens'],
  ...['адбуд', 'пройдз', 'праводз', 'запраша', 'пачат', 'өткөр', 'өтөт', 'болот', 'чакыр'],
]
const dateLabels = ['дата', 'кога', 'когда', 'when', 'date', 'күнү', 'датата', 'калі', 'ден', 'day']
const untilWords = list(`
  до by before until till позднее позже late later късно да пазней
`)
const asks = [
  ...list(`
    потвърд заяв регистр запис изпрат подав приема срок отговор предлож станов участ
  `),
  ...list(`
    подтверд заявк прием приним направ запол аккредит сообщ замечан прислать запиш
  `),
  ...list(`
    confirm regist rsvp submit deadline apply application attend let closes reply
  `),
  ...['рэгістр', 'заяўк', 'прапан', 'прыма', 'пацверд', 'удзел', 'каттал', 'катыш', 'форм'],
]
const otherSubmissions = ['abstract', 'тезис', 'paper', 'доклад', 'тэзіс']
const papers = list(`
  изх исх вх № протокол договор заповед постановлен решени приказ подпис закон
`)
const lifetimes = list(`
  изпълнение стартира приключва продължителност период реализации срок duration runs
`)
const others = list(`
  настаня нощув заезд отъезд arrival accommodation травел пристига публик роден учреден основан
`)

export function weighDays(source: Source, days: readonly WrittenDay[]): Weighed[] {
  return days.map((day) => ({ day, event: eventWeight(source, day), deadline: deadlineWeight(source, day) }))
}

function eventWeight(source: Source, day: WrittenDay): number {
  const before = [...backwards(source, day.first, 25)]
  const after = [...forwards(source, day.last, 25)]
  const near = [...before.slice(0, 12), ...after.slice(0, 18)]
  const label = lineLabel(source, day)
  let weight = 0
  if (some(near, happens)) weight += 3
  if (begins(label, dateLabels)) weight += 5
  if (day.weekday !== undefined) weight += 2
  if (hasHour(after.slice(0, 9))) weight += 2
  if (day.year !== undefined) weight += 1
  if (day.until !== undefined) weight += 2
  if (isAlone(source, day)) weight += 1
  if (some(before.slice(0, 6), papers) || some(after.slice(0, 3), ['№'])) weight -= 5
  if (some(before.slice(0, 6), lifetimes)) weight -= 5
  if (some([...before.slice(0, 5), ...after.slice(0, 4)], others)) weight -= 4
  if (isDateline(source, day)) weight -= 4
  return weight - Math.max(0, deadlineWeight(source, day)) * 2
}

function deadlineWeight(source: Source, day: WrittenDay): number {
  const before = [...backwards(source, day.first, 14)]
  const after = [...forwards(source, day.last, 14)]
  if (!isLimit(before, after)) return 0
  const around = [...before, ...after.slice(0, 8)]
  if (some(before.slice(0, 9), otherSubmissions) || some(before.slice(0, 6), ['изпълнени', 'реализ']))
    return 0
  const line = source.tokens[day.first]?.line
  const lineMates = source.tokens
    .slice(Math.max(0, day.first - 30), day.last + 12)
    .filter((one) => one.line === line)
  return some(around, asks) || some(lineMates, asks) ? 4 : 1
}

/** "до 28 юни", "до 16:00 ч. на 12 февруари", "no later than", «не позднее»; "15-февралга чейин". */
function isLimit(before: readonly Token[], after: readonly Token[]): boolean {
  const clear = before.findIndex(({ low, kind }) => kind === 'word' && !between.has(low))
  const nearest = clear === -1 ? undefined : before[clear]
  if (nearest !== undefined && clear <= 7 && untilWords.includes(nearest.low)) return true
  if (after.slice(0, 2).some(({ low }) => low === 'чейин')) return true
  return before.slice(0, 5).some(({ low }) => ['deadline', 'closes', 'срок'].includes(low))
}

/** Words that may stand between "until" and the day. */
const between = new Set(
  'на ч часа час часов г the than h от в срок включительно вкл ден понеделник вторник сряда четвъртък петък'.split(
    ' ',
  ),
)

function lineLabel(source: Source, day: WrittenDay): Token | undefined {
  const line = source.tokens[day.first]?.line
  for (let at = day.first - 1; at >= Math.max(0, day.first - 6); at -= 1) {
    if (source.tokens[at - 1]?.line === line && source.tokens[at - 1]?.kind === 'word') continue
    const token = source.tokens[at]
    if (token?.line === line && token?.kind === 'word') return token
  }
  return undefined
}

function hasHour(after: readonly Token[]): boolean {
  return after.some(
    (token, at) =>
      (token.kind === 'number' &&
        /^[:.,-]$/.test(after[at + 1]?.text ?? '') &&
        /^[0-5]\d$/.test(after[at + 2]?.text ?? '')) ||
      (token.kind === 'number' && begins(after[at + 1], ['час', 'ч', 'am', 'pm', 'гадз'])),
  )
}

/** A line that begins with the day. */
function isAlone({ tokens }: Source, day: WrittenDay): boolean {
  const last = tokens[day.first - 1]
  return last === undefined || last.line !== tokens[day.first]?.line
}

/** "Brussels / Vratsa, 2 September 2026": a short line that ends with the day, nothing else. */
function isDateline({ tokens }: Source, day: WrittenDay): boolean {
  const line = tokens[day.first]?.line
  const onLine = tokens
    .slice(Math.max(0, day.first - 12), day.last + 1)
    .filter((token) => token.line === line)
  const next = tokens[day.last + 1]
  const endsLine = next === undefined || next.kind === 'break' || next.line !== line
  const words = onLine.slice(0, -(day.last - day.first + 1)).filter(({ kind }) => kind === 'word')
  return (
    endsLine &&
    words.length > 0 &&
    words.length <= 4 &&
    words.every((word) => /^\p{Lu}/u.test(word.text)) &&
    !onLine.some(({ text }) => text === ':')
  )
}

function some(tokens: readonly Token[], stems: readonly string[]): boolean {
  return tokens.some((token) => begins(token, stems))
}
