/** A difference between versions, in words: what it is about, and what stands there. */
import { type Language, languageName, phrase } from '../../../../platform/i18n.ts'
import { countryOptions, wordOptions } from '../choices.ts'
import { memberOf } from '../event-fields.ts'
import { type Field, fieldAt, listNames, listOf } from '../form-plan.ts'
import type { Difference } from './merge.ts'
import type { Pieces } from './pieces.ts'

export type Versions = Readonly<
  Record<'base' | 'yours' | 'theirs', { pieces: Pieces; event: { language?: unknown } }>
>

/** "Opening: What happens (English)"; of a whole row what it is called */
export function aboutWords({ name, isRow }: Difference, versions: Versions, language: Language): string {
  const [, list, key, inside] = /^(\w+)\.([byt]\d+)(?:\.(.+))?$/.exec(name) ?? []
  const known = listNames.find((one) => one === list)
  if (known === undefined || key === undefined) return fieldWords(name, name, language)
  const row = `${known}.${key}`
  const called = rowWords(row, versions) ?? phrase(language, 'announcement.nameless')
  const what = isRow
    ? phrase(language, listOf(known).label)
    : fieldWords(`${known}.0.${inside}`, name, language)
  return phrase(language, 'announcement.row', { action: isRow ? what : called, name: isRow ? called : what })
}

function fieldWords(path: string, name: string, language: Language): string {
  const field = fieldAt(path)
  if (field === undefined) return ''
  const label = phrase(language, field.label)
  const isText = field.is === 'text' || field.is === 'prose'
  return isText ? `${label} (${languageName(name.slice(name.lastIndexOf('.') + 1), language)})` : label
}

const titled = ['title', 'name', 'label']

function rowWords(row: string, { theirs, yours, base }: Versions): string | undefined {
  for (const { pieces } of [theirs, yours, base])
    for (const [name, text] of pieces)
      if (titled.some((title) => name.startsWith(`${row}.${title}.`)) || name === `${row}.label`)
        return String(text)
  return undefined
}

/** What a version has there; nothing where it has nothing. */
export function valueWords(
  difference: Difference,
  value: unknown,
  side: keyof Versions,
  versions: Versions,
  language: Language,
) {
  if (value === undefined) return undefined
  const { name } = difference
  if (difference.isRow) return wholeRow(name, versions[side].pieces, language)
  const field = fieldAt(name.replace(/^(\w+)\.[byt]\d+\./, '$1.0.'))
  return field === undefined ? String(value) : fieldValue(field, planPath(name), value, language)
}

/** As the choices of a field are known by: `agenda.title` */
function planPath(name: string): string {
  return name.replace(/^(\w+)\.[byt]\d+\./, '$1.')
}

function wholeRow(row: string, pieces: Pieces, language: Language): string {
  const lines = [...pieces].flatMap(([name, value]) => {
    const field = name.startsWith(`${row}.`)
      ? fieldAt(name.replace(/^(\w+)\.[byt]\d+\./, '$1.0.'))
      : undefined
    if (field === undefined || value === false || (Array.isArray(value) && value.length === 0)) return []
    return [`${phrase(language, field.label)}: ${fieldValue(field, planPath(name), value, language)}`]
  })
  return lines.join('\n')
}

function fieldValue({ is, words }: Field, path: string, value: unknown, language: Language): string {
  if (is === 'yes') return phrase(language, value === true ? 'announcement.yes' : 'announcement.no')
  if (is === 'moment') return String(value).replace('T', ', ')
  if (is === 'counts') return counts(value, language)
  if (Array.isArray(value)) return value.map((each) => listedValue(each, path, words, language)).join('\n')
  if (words !== undefined) return oneWord(path, words, String(value), language)
  if (path === 'language' || path === 'documents.language') return languageName(String(value), language)
  if (path === 'venue.country')
    return countryOptions('', language).find((one) => one.value === value)?.label ?? String(value)
  return String(value)
}

function listedValue(each: unknown, path: string, words: Field['words'], language: Language): string {
  if (typeof each === 'object' && each !== null) return Object.values(each).join(' / ')
  return words === undefined ? String(each) : oneWord(path, words, String(each), language)
}

function oneWord(path: string, words: readonly string[], value: string, language: Language): string {
  return wordOptions(path, words, value, language).find(({ selected }) => selected)?.label ?? value
}

function counts(value: unknown, language: Language): string {
  const pairs = Array.isArray(value)
    ? value.map((each): [string, unknown] => [
        String(memberOf(each, 'group')),
        memberOf(each, 'participants'),
      ])
    : Object.entries(value ?? {})
  return pairs.map(([group, n]) => `${oneWord('groups', [group], group, language)}: ${String(n)}`).join('\n')
}
