/** What an organizer typed into the form of a letter. */

import type { Draft } from '../../../domain/letters/draft.ts'
import { nearestToken, tokenNames, unknownTokens } from '../../../domain/letters/letter-text.ts'
import type { Texts } from '../../../domain/outbox/written.ts'
import { type Language, languages, phrase } from '../../../platform/i18n.ts'
import { cleanLine, cleanLines } from '../../../platform/text.ts'
import type { Fields } from '../../body.ts'
import type { Mistake } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Work } from '../viewer.ts'
import { selectionOf } from './selection-wish.ts'

export const mostSubject = 150
/** A page and a half; in five languages it still fits into a form. */
export const mostBody = 3000

export type LetterRead = { draft: Draft } | { mistakes: Mistake[] }

export function readLetter(fields: Fields, { event, viewer }: Work): LetterRead {
  const typed = languages.map((language) => textIn(fields, language))
  const mistakes = typed.flatMap((text) => mistakesIn(text, viewer.language))
  const texts: Texts = Object.fromEntries(
    typed
      .filter(({ subject, body }) => subject !== '' && body !== '')
      .map(({ language, subject, body }) => [language, { subject, body }]),
  )
  if (typed.every(({ subject, body }) => subject === '' && body === ''))
    mistakes.push({ field: `subject_${event.document.language}`, key: 'writing.mistake.empty' })
  const fallback = firstOf(fields.fallback)
  const isWritten = Object.hasOwn(texts, fallback)
  if (mistakes.length === 0 && !isWritten)
    mistakes.push({ field: 'fallback', key: 'writing.mistake.fallback' })
  if (mistakes.length > 0) return { mistakes }
  const selection = selectionOf(fields, event.document)
  return { draft: { texts, fallback, selection, hasInvitation: firstOf(fields.invitation) !== '' } }
}

type Typed = { language: Language; subject: string; body: string; isLong: boolean }

function textIn(fields: Fields, language: Language): Typed {
  const subject = cleanLine(firstOf(fields[`subject_${language}`]), mostSubject + 1)
  const body = cleanLines(firstOf(fields[`body_${language}`]), mostBody + 1)
  return { language, subject, body, isLong: [...body].length > mostBody }
}

function mistakesIn({ language, subject, body, isLong }: Typed, reader: Language): Mistake[] {
  if (subject === '' && body === '') return []
  const [subjectField, bodyField] = [`subject_${language}`, `body_${language}`]
  if (subject === '') return [{ field: subjectField, key: 'writing.mistake.subject' }]
  if (body === '') return [{ field: bodyField, key: 'writing.mistake.body' }]
  if ([...subject].length > mostSubject)
    return [{ field: subjectField, key: 'public.mistake.too-long', values: { n: mostSubject } }]
  if (isLong) return [{ field: bodyField, key: 'public.mistake.too-long', values: { n: mostBody } }]
  return [...unknownIn(subject, subjectField, reader), ...unknownIn(body, bodyField, reader)]
}

/** The first of them; the others are told when it is mended. */
function unknownIn(text: string, field: string, reader: Language): Mistake[] {
  const [unknown] = unknownTokens(text)
  if (unknown === undefined) return []
  const near = nearestToken(unknown, (token) =>
    languages.map((language) => phrase(language, `writing.token.${token}`)),
  )
  const values = { token: `{${unknown}}`, near: `{${near ?? ''}}`, all: tokenList() }
  const key = near === null ? 'writing.mistake.token' : 'writing.mistake.token-near'
  return [{ field, key, values: { ...values, language: reader } }]
}

function tokenList(): string {
  return tokenNames.map((name) => `{${name}}`).join(' ')
}
