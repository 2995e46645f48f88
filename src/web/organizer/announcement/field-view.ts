/** One field of the form, ready to be shown. */
import { groups } from '../../../domain/events/event.ts'
import { type Language, languageName, phrase } from '../../../platform/i18n.ts'
import { fieldId } from '../../mistakes.ts'
import { countryOptions, languageOptions, type Option, unsaid, wordOptions, zoneOptions } from './choices.ts'
import type { Sheet } from './event-fields.ts'
import type { Field } from './form-plan.ts'
import { languagesOf, linesTypedIn, severalIn, typedIn } from './sheet.ts'

export type FormMatter = {
  sheet: Sheet
  /** Sentences by the name of the field, the language of a text included */
  wrong: ReadonlyMap<string, string>
  /** The words that a field was read from, by its path; empty where nothing was found; null: there was no text. */
  found: ReadonlyMap<string, string> | null
  filesAt: string | null
  projects: readonly { slug: string; title: string }[]
  language: Language
  now: Date
}

/** `name`: of the field in the form; `path`: in the plan, `agenda.title` in a list */
export function fieldView(field: Field, name: string, path: string, matter: FormMatter) {
  const { language } = matter
  return {
    id: fieldId(name),
    name,
    label: phrase(language, field.label),
    help: field.help && phrase(language, field.help),
    isShort: field.isShort === true,
    isNeeded: field.isNeeded === true,
    mistake: matter.wrong.get(name),
    note: noteOf(name, matter),
    ...controlOf(field, name, path, matter),
  }
}

function controlOf(field: Field, name: string, path: string, matter: FormMatter) {
  const { sheet } = matter
  const value = typedIn(sheet, name)
  switch (field.is) {
    case 'text':
    case 'prose':
    case 'options':
      return { control: 'texts', inputs: textInputs(field, name, matter) }
    case 'names':
      return { control: 'area', value, rows: field.rows }
    case 'moment':
      return { control: 'moment', day: part(name, 'day', matter), time: part(name, 'time', matter) }
    case 'choice':
      return { control: 'select', options: optionsOf(field, path, value, matter) }
    case 'yes':
      return { control: 'tick', checked: value !== '' }
    case 'ticks':
      return { control: 'ticks', ticks: ticksOf(field, name, matter) }
    case 'counts':
      return { control: 'counts', counts: countsOf(name, matter) }
    case 'picture':
    case 'paper':
      return { control: 'file', ...fileOf(field, name, value, matter) }
    default:
      return { control: 'input', value, ...inputKinds[field.is] }
  }
}

/** A picture that is stored already is shown. */
function fileOf({ is, path }: Field, name: string, value: string, { sheet, filesAt, language }: FormMatter) {
  const upload = typedIn(sheet, `${name}.upload`)
  const use = path === 'logo' ? 'logo' : 'portrait'
  const isShown = is === 'picture' && value !== '' && upload === '' && filesAt !== null
  return {
    ...{ value, upload, remove: phrase(language, 'announcement.file-remove') },
    picture: isShown ? `${filesAt}/${encodeURIComponent(value)}?as=${use}` : undefined,
  }
}

const inputKinds = {
  line: { type: 'text' },
  email: { type: 'email', unspelt: true },
  phone: { type: 'tel' },
  url: { type: 'url', unspelt: true },
  day: { type: 'date', isNarrow: true },
  time: { type: 'time', isNarrow: true },
  whole: { type: 'text', inputmode: 'numeric', isNarrow: true },
  amount: { type: 'text', inputmode: 'decimal', isNarrow: true },
} as const

function textInputs({ is, rows, isNeeded }: Field, name: string, matter: FormMatter) {
  const codes = languagesOf(matter.sheet)
  const own = typedIn(matter.sheet, `${name}.${codes[0]}`)
  return codes.map((code, index) => {
    const value = linesTypedIn(matter.sheet, `${name}.${code}`)
    return {
      id: fieldId(`${name}.${code}`),
      name: `${name}.${code}`,
      code,
      language: languageName(code, matter.language),
      value,
      mistake: matter.wrong.get(`${name}.${code}`),
      isMissing: index > 0 && own !== '' && value.trim() === '',
      isNeeded: index === 0 && isNeeded === true,
      rows: is === 'text' ? undefined : rows,
    }
  })
}

function part(name: string, which: 'day' | 'time', { sheet }: FormMatter) {
  return {
    id: fieldId(`${name}.${which}`),
    name: `${name}.${which}`,
    value: typedIn(sheet, `${name}.${which}`),
  }
}

function optionsOf({ words }: Field, path: string, value: string, matter: FormMatter): Option[] {
  const { language, projects, now } = matter
  if (words !== undefined) return wordOptions(path, words, value, language)
  if (path === 'timezone') return zoneOptions(value, now, language)
  if (path === 'venue.country') return countryOptions(value, language)
  if (path === 'language') return languageOptions(value, language)
  if (path === 'documents.language') return [unsaid(value, language), ...languageOptions(value, language)]
  return [
    { value: '', label: phrase(language, 'announcement.none'), selected: value === '' },
    ...projects.map(({ slug, title }) => ({ value: slug, label: title, selected: slug === value })),
  ]
}

function ticksOf({ words = [] }: Field, name: string, { sheet, language }: FormMatter) {
  const set = severalIn(sheet, name)
  return wordOptions(name, words, '', language).map(({ value, label }, index) => ({
    id: index === 0 ? fieldId(name) : fieldId(`${name}.${value}`),
    value,
    label,
    checked: set.includes(value),
  }))
}

function countsOf(name: string, { sheet, wrong, language }: FormMatter) {
  return groups.map((group, index) => ({
    id: index === 0 ? fieldId(name) : fieldId(`${name}.${group}`),
    name: `${name}.${group}`,
    label: phrase(language, `group.${group}`),
    value: typedIn(sheet, `${name}.${group}`),
    mistake: wrong.get(`${name}.${group}`),
  }))
}

function noteOf(name: string, { found, language }: FormMatter): string | undefined {
  const words = found?.get(name)
  if (words === undefined) return undefined
  if (words === '') return phrase(language, 'announcement.found-nothing')
  return phrase(language, 'announcement.found', { words })
}
