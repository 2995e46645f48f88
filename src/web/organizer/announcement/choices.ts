/** What the selects of the form offer. */
import { country } from '../../../domain/events/file/file-fields.ts'
import { zoneName } from '../../../platform/dates.ts'
import {
  inOwnOrder,
  isPhraseKey,
  type Language,
  languageName,
  languages,
  localeOf,
  phrase,
} from '../../../platform/i18n.ts'

export type Option = { value: string; label: string; selected: boolean }

/** Those of the site, and what is spoken around them. */
const knownLanguages = [
  ...languages,
  ...['uk', 'kk', 'uz', 'tg', 'ro', 'sr', 'mk', 'sq', 'hr', 'el', 'tr', 'hy', 'ka', 'de', 'fr', 'es', 'it'],
  ...['pl', 'cs', 'sk', 'hu', 'lt', 'lv', 'et', 'fi', 'sv', 'nl', 'pt', 'zh', 'ar'],
]

export function languageOptions(chosen: string, language: Language, more: readonly string[] = []): Option[] {
  const codes = [...new Set([...knownLanguages, ...more, ...(chosen === '' ? [] : [chosen])])]
  return codes.map((code) => ({
    value: code,
    label: languageName(code, language),
    selected: code === chosen,
  }))
}

/** Zones that have a name of ours, and the one that stands there. */
export function zoneOptions(chosen: string, now: Date, language: Language): Option[] {
  const named = Intl.supportedValuesOf('timeZone').filter((zone) => isPhraseKey(`zone.${zone}`))
  const zones = new Set([...named, ...(isZoneName(chosen) ? [chosen] : [])])
  const labels = new Map([...zones].map((zone) => [zoneName(zone, now.toISOString(), language), zone]))
  return inOwnOrder(labels.keys(), language).map((label) => {
    const value = labels.get(label) ?? ''
    return { value, label, selected: value === chosen }
  })
}

function isZoneName(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false // a RangeError says: no such zone
  }
}

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
const countries = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => country().safeParse(code).success)

export function countryOptions(chosen: string, language: Language): Option[] {
  const names = new Intl.DisplayNames(localeOf(language), { type: 'region' })
  const byName = new Map(countries.map((code) => [names.of(code) ?? code, code]))
  const sorted = inOwnOrder(byName.keys(), language).map((label) => {
    const value = byName.get(label) ?? ''
    return { value, label, selected: value === chosen }
  })
  return [unsaid(chosen, language), ...sorted]
}

export function unsaid(chosen: string, language: Language): Option {
  return { value: '', label: phrase(language, 'announcement.unsaid'), selected: chosen === '' }
}

export function wordOptions(field: string, words: readonly string[], chosen: string, language: Language) {
  return words.map((value) => ({
    value,
    label: wordOf(field, value, language),
    selected: value === chosen,
  }))
}

/** `field`: its path in the plan, the last part of it within a list */
function wordOf(field: string, value: string, language: Language): string {
  const [key, values] = keyOf(field, value)
  return isPhraseKey(key) ? phrase(language, key, values) : value
}

function keyOf(field: string, value: string): [key: string, values?: { n: number }] {
  if (field === 'kind') return [`kind.${value}`]
  if (field === 'organizations.role') return [`organization-role.${value}`, { n: 1 }]
  if (field === 'documents.kind') return [`document.${value}`]
  if (field === 'period') return [`projects.period.${value}`]
  if (field === 'emblem') return [`projects.emblem.${value}`]
  if (field === 'form.type') return [`announcement.question-type.${value}`]
  return [`group.${value}`]
}
