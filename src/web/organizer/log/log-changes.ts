/** What changed in an entry of the log, a line a field: as it was, and as it is. */
import type { AuditState } from '../../../domain/audit/record.ts'
import type { LogEntry } from '../../../domain/organizers/log.ts'
import { describeDay, describeHours, describeInstant } from '../../../platform/dates.ts'
import { isLanguage, isPhraseKey, type Language, languageName, phrase } from '../../../platform/i18n.ts'
import { cleanLine } from '../../../platform/text.ts'
import { isDay } from '../../../platform/zones.ts'

const mostLines = 40
/** So few stand in the table itself. */
const mostInBrief = 2
const mostCharacters = 400

/** Undefined where nothing is known: nothing was there to change, or it has been forgotten. */
export function changeWords(
  { before, after }: Pick<LogEntry, 'before' | 'after'>,
  zone: string,
  language: Language,
) {
  const [was, is] = [leavesOf(before), leavesOf(after)]
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter(
    (path) => String(was.get(path)) !== String(is.get(path)),
  )
  if (paths.length === 0) return undefined
  const lines = paths.slice(0, mostLines).map((path) => ({
    field: fieldWords(path, language),
    from: valueWords(path, was.get(path), zone, language),
    to: valueWords(path, is.get(path), zone, language),
  }))
  const more = paths.length - lines.length
  return {
    summary: phrase(language, 'audit.changes', { n: paths.length }),
    hasBefore: was.size > 0,
    isBrief: paths.length <= mostInBrief,
    lines,
    more: more === 0 ? undefined : phrase(language, 'audit.more', { n: more }),
  }
}

type Scalar = string | number | boolean
/** A list of single values is one: what somebody chose. */
type Leaf = Scalar | readonly Scalar[]

/** What only the program knows things by */
const unsaid = new Set(['id', 'import', 'event_id', 'entered_by', 'phone_e164', 'signin', 'turn'])

/** `venue.city.bg` → Варна: what is nested, told by its innermost values. */
function leavesOf(state: AuditState): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const walk = (value: unknown, path: string): void => {
    if (value === null || value === undefined || value === '') return
    if (isListOfValues(value)) {
      if (value.length > 0) leaves.set(path, value)
    } else if (typeof value === 'object') {
      for (const [name, inner] of Object.entries(value))
        if (!unsaid.has(name)) walk(inner, path === '' ? name : `${path}.${name}`)
    } else leaves.set(path, value as Scalar)
  }
  walk(state, '')
  return leaves
}

function isListOfValues(value: unknown): value is readonly Scalar[] {
  return Array.isArray(value) && value.every((one) => typeof one !== 'object')
}

/** "Place · Town or village (Bulgarian)"; a word that no phrase knows stands as it is written. */
function fieldWords(path: string, language: Language): string {
  const names = path.split('.')
  const last = names.at(-1) ?? ''
  const spoken = names.length > 1 && isLanguage(last) ? ` (${languageName(last, language)})` : ''
  const words = (spoken === '' ? names : names.slice(0, -1)).map((name) => nameWords(name, language))
  return words.join(' · ') + spoken
}

function nameWords(name: string, language: Language): string {
  if (/^\d+$/.test(name)) return String(Number(name) + 1)
  for (const key of [`audit.field.${name}`, `column.${name}`])
    if (isPhraseKey(key)) return phrase(language, key)
  return name
}

function valueWords(path: string, value: Leaf | undefined, zone: string, language: Language) {
  if (value === undefined) return undefined
  const all = typeof value === 'object' ? value : [value]
  return all.map((one) => scalarWords(path, one, zone, language)).join(', ')
}

function scalarWords(path: string, value: Scalar, zone: string, language: Language): string {
  if (typeof value === 'boolean') return phrase(language, value ? 'audit.yes' : 'audit.no')
  const text = cleanLine(String(value), mostCharacters)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return describeInstant(text, zone, language)
  const [, day = '', time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/.exec(text) ?? []
  if (isDay(day)) return localWords(day, time, language)
  return termWords(path, text, language) ?? text
}

/** A day or a moment by the clocks of its event */
function localWords(day: string, time: string | undefined, language: Language): string {
  const { date } = describeDay(day, language)
  return time === undefined ? date : `${date}, ${describeHours(time, undefined, language)}`
}

/** Words of a closed list, such as a status, in the reader's own. */
function termWords(path: string, value: string, language: Language): string | undefined {
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''
  if ((name === 'language' || name === 'languages') && isLanguage(value)) return languageName(value, language)
  if (name === 'format') return value.toUpperCase()
  const keys = [...(families[name] ?? []).map((family) => `${family}.${value}`), ...signInKeys(name, value)]
  const key = keys.find(isPhraseKey)
  return key === undefined ? undefined : phrase(language, key)
}

/** How somebody came in, and with what. */
function signInKeys(name: string, value: string): string[] {
  if (name === 'how') return [`security.how.${value}`]
  if (name === 'factor') return [`security.used.${value}`]
  return name === 'kind' ? [`security.kind.${value}`] : []
}

const families: Readonly<Record<string, readonly string[]>> = {
  status: ['status', 'event-status'],
  statuses: ['status'],
  kind: ['kind'],
  group: ['group'],
  groups: ['group'],
  audience: ['group'],
  source: ['source'],
  role: ['team.role'],
  roles: ['team.role'],
  period: ['projects.period'],
  emblem: ['projects.emblem'],
}
