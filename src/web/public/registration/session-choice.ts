/** The sessions of the form as the programme has them: by hour, what runs at the same time side by side. */
import type { AgendaItem, EventDocument } from '../../../domain/events/event.ts'
import type { Places } from '../../../domain/events/event-record.ts'
import { describeDay, describeHours } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { sessionPlaces, sessionPlacesLeft } from '../event/timetable.ts'
import { readerOf } from '../words.ts'

type Shown = { document: EventDocument; places: Places; chosen: ReadonlySet<string>; language: Language }

export function sessionSlots(shown: Shown) {
  const offered = offeredBy(shown.document)
  const slots = [...Map.groupBy(offered, startOf)].sort(([a], [b]) => (a < b ? -1 : 1))
  const days = new Set(offered.map(({ day }) => day)).size
  const single = singleChoice(slots, shown.chosen)
  return slots.map(([start, items]) => ({
    hours: slotHours(items, days > 1, shown.language),
    isParallel: items.length > 1,
    type: start === single ? 'radio' : 'checkbox',
    // A choice that was made by mistake can be taken back.
    none: start === single ? { checked: !items.some(({ id }) => shown.chosen.has(id)) } : undefined,
    sessions: items.map((item) => sessionChoice(item, offered[0], shown)),
  }))
}

/** "Water, 11:00–12:30, hall 2": the sessions that somebody has chosen, a line each. */
export function sessionLines(
  document: EventDocument,
  chosen: readonly string[],
  language: Language,
): string[] {
  const read = readerOf(document, language)
  const spansDays = document.starts.slice(0, 10) !== document.ends.slice(0, 10)
  return document.agenda
    .filter(({ id }) => chosen.includes(id))
    .map((item) => {
      const hours = slotHours([item], spansDays, language)
      return [read(item.title)?.text, hours, read(item.room)?.text].filter(Boolean).join(', ')
    })
}

function offeredBy({ agenda }: EventDocument): AgendaItem[] {
  return agenda.filter(({ signup }) => signup)
}

function startOf({ day, starts }: AgendaItem): string {
  return `${day}T${starts}`
}

/**
 * The start of the one slot that can be asked by radio buttons. They all bear one name, `sessions`, as every client
 * may send it, so with several such slots one choice would undo another: there boxes stand, and the answer is
 * checked when it comes. So it is where two were chosen already.
 */
function singleChoice(
  slots: readonly (readonly [string, readonly AgendaItem[]])[],
  chosen: ReadonlySet<string>,
): string | undefined {
  const [first, second] = slots.filter(([, items]) => items.length > 1)
  if (first === undefined || second !== undefined) return undefined
  return first[1].filter(({ id }) => chosen.has(id)).length < 2 ? first[0] : undefined
}

function slotHours(items: readonly AgendaItem[], namesDay: boolean, language: Language): string {
  const [item] = items
  if (item === undefined) return ''
  const ends = items.every((other) => other.ends === item.ends) ? item.ends : undefined
  const hours = describeHours(item.starts, ends, language)
  return namesDay ? `${describeDay(item.day, language).full}, ${hours}` : hours
}

function sessionChoice(
  item: AgendaItem,
  first: AgendaItem | undefined,
  { document, places, chosen, language }: Shown,
) {
  const read = readerOf(document, language)
  const isFull = sessionPlacesLeft(item.id, places) === 0
  const checked = chosen.has(item.id)
  return {
    value: item.id,
    // The first is where the summary of mistakes leads.
    id: item === first ? 'sessions' : `session-${item.id}`,
    title: read(item.title),
    room: read(item.room),
    places: isFull ? phrase(language, 'public.form.session-full') : sessionPlaces(item.id, places, language),
    // One who holds a place there already may keep it.
    disabled: isFull && !checked,
    checked,
  }
}
