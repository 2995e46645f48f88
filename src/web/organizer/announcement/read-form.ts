/** What was typed into the form, as an event file would say it; whether it is right is for `readEvent` to say. */
import { addDays, isDay } from '../../../platform/zones.ts'
import type { RawEvent, Sheet } from './event-fields.ts'
import { type Field, isList, type List, sections } from './form-plan.ts'
import { nameRows } from './row-names.ts'
import { languagesOf, linesTypedIn, rowsOf, severalIn, typedIn } from './sheet.ts'

type Raw = Record<string, unknown>

/** `kept`: the event as it is stored, for what the form did not ask. */
export function eventOfFields(sheet: Sheet, kept: RawEvent): RawEvent {
  const languages = languagesOf(sheet)
  const event: Raw = structuredClone({ ...kept })
  for (const part of sections.flatMap(({ parts }) => parts).filter((each) => isAsked(sheet, each))) {
    if (isList(part)) event[part.list] = readList(sheet, part, languages)
    else put(event, part.path, readField(sheet, part, part.path, languages))
  }
  return nameRows(moveAlong(dropEmpty(event), kept), typedIn(sheet, 'language'))
}

/**
 * Whether the form that was sent had this. Of what browsers leave out when it is empty, ticks and lists, it says so
 * itself; the page's address may be left as it is.
 */
function isAsked(sheet: Sheet, part: Field | List): boolean {
  if (isList(part) || isUnsaidWhenEmpty(part))
    return severalIn(sheet, 'asked').includes(isList(part) ? part.list : part.path)
  return part.path === 'slug' ? typedIn(sheet, 'slug') !== '' : isThere(sheet, part.path)
}

export function isUnsaidWhenEmpty(part: Field | List): boolean {
  return isList(part) || part.is === 'yes' || part.is === 'ticks' || part.is === 'counts'
}

export function isThere(sheet: Sheet, path: string): boolean {
  return Object.keys(sheet).some((name) => name === path || name.startsWith(`${path}.`))
}

function readList(sheet: Sheet, { list, fields }: List, languages: readonly string[]): Raw[] {
  return rowsOf(sheet, list).flatMap((row) => {
    const item: Raw = {}
    for (const field of fields)
      put(item, field.path, readField(sheet, field, `${list}.${row}.${field.path}`, languages))
    // A row that was added and left empty says nothing; what is chosen in it beforehand nobody has said.
    const isSaid = fields.some(({ is, path }) => !isPreset(is) && item[path] !== undefined)
    if (!isSaid) return []
    const id = typedIn(sheet, `${list}.${row}.id`)
    return [id === '' ? item : { ...item, id }]
  })
}

function isPreset(is: Field['is']): boolean {
  return is === 'choice' || is === 'yes' || is === 'day'
}

export function readField(
  sheet: Sheet,
  { is, path }: Field,
  name: string,
  languages: readonly string[],
): unknown {
  if (is === 'text' || is === 'prose') return readTexts(sheet, name, languages)
  if (is === 'options') return readOptions(sheet, name, languages)
  if (is === 'names') return some(linesIn(sheet, name).filter((line) => line !== ''))
  if (is === 'moment') return readMoment(sheet, path)
  if (is === 'counts') return readCounts(sheet, name)
  if (is === 'ticks') return severalIn(sheet, name)
  if (is === 'yes') return typedIn(sheet, name) !== ''
  const typed = typedIn(sheet, name)
  if (typed === '') return undefined
  if (is === 'whole' || is === 'amount') return asNumber(typed)
  if (is === 'time') return asTime(typed)
  return is === 'day' ? asDay(typed) : typed
}

function readTexts(sheet: Sheet, name: string, languages: readonly string[]): Raw | undefined {
  const texts = languages.flatMap((code) => {
    const text = typedIn(sheet, `${name}.${code}`)
    return text === '' ? [] : [[code, text]]
  })
  return texts.length === 0 ? undefined : Object.fromEntries(texts)
}

/** The lines of the first language that has any say how many options there are. */
function readOptions(sheet: Sheet, name: string, languages: readonly string[]): Raw[] | undefined {
  const written = languages.map((code) => ({ code, lines: linesIn(sheet, `${name}.${code}`) }))
  const leading = written.find(({ lines }) => lines.some((line) => line !== ''))
  const options = leading?.lines.flatMap((line, index) => {
    if (line === '') return []
    const texts = written.flatMap(({ code, lines }) => {
      const text = lines[index] ?? ''
      return text === '' ? [] : [[code, text]]
    })
    return [Object.fromEntries(texts)]
  })
  return some(options ?? [])
}

