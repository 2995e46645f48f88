/** The agenda as a timetable: days, in them hours, and what runs at the same time side by side. */
import type { AgendaItem, EventDocument } from '../../../domain/events/event.ts'
import type { Places } from '../../../domain/events/event-record.ts'
import type { Moment } from '../../../domain/events/moment.ts'
import { describeDay, describeHours } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import type { TextInLanguage } from '../../../platform/view-helpers.ts'
import { type Reader, readerOf } from '../words.ts'
import type { ShownEvent } from './event-lookup.ts'
import { markOf } from './standing.ts'
import { roomsInColumns } from './tracks.ts'

/** `moment`: null unless the event is on. Places are told while somebody may still take one. */
export function timetable({ state, phase }: ShownEvent, moment: Moment | null, language: Language) {
  const { document } = state.event
  const isTaking = phase === 'open' || phase === 'waiting-list' || phase === 'early'
  const shown = { document, places: state.places, isTaking, read: readerOf(document, language), language }
  const days = Map.groupBy(document.agenda, ({ day }) => day)
  const spansDays = document.starts.slice(0, 10) !== document.ends.slice(0, 10)
  return [...days].sort(byKey).map(([day, items]) => ({
    // One day's date stands at the top of the page already.
    heading: spansDays || days.size > 1 ? describeDay(day, language).full : undefined,
    hours: hoursOfDay(items, shown, moment),
  }))
}

function hoursOfDay(items: readonly AgendaItem[], shown: Shown, moment: Moment | null) {
  const hours = hoursOf(items)
  const rooms = roomsInColumns(
    hours.map(([, together]) => together),
    shown.read,
  )
  return hours.map(([, together], index) => {
    const columns = together.length > 1 ? rooms : []
    const isFirst = (hours[index - 1]?.[1].length ?? 0) < 2
    return {
      hours: commonHours(together, shown.language),
      isParallel: together.length > 1,
      tracks: columns.length === 0 ? undefined : columns.length,
      // Named once above the rows that they head.
      rooms: isFirst && columns.length > 0 ? columns : undefined,
      ...hourMoment(together, moment, shown.language),
      items: together.map((item) => ({
        ...session(item, endsOf(together) === undefined, shown),
        track: columns.findIndex(({ text }) => text === shown.read(item.room)?.text) + 1 || undefined,
      })),
    }
  })
}

/** Whether it runs, comes next or has gone by. */
function hourMoment(together: readonly AgendaItem[], moment: Moment | null, language: Language) {
  if (moment === null) return {}
  const isIn = (ids: readonly string[]) => together.some(({ id }) => ids.includes(id))
  if (isIn(moment.running)) return { when: 'now', state: markOf('now', language) }
  if (isIn(moment.next)) return { when: 'next', state: markOf('next', language) }
  return together.every(({ id }) => moment.past.includes(id)) ? { when: 'past' } : {}
}

function hoursOf(items: readonly AgendaItem[]): [string, AgendaItem[]][] {
  return [...Map.groupBy(items, ({ starts }) => starts)].sort(byKey)
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

/** The end that all of them have; undefined when they end at different times. */
function endsOf(together: readonly AgendaItem[]): string | undefined {
  const ends = new Set(together.map((item) => item.ends))
  return ends.size === 1 ? together[0]?.ends : undefined
}

function commonHours(together: readonly AgendaItem[], language: Language): string {
  return describeHours(together[0]?.starts ?? '', endsOf(together), language)
}

type Shown = {
  document: EventDocument
  places: Places
  isTaking: boolean
  read: Reader
  language: Language
}

function session(item: AgendaItem, tellsHours: boolean, shown: Shown) {
  const { document, places, isTaking, read, language } = shown
  const { speakers } = document
  return {
    id: item.id,
    title: read(item.title),
    room: read(item.room),
    description: read(item.description),
    speakers: item.speakers.map((name) => speakerName(name, speakers, read)),
    hours:
      tellsHours && item.ends !== undefined ? describeHours(item.starts, item.ends, language) : undefined,
    places: item.signup ? sessionPlaces(item.id, places, language) : undefined,
    signup: item.signup && isTaking,
  }
}

/** The agenda names a speaker in one language; who is described below it is named there as in the reader's. */
function speakerName(
  name: string,
  speakers: EventDocument['speakers'],
  read: Reader,
): TextInLanguage | string {
  const described = speakers.find((speaker) => Object.values(speaker.name).includes(name))
  return read(described?.name) ?? name
}

/** Words for the places that a session has left; undefined without a limit. */
export function sessionPlaces(id: string, places: Places, language: Language): string | undefined {
  const left = sessionPlacesLeft(id, places)
  return left === null ? undefined : phrase(language, 'public.event.session-places', { n: left })
}

/** Null: no limit. */
export function sessionPlacesLeft(id: string, places: Places): number | null {
  const found = places.sessions.find(({ session: name }) => name === id)
  return found === undefined || found.capacity === null ? null : Math.max(0, found.capacity - found.taken)
}
