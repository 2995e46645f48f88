/** The form of a project: what is typed, read as a project file would say it, and shown again with what is wrong. */
import { type Project, periods } from '../../../domain/events/event.ts'
import { type Language, languageName, languages, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import { fieldId } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { FieldMistake } from '../announcement/mistake-words.ts'

/** Written in each language of the site */
const texts = [
  { path: 'title', label: 'projects.field.title' },
  { path: 'programme', label: 'projects.field.programme' },
  { path: 'funder', label: 'projects.field.funder' },
  { path: 'fund', label: 'projects.field.fund' },
  { path: 'statement', label: 'projects.field.statement', help: 'projects.help.statement', rows: 3 },
  { path: 'disclaimer', label: 'projects.field.disclaimer', help: 'projects.help.disclaimer', rows: 4 },
] as const satisfies readonly { path: keyof Project; label: PhraseKey; help?: PhraseKey; rows?: number }[]

const lines = ['number', 'starts', 'ends'] as const

export type TypedProject = Readonly<Record<string, string>>

/** As the form would have been sent: `title.bg`, `number`. */
export function typedOf(project: Project): TypedProject {
  const typed: Record<string, string> = {
    language: project.language,
    period: project.period,
    emblem: project.emblem,
  }
  for (const name of lines) typed[name] = project[name] ?? ''
  for (const { path } of texts)
    for (const [code, text] of Object.entries(project[path] ?? {})) typed[`${path}.${code}`] = text
  return typed
}

export function typedIn(fields: Fields): TypedProject {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, firstOf(value)]))
}

/** `kept`: what the form does not ask stays as it is stored. */
export function projectOf(
  typed: TypedProject,
  slug: string,
  kept: Project | undefined,
): Record<string, unknown> {
  const project: Record<string, unknown> = { ...kept, slug }
  for (const name of ['language', 'period', 'emblem', ...lines]) set(project, name, typed[name]?.trim() ?? '')
  for (const { path } of texts) {
    // A language that the site does not speak is not asked, and kept.
    const others = Object.entries(kept?.[path] ?? {}).filter(([code]) => !isAsked(code))
    const own = languages.flatMap((code) => {
      const text = (typed[`${path}.${code}`] ?? '').replace(/\r\n?/g, '\n').trim()
      return text === '' ? [] : [[code, text] as const]
    })
    const all = [...own, ...others]
    if (all.length === 0) delete project[path]
    else project[path] = Object.fromEntries(all)
  }
  return project
}

function isAsked(code: string): boolean {
  return languages.some((one) => one === code)
}

function set(project: Record<string, unknown>, name: string, value: string): void {
  if (value === '') delete project[name]
  else project[name] = value
}

/** `now`: what is stored, where somebody else has changed it since the form was opened. */
export function projectFormView(
  typed: TypedProject,
  mistakes: readonly FieldMistake[],
  now: TypedProject | null,
  language: Language,
) {
  const own = languages.find((code) => code === typed['language']) ?? language
  const wrong = new Map(
    mistakes.map(({ name, key, values }) => [at(name, own), phrase(language, key, values)]),
  )
  const field = (name: string, label: PhraseKey, more: { help?: PhraseKey; rows?: number } = {}) => ({
    id: fieldId(name),
    name,
    label: phrase(language, label),
    help: more.help && phrase(language, more.help),
    rows: more.rows,
    value: typed[name] ?? '',
    mistake: wrong.get(name),
    stored: now === null || (now[name] ?? '') === (typed[name] ?? '') ? undefined : (now[name] ?? ''),
  })
  const inLanguage = (code: Language) => ({
    code,
    name: languageName(code, language),
    fields: texts.map(({ path, label, ...more }) => field(`${path}.${code}`, label, more)),
    isWritten: texts.some(({ path }) => (typed[`${path}.${code}`] ?? '') !== ''),
  })
  return {
    mistakes: mistakes.map(({ name, key, values }) => ({
      field: at(name, own),
      href: `#${fieldId(at(name, own))}`,
      text: `${labelOf(name, language)}: ${phrase(language, key, values)}`,
    })),
    own: inLanguage(own),
    others: languages.filter((code) => code !== own).map(inLanguage),
    number: field('number', 'projects.field.number'),
    starts: field('starts', 'projects.field.starts'),
    ends: field('ends', 'projects.field.ends'),
    languages: options(languages, own, (code) => languageName(code, language)),
    periods: options(periods, typed['period'] || 'other', (value) =>
      phrase(language, `projects.period.${value}`),
    ),
    emblems: options(['none', 'eu'] as const, typed['emblem'] || 'none', (value) =>
      phrase(language, `projects.emblem.${value}`),
    ),
  }
}

/** A text that is missing is missing in the project's own language. */
function at(name: string, own: string): string {
  return texts.some(({ path }) => path === name) ? `${name}.${own}` : name
}

function labelOf(name: string, language: Language): string {
  const [path = ''] = name.split('.')
  const text = texts.find((each) => each.path === path)
  if (text !== undefined) return phrase(language, text.label)
  const line = lines.find((each) => each === path)
  return line === undefined
    ? phrase(language, 'projects.field.other')
    : phrase(language, `projects.field.${line}`)
}

function options<Value extends string>(
  values: readonly Value[],
  chosen: string,
  label: (value: Value) => string,
) {
  return values.map((value) => ({ value, label: label(value), selected: value === chosen }))
}
