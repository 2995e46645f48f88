/** What of the outbox is asked for, and the address that asks for it. */
import type { Request } from 'express'
import type { LetterState } from '../../../database/tables.ts'
import type { OutboxCount, OutboxFilter } from '../../../domain/letters/outbox-page.ts'
import { subjectOf, type WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { phrase } from '../../../platform/i18n.ts'
import { cleanLine } from '../../../platform/text.ts'
import { queryValue } from '../pages.ts'
import type { Work } from '../viewer.ts'
import { kindWords } from './letter-words.ts'
import { lettersHome } from './on-letter.ts'

/** `before`: the page that follows the row of this id */
export type OutboxWish = { filter: OutboxFilter; before: number | null }

const states = ['waiting', 'sent', 'failed', 'dropped'] as const satisfies readonly LetterState[]

export function outboxWish(req: Request): OutboxWish {
  const state = states.find((each) => each === queryValue(req, 'state'))
  const kind = cleanLine(queryValue(req, 'kind'), 40)
  const words = cleanLine(queryValue(req, 'q'), 100)
  const letter = numberIn(req, 'letter')
  const filter: OutboxFilter = {
    ...(state === undefined ? {} : { state }),
    ...(queryValue(req, 'state') === 'retried' ? { retried: true } : {}),
    ...(kind === '' ? {} : { kind }),
    ...(letter === null ? {} : { letter }),
    ...(words === '' ? {} : { words }),
  }
  return { filter, before: numberIn(req, 'before') }
}

function numberIn(req: Request, name: string): number | null {
  const number = Number(queryValue(req, name))
  return Number.isSafeInteger(number) && number > 0 ? number : null
}

export function outboxQuery({ filter, before }: OutboxWish): string {
  const { state, retried, kind, letter, words } = filter
  const query = new URLSearchParams()
  if (words !== undefined) query.set('q', words)
  if (state !== undefined) query.set('state', state)
  if (retried === true) query.set('state', 'retried')
  if (kind !== undefined) query.set('kind', kind)
  if (letter !== undefined) query.set('letter', String(letter))
  if (before !== null) query.set('before', String(before))
  return query.size === 0 ? '' : `?${query}`
}

/** The search field and the choices beside it; those that find something. */
export function outboxFilterFields(
  { filter }: OutboxWish,
  counts: readonly OutboxCount[],
  written: readonly { letter: WrittenLetter }[],
  work: Work,
) {
  const { language } = work.viewer
  const total = (of: (count: OutboxCount) => boolean) =>
    counts.filter(of).reduce((sum, { letters }) => sum + letters, 0)
  const numbered = (label: string, n: number) => phrase(language, 'writing.numbered', { label, n })
  const stateOptions = states
    .map((value) => ({ value, n: total(({ state }) => state === value) }))
    .filter(({ value, n }) => n > 0 || filter.state === value)
    .map(({ value, n }) => ({
      value: value as string,
      label: numbered(phrase(language, `writing.state.${value}`), n),
      selected: filter.state === value,
    }))
  const retried = {
    value: 'retried',
    label: phrase(language, 'writing.state.retried'),
    selected: filter.retried === true,
  }
  const kinds = [...new Set([...counts.map(({ kind }) => kind), ...(filter.kind ? [filter.kind] : [])])]
  return {
    action: `${lettersHome(work)}#outbox`,
    words: filter.words ?? '',
    states: [...stateOptions, retried],
    kinds: kinds.map((value) => ({
      value,
      label: numbered(
        kindWords(value, language),
        total(({ kind }) => kind === value),
      ),
      selected: filter.kind === value,
    })),
    letters: written
      .filter(({ letter }) => letter.state !== 'draft')
      .map(({ letter }) => ({
        value: letter.id,
        label: subjectOf(letter, language),
        selected: filter.letter === letter.id,
      })),
  }
}
