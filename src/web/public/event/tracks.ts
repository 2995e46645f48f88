/** Rooms that work at the same time, as the columns of a programme. */
import type { AgendaItem } from '../../../domain/events/event.ts'
import type { TextInLanguage } from '../../../platform/view-helpers.ts'
import type { Reader } from '../words.ts'

/** A fourth would be too narrow for a long word. */
const mostColumns = 3

/**
 * The rooms of one day's parallel sessions in the order in which they are named; none where a session of them says
 * no room, where two share one, or where there are too many: then they stand side by side without heads.
 */
export function roomsInColumns(hours: readonly (readonly AgendaItem[])[], read: Reader): TextInLanguage[] {
  const parallel = hours.filter((together) => together.length > 1)
  const rooms = new Map<string, TextInLanguage>()
  for (const together of parallel) {
    const named = together.map(({ room }) => read(room)).filter((room) => room !== undefined)
    if (new Set(named.map(({ text }) => text)).size < together.length) return []
    for (const room of named) if (!rooms.has(room.text)) rooms.set(room.text, room)
  }
  return rooms.size > mostColumns ? [] : [...rooms.values()]
}
