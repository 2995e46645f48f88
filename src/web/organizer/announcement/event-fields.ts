/** An event, or what there is of one, as the fields of its form: plain texts by name. */
import { type Field, isInLanguages, isList, type List, sections } from './form-plan.ts'

/** What stands in the form. Rows of a list are numbered; a tick that is not set is absent. */
export type Sheet = Record<string, string | readonly string[] | undefined>

/** An event as an event file has it, right or wrong, whole or not */
export type RawEvent = Readonly<Record<string, unknown>>

/** `own`: the language of texts that do not say theirs */
export function fieldsOfEvent(event: RawEvent, own: string): Sheet {
  const sheet: Sheet = {}
  for (const part of sections.flatMap(({ parts }) => parts)) {
    if (isList(part)) writeList(sheet, part, event[part.list], own)
    else writeField(sheet, part, part.path, memberAt(event, part.path), own)
  }
  sheet['language'] ??= own
  return { ...sheet, languages: languagesIn(sheet, own) }
}

function writeList(sheet: Sheet, { list, fields }: List, items: unknown, own: string): void {
  for (const [index, item] of listed(items).entries()) {
    for (const field of fields)
      writeField(sheet, field, `${list}.${index}.${field.path}`, memberOf(item, field.path), own)
    const id = memberOf(item, 'id')
    if (typeof id === 'string') sheet[`${list}.${index}.id`] = id
  }
}

export function writeField(sheet: Sheet, field: Field, name: string, value: unknown, own: string): void {
  if (value === undefined || value === null) return
  if (field.is === 'text' || field.is === 'prose') writeTexts(sheet, name, value, own)
  else if (field.is === 'options') writeOptions(sheet, name, listed(value), own)
  else if (field.is === 'names')
    sheet[name] = listed(value)
      .map((each) => inOwn(each, own))
      .join('\n')
  else if (field.is === 'moment') writeMoment(sheet, name, String(value))
  else if (field.is === 'counts') writeCounts(sheet, name, value)
  else if (field.is === 'ticks') sheet[name] = listed(value).map(String)
  else if (field.is === 'yes') sheet[name] = value === true ? 'yes' : undefined
  else sheet[name] = String(value)
}

function writeTexts(sheet: Sheet, name: string, value: unknown, own: string): void {
  for (const [language, text] of textsOf(value, own)) sheet[`${name}.${language}`] = text
}

/** Line by line the same option in every language. */
function writeOptions(sheet: Sheet, name: string, options: readonly unknown[], own: string): void {
  const texts = options.map((option) => new Map(textsOf(option, own)))
  const languages = new Set(texts.flatMap((one) => [...one.keys()]))
  for (const language of languages) {
    const lines = texts.map((one) => one.get(language) ?? '')
    sheet[`${name}.${language}`] = lines.join('\n').trimEnd()
  }
}

function writeMoment(sheet: Sheet, name: string, value: string): void {
  const [day = '', time = ''] = value.split('T')
  sheet[`${name}.day`] = day
  sheet[`${name}.time`] = time.slice(0, 5)
}

/** Targets are a list with a group each, what came of them a number by group. */
function writeCounts(sheet: Sheet, name: string, value: unknown): void {
  const counts = Array.isArray(value)
    ? value.map((each) => [memberOf(each, 'group'), memberOf(each, 'participants')])
    : Object.entries(value ?? {})
  for (const [group, n] of counts) sheet[`${name}.${String(group)}`] = String(n)
}

function textsOf(value: unknown, own: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[own, String(value ?? '')]]
  return Object.entries(value).map(([language, text]) => [language, String(text)])
}

function inOwn(value: unknown, own: string): string {
  const texts = new Map(textsOf(value, own))
  return texts.get(own) ?? [...texts.values()][0] ?? ''
}

/** The own language first, others as they turn up. */
function languagesIn(sheet: Sheet, own: string): string[] {
  const found = new Set([own])
  const texts = sections
    .flatMap(({ parts }) => parts)
    .flatMap((part) =>
      isList(part)
        ? part.fields.filter(isInLanguages).map(({ path }) => `${part.list}\\.\\d+\\.${path}`)
        : isInLanguages(part)
          ? [part.path.replaceAll('.', '\\.')]
          : [],
    )
  const text = new RegExp(`^(?:${texts.join('|')})\\.([\\w-]+)$`)
  for (const name of Object.keys(sheet)) {
    const [, language] = text.exec(name) ?? []
    if (language !== undefined) found.add(language)
  }
  return [...found]
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function memberOf(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined
}

function memberAt(holder: unknown, path: string): unknown {
  return path.split('.').reduce(memberOf, holder)
}
