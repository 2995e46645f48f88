/** What a letter about a changed event says of the change: what was, what is now, and the organizers' own words. */
import { changeLines } from '../documents/change-lines.ts'
import { eventFacts } from '../domain/events/event-facts.ts'
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import { type Moved, whatMoved } from '../domain/registrations/telling/what-changed.ts'
import type { Language } from '../platform/i18n.ts'
import { cleanLines } from '../platform/text.ts'

export type ChangeContext = {
  /** A sentence for each thing that is another now */
  changes: readonly string[]
  moved: 'time' | 'place' | 'both' | 'online' | ''
  note: string
}

export function changeContext({ event, knew, data }: ClaimedLetter, language: Language): ChangeContext {
  const note = cleanLines(data.note ?? '', 2000)
  if (event === null || knew === null) return { changes: [], moved: '', note }
  return {
    changes: changeLines(knew, event, language, data.status === 'confirmed'),
    moved: movedWord(whatMoved(eventFacts(knew), eventFacts(event))),
    note,
  }
}

function movedWord({ time, place, online }: Moved): ChangeContext['moved'] {
  if (time && place) return 'both'
  if (time) return 'time'
  if (place) return 'place'
  return online ? 'online' : ''
}