/** An end without a day is on the day of the start; a deadline without a time is the end of its day. */
function readMoment(sheet: Sheet, name: string): string | undefined {
  const typed = { day: asDay(typedIn(sheet, `${name}.day`)), time: asTime(typedIn(sheet, `${name}.time`)) }
  if (typed.day === '' && typed.time === '') return undefined
  const day = typed.day === '' && name === 'ends' ? asDay(typedIn(sheet, 'starts.day')) : typed.day
  const otherwise: Record<string, string> = { 'registration.opens': '00:00', 'registration.closes': '23:59' }
  return `${day}T${typed.time === '' ? (otherwise[name] ?? '') : typed.time}`
}

function readCounts(sheet: Sheet, name: string): unknown {
  const counts = Object.keys(sheet).flatMap((key): [string, unknown][] => {
    const typed = key.startsWith(`${name}.`) ? typedIn(sheet, key) : ''
    return typed === '' ? [] : [[key.slice(name.length + 1), asNumber(typed)]]
  })
  if (name === 'targets') return counts.map(([group, participants]) => ({ group, participants }))
  return counts.length === 0 ? undefined : Object.fromEntries(counts)
}

/** An empty line may stand for an option that is not written in this language. */
function linesIn(sheet: Sheet, name: string): string[] {
  const lines = linesTypedIn(sheet, name).split(/\r\n?|\n/)
  return lines.map((line) => line.trim())
}

/** Whatever is no number stays as it was typed, to be told. */
function asNumber(typed: string): number | string {
  const figures = typed.replace(/[\s\u00a0]/g, '').replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(figures) ? Number(figures) : typed
}

/** Where a browser has no field for it people type `9.30` or `9:30`. */
function asTime(typed: string): string {
  const [, hour, minute] = /^(\d{1,2})[:.](\d\d)(?::00)?$/.exec(typed) ?? []
  return hour === undefined ? typed : `${hour.padStart(2, '0')}:${minute}`
}

function asDay(typed: string): string {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed) ?? []
  return day === undefined || month === undefined
    ? typed
    : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** Whoever puts the beginning on another day and leaves the rest as it was means the whole event. */
function moveAlong(event: Raw, kept: RawEvent): Raw {
  const [from, to] = [dayOf(kept['starts']), dayOf(event['starts'])]
  const days = from === null || to === null ? 0 : daysBetween(from, to)
  return days === 0 ? event : moveAgendaAlong(moveEndAlong(event, kept, days), kept, days)
}

/** An end that nobody touched, of an event of one day, or where the event would end before it begins. */
function moveEndAlong(event: Raw, kept: RawEvent, days: number): Raw {
  const { starts, ends } = event
  if (typeof ends !== 'string' || ends !== kept['ends']) return event
  const day = dayOf(ends)
  const isOfOneDay = day === dayOf(kept['starts'])
  if (day === null || (!isOfOneDay && ends > String(starts))) return event
  return { ...event, ends: addDays(day, days) + ends.slice(10) }
}

/** A point of the agenda that keeps its day while the event goes to another goes with it. */
function moveAgendaAlong(event: Raw, kept: RawEvent, days: number): Raw {
  if (!Array.isArray(event['agenda']) || !Array.isArray(kept['agenda'])) return event
  // Both were made by this form or by the checks of an event file.
  const before = new Map((kept['agenda'] as Raw[]).map(({ id, day }) => [id, day]))
  const agenda = (event['agenda'] as Raw[]).map((item) => {
    const { id, day } = item
    const stayed = id !== undefined && typeof day === 'string' && isDay(day) && before.get(id) === day
    return stayed ? { ...item, day: addDays(day, days) } : item
  })
  return { ...event, agenda }
}

function dayOf(moment: unknown): string | null {
  const day = typeof moment === 'string' ? moment.slice(0, 10) : ''
  return isDay(day) ? day : null
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

function put(holder: Raw, path: string, value: unknown): void {
  const [name = '', inside] = path.split('.')
  if (inside === undefined) {
    if (value === undefined) delete holder[name]
    else holder[name] = value
    return
  }
  const within = { ...(holder[name] as Raw | undefined) } // paths of the plan have two parts at most
  put(within, inside, value)
  holder[name] = within
}

/** Results without a figure or a word are none. */
function dropEmpty(event: Raw): Raw {
  const { results } = event
  if (results === undefined || Object.keys(results as Raw).length > 0) return event
  const { results: _none, ...others } = event
  return others
}

function some<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items
}
