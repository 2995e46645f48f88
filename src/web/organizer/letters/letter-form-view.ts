import { tokenNames } from '../../../domain/letters/letter-text.ts'
import type { Reach } from '../../../domain/letters/reach.ts'
import type { Selection } from '../../../domain/letters/selection.ts'
import type { WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { type Language, languageName, languages, phrase } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import { lettersLanguage } from '../add-person-form.ts'
import type { Work } from '../viewer.ts'
import { leftOutWords } from './reach-words.ts'
import { selectionFields } from './selection-wish.ts'

/** A new letter begins with a greeting in the event's own language. */
export function firstFields({ event }: Work): Fields {
  const language = lettersLanguage(event)
  return { fallback: language, [`body_${language}`]: greeting(language) }
}

function greeting(language: Language): string {
  return `${phrase(language, 'letter.greeting', { name: '{name}' })}\n\n`
}

/** The form as it was when the letter was kept. */
export function fieldsOfLetter({
  texts,
  fallback,
  selection,
  hasInvitation,
  version,
}: WrittenLetter): Fields {
  const { words, undelivered, statuses, arrived, ids, ...rest } = selection
  const written = Object.entries(texts).flatMap(([language, { subject, body }]) => [
    [`subject_${language}`, subject],
    [`body_${language}`, body],
  ])
  return {
    ...Object.fromEntries(written),
    ...rest,
    fallback,
    version: String(version),
    ...(words === undefined ? {} : { q: words }),
    ...(undelivered === true ? { undelivered: '1' } : {}),
    ...(statuses === undefined ? {} : { status: statuses }),
    ...(arrived === undefined ? {} : { arrived: arrived ? 'yes' : 'no' }),
    ...(ids === undefined ? {} : { ids: ids.join(',') }),
    ...(hasInvitation ? { invitation: 'yes' } : {}),
  }
}

export function letterFormView(
  fields: Fields,
  mistakes: readonly Mistake[],
  selection: Selection,
  reach: Reach,
  work: Work,
) {
  const reader = work.viewer.language
  const shown = shownMistakes(mistakes, reader)
  const wrong = Object.fromEntries(shown.map(({ field, text }) => [field, text]))
  const own = lettersLanguage(work.event)
  const fallback = firstOf(fields.fallback) || own
  return {
    form: { mistakes: shown, wrong },
    fields: {
      key: firstOf(fields.key),
      version: firstOf(fields.version),
      hasInvitation: firstOf(fields.invitation) !== '',
    },
    selection: selectionFields(selection, work),
    count: phrase(reader, 'writing.goes-to', { n: reach.recipients }),
    leftOut: leftOutWords(reach, work),
    ...textFields(fields, wrong, reach, own, reader),
    fallbacks: inOrder(own, reach).map((code) => ({
      value: code,
      label: languageName(code, reader),
      selected: code === fallback,
    })),
    tokens: tokenNames.map((name) => ({
      token: `{${name}}`,
      meaning: phrase(reader, `writing.token.${name}`),
    })),
  }
}

/** The event's own language first, then those that most of them read. */
function inOrder(own: Language, { languages: readers }: Reach): Language[] {
  const rank = (code: Language) => (code === own ? Number.POSITIVE_INFINITY : (readers.get(code) ?? 0))
  return [...languages].sort((a, b) => rank(b) - rank(a))
}

/** Beside each other what is written or read; the other languages wait behind a line. */
function textFields(
  fields: Fields,
  wrong: Readonly<Record<string, string>>,
  reach: Reach,
  own: Language,
  reader: Language,
) {
  const texts = inOrder(own, reach).map((code) => {
    const [subject, body] = [firstOf(fields[`subject_${code}`]), firstOf(fields[`body_${code}`])]
    const readers = reach.languages.get(code) ?? 0
    return {
      code,
      name: languageName(code, reader),
      readers: readers === 0 ? undefined : phrase(reader, 'writing.readers', { n: readers }),
      subject: { id: `subject_${code}`, value: subject, mistake: wrong[`subject_${code}`] },
      body: { id: `body_${code}`, value: body, mistake: wrong[`body_${code}`] },
      isOpen: code === own || readers > 0 || subject !== '' || body !== '',
    }
  })
  return { texts: texts.filter(({ isOpen }) => isOpen), others: texts.filter(({ isOpen }) => !isOpen) }
}
