/** What the checks of event files find wrong, in the words of whoever typed it: theirs are for people who write files. */
import type { Mistake } from '../../../domain/events/file/mistake.ts'
import {
  type Language,
  languageName,
  type PhraseKey,
  type PhraseValues,
  phrase,
} from '../../../platform/i18n.ts'
import type { ShownMistake } from '../../mistakes.ts'
import { fieldId } from '../../mistakes.ts'
import type { Sheet } from './event-fields.ts'
import { fieldAt, listNames, placeInForm } from './form-plan.ts'
import { rowName } from './list-view.ts'
import { languagesOf } from './sheet.ts'

export type FieldMistake = {
  /** Of the field in the form */
  name: string
  key: PhraseKey
  values?: PhraseValues
}

type Say = (found: RegExpExecArray) => PhraseValues

/** The first that fits is said; `of` narrows it to some fields. */
const sentences: readonly { of?: RegExp; cause: RegExp; key: PhraseKey; say?: Say }[] = [
  {
    of: /^(starts|ends|registration\.\w+)$/,
    cause: /^missing|is not a local time/,
    key: 'announcement.mistake.moment',
  },
  { of: /\.file$/, cause: /^missing/, key: 'announcement.mistake.file-missing' },
  { of: /\.options$/, cause: /^missing/, key: 'announcement.mistake.options-missing' },
  { of: /\.options$/, cause: /has no options/, key: 'announcement.mistake.options-odd' },
  { of: /^venue\.l/, cause: /^missing/, key: 'announcement.mistake.both-coordinates' },
  { of: /^registration\.groups/, cause: /at least one/, key: 'announcement.mistake.groups-none' },
  { cause: /^missing/, key: 'announcement.mistake.missing' },
  {
    ...{ cause: /^clocks in \S+ jump over \S+T(\S+); write \S+T(\S+) or \S+T(\S+),/ },
    ...{ key: 'announcement.mistake.skipped' },
    say: ([, time = '', before = '', after = '']) => ({ time, before, after }),
  },
  {
    ...{ cause: /^clocks in \S+ show \S+T(\S+) twice/, key: 'announcement.mistake.twice' },
    say: ([, time = '']) => ({ time }),
  },
  { cause: /is not after starts/, key: 'announcement.mistake.ends-before' },
  { cause: /is not before closes/, key: 'announcement.mistake.opens-after-closes' },
  { cause: /is not before starts/, key: 'announcement.mistake.opens-after-start' },
  { cause: /is after ends/, key: 'announcement.mistake.closes-after' },
  { cause: /is not a day of the event/, key: 'announcement.mistake.other-day' },
  { cause: /is not a day such as/, key: 'announcement.mistake.day' },
  { cause: /is not a time of day/, key: 'announcement.mistake.time' },
  { cause: /is not an e-mail address/, key: 'announcement.mistake.email' },
  { cause: /is not a telephone number/, key: 'announcement.mistake.phone' },
  { cause: /is not a web address/, key: 'announcement.mistake.url' },
  {
    ...{ cause: /is not a whole number from (\d+) to (\d+)/, key: 'announcement.mistake.whole' },
    say: ([, least = '', most = '']) => ({ least: Number(least), most: Number(most) }),
  },
  {
    ...{ cause: /is not a number from (-?\d+) to (\d+)/, key: 'announcement.mistake.amount' },
    say: ([, least = '', most = '']) => ({ least: Number(least), most: Number(most) }),
  },
  {
    ...{ cause: /is not a text of 1 to (\d+) characters/, key: 'announcement.mistake.too-long' },
    say: ([, most = '']) => ({ most: Number(most) }),
  },
  {
    ...{ cause: /a list of at most (\d+)/, key: 'announcement.mistake.too-many' },
    say: ([, most = '']) => ({ most: Number(most) }),
  },
  { of: /^slug$/, cause: /./, key: 'announcement.mistake.slug' },
  { cause: /is in the list twice/, key: 'announcement.mistake.repeated' },
  {
    ...{ cause: /may not go: (\d+) /, key: 'announcement.mistake.session-chosen' },
    say: ([, n = '']) => ({ n: Number(n) }),
  },
  { of: /^documents$/, cause: /is no longer there/, key: 'announcement.mistake.file-gone' },
  { cause: /./, key: 'announcement.mistake.other' },
]

/** `mistakes`: what `readEvent` and the database found, whose rows are those of the form. */
export function fieldMistakes(mistakes: readonly Mistake[]): FieldMistake[] {
  return mistakes.map(({ path, cause }) => {
    const name = path.join('.')
    for (const { of, cause: pattern, key, say } of sentences) {
      const found = of === undefined || of.test(name) ? pattern.exec(cause) : null
      if (found !== null) return { name: fieldNameOf(name), key, ...(say ? { values: say(found) } : {}) }
    }
    return { name: fieldNameOf(name), key: 'announcement.mistake.other' }
  })
}

/** The place of a list of lines or counts is its field: `form.0.options.2` is `form.0.options`. */
function fieldNameOf(path: string): string {
  const [, lines] = /^(.+\.(?:options|speakers|groups))(?:\.|$)/.exec(path) ?? []
  return lines ?? path.replace(/^targets\.\d+.*/, 'targets')
}

/** By the name of the input that it stands beside. */
export function wrongFields(
  mistakes: readonly FieldMistake[],
  sheet: Sheet,
  language: Language,
): Map<string, string> {
  const wrong = new Map<string, string>()
  for (const { name, key, values } of mistakes) {
    const input = inputOf(name, sheet)
    if (!wrong.has(input)) wrong.set(input, phrase(language, key, values))
  }
  return wrong
}

/** For the summary above the form, in its order: each names its field. */
export function summaryOf(
  mistakes: readonly FieldMistake[],
  sheet: Sheet,
  language: Language,
): ShownMistake[] {
  const seen = new Set<string>()
  const ordered = mistakes.toSorted((a, b) => placeInForm(a.name) - placeInForm(b.name))
  return ordered.flatMap(({ name, key, values }) => {
    const field = inputOf(name, sheet)
    if (seen.has(field)) return []
    seen.add(field)
    const text = phrase(language, 'announcement.mistake.of-field', {
      field: fieldWords(field, sheet, language),
      mistake: phrase(language, key, values),
    })
    return [{ field, href: `#${idOf(field)}`, text }]
  })
}

/** A text that is missing is missing in the event's own language. */
function inputOf(name: string, sheet: Sheet): string {
  const field = fieldAt(name)
  if (field === undefined) return name
  const isText = field.is === 'text' || field.is === 'prose' || field.is === 'options'
  return isText && name.endsWith(field.path) ? `${name}.${languagesOf(sheet)[0] ?? ''}` : name
}

function idOf(name: string): string {
  const is = fieldAt(name)?.is
  return fieldId(is === 'moment' ? `${name}.day` : name)
}

/** "Agenda, Opening: What happens (English)" */
export function fieldWords(name: string, sheet: Sheet, language: Language): string {
  const field = fieldAt(name)
  const label = field === undefined ? '' : phrase(language, field.label)
  const [, list, row] = /^(\w+)\.(\d+)\./.exec(name) ?? []
  const known = listNames.find((one) => one === list)
  const codes = languagesOf(sheet)
  const code = codes.length > 1 ? codes.find((one) => name.endsWith(`.${one}`)) : undefined
  const words = code === undefined ? label : `${label} (${languageName(code, language)})`
  return known === undefined ? words : `${rowName(known, Number(row), { sheet, language })}, ${words}`
}
