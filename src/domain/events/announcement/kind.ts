/** What kind of event is announced, by its name in any case and language. */
import type { Kind } from '../event.ts'
import { type Fact, fact } from './fact.ts'
import { begins, list, type Source, spanOf, type Token } from './source.ts'

export type NamedKind = { kind: Kind; first: number; last: number }

/** One or two words that begin so, by the longest first; between two words may stand one more. */
const names: readonly [Kind, readonly (readonly string[])[]][] = [
  [
    'other',
    [
      list(`
        пресконферен пресс-конферен информационен информацион изложб церемони концерт фестивал
        выставк ярмарк прессконферен
      `),
    ],
  ],
  [
    'round-table',
    [
      ['кръгл', 'кругл', 'round', 'тегерек'],
      ['мас', 'стол', 'table', 'стал'],
    ],
  ],
  [
    'planning-session',
    [
      ['сес', 'session'],
      ['план', 'plan'],
    ],
  ],
  [
    'planning-session',
    [
      ['планиращ', 'planning', 'планов', 'пландаштыруу'],
      ['сес', 'session', 'жыйын'],
    ],
  ],
  [
    'public-discussion',
    [
      ['обществен', 'публичн', 'public', 'грамадск', 'коомдук', 'online', 'открыт', 'онлайн'],
      list(`
        обсъжд обсужд слуша дискус discuss hearing consult debate абмерк слухан угуу талкуу
      `),
    ],
  ],
  ['conference', [['конферен', 'conferen', 'канферэн']]],
  ['seminar', [['семинар', 'seminar', 'семінар', 'вебинар', 'уебинар', 'webinar', 'вебінар']]],
  ['workshop', [['workshop', 'работилниц', 'уъркшоп', 'воркшоп', 'мастер-класс', 'майсторски', 'practicum']]],
  [
    'workshop',
    [
      ['мастер', 'майстар', 'майстор'],
      ['класс', 'клас'],
    ],
  ],
  [
    'training',
    [
      list(`
        обучени обучител тренинг training трэнінг тренинг курс навучанн окутуу тренинги
      `),
    ],
  ],
  [
    'public-discussion',
    [['дискус', 'обсъждан', 'обсужден', 'discussion', 'дебат', 'debate', 'абмеркаван', 'слушани']],
  ],
  ['conference', [['форум', 'forum', 'конгрес', 'congress', 'симпозиум']]],
]

/** No announcement has as many. */
const most = 100

/** Every mention, in the order of the text. */
export function namedKinds(source: Source): NamedKind[] {
  const found: NamedKind[] = []
  for (let at = 0; at < source.tokens.length && found.length < most; at += 1) {
    const kind = kindAt(source.tokens, at)
    if (kind === undefined) continue
    found.push(kind)
    at = kind.last
  }
  return found
}

function kindAt(tokens: readonly Token[], at: number): NamedKind | undefined {
  if (tokens[at]?.kind !== 'word' || isOther(tokens[at])) return undefined
  for (const [kind, [first = [], second]] of names) {
    if (!begins(tokens[at], first)) continue
    if (second === undefined) return { kind, first: at, last: at }
    const last = [at + 1, at + 2, at + 3].find((next) => begins(tokens[next], second))
    if (last !== undefined && tokens[last]?.sentence === tokens[at]?.sentence)
      return { kind, first: at, last }
  }
  return undefined
}

/** "They discussed" names no discussion, a conference hall no conference. */
function isOther(token: Token | undefined): boolean {
  return /^(конференц$|конферентн|обсуд|обсъди|обсуждал|обсъжда(т|ме)?$)/.test(token?.low ?? '')
}

/** The first mention counts most; what is spoken of often wins over what is mentioned once. */
export function findKind(source: Source): Fact | undefined {
  const mentions = namedKinds(source)
  const weights = new Map<Kind, number>()
  mentions.forEach(({ kind }, order) => {
    weights.set(kind, (weights.get(kind) ?? 0) + (order === 0 ? 2.5 : order === 1 ? 1.5 : 1))
  })
  const [best] = [...weights].sort(([, a], [, b]) => b - a)
  const mention = best && mentions.find(({ kind }) => kind === best[0])
  return mention && fact('kind', mention.kind, spanOf(source, mention.first, mention.last))
}
