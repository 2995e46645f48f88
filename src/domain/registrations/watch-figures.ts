/** Tells of an event's figures while somebody looks at them. */
import type { Database } from '../../database/database.ts'
import { type Figures, figuresOf } from './figures.ts'

export type FiguresWatch = {
  /** Calls `tell` with each change from now on; answers how to stop. */
  follow(eventId: number, tell: (figures: Figures) => void): () => void
}

type Followed = { tells: Set<(figures: Figures) => void>; timer: NodeJS.Timeout; last: string | undefined }

/**
 * However many look at an event, its figures are read once in `milliseconds`, and not at all when nobody looks. `fault`
 * learns what could not be read; the next reading is tried all the same.
 */
export function watchFigures(
  { read }: Database,
  milliseconds: number,
  fault: (error: unknown) => void,
): FiguresWatch {
  const followed = new Map<number, Followed>()

  async function look(eventId: number, event: Followed): Promise<void> {
    const figures = (await figuresOf(read, [eventId])).get(eventId)
    const now = JSON.stringify(figures)
    if (figures === undefined || now === event.last) return
    const isNews = event.last !== undefined
    event.last = now
    if (isNews) for (const tell of event.tells) tell(figures)
  }

  function begin(eventId: number): Followed {
    const again = () => look(eventId, event).catch(fault)
    const event: Followed = { tells: new Set(), timer: setInterval(again, milliseconds), last: undefined }
    followed.set(eventId, event)
    void again()
    return event
  }

  return {
    follow(eventId, tell) {
      const event = followed.get(eventId) ?? begin(eventId)
      event.tells.add(tell)
      return () => {
        event.tells.delete(tell)
        if (event.tells.size > 0) return
        clearInterval(event.timer)
        followed.delete(eventId)
      }
    },
  }
}
