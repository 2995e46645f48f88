import type { Mistake, Path } from './mistake.ts'
import { shown } from './mistake.ts'

/** A project or event as it stands in a file, and where. */
export type Placed = { raw: unknown; path: Path }

export type Layout = { projects: Placed[]; events: Placed[]; mistakes: Mistake[] }

/** A file is one event, or `projects: [...]` and `events: [...]`. */
export function layoutOf(value: unknown): Layout {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const cause = `${shown(value)} is no event; a file holds the keys of one event, or projects: and events:`
    return { projects: [], events: [], mistakes: [{ path: [], cause }] }
  }
  if (!('projects' in value) && !('events' in value))
    return { projects: [], events: [{ raw: value, path: [] }], mistakes: [] }
  const layout: Layout = { projects: [], events: [], mistakes: [] }
  for (const [key, list] of Object.entries(value)) placeList(layout, key, list)
  return layout
}

function placeList(layout: Layout, key: string, list: unknown): void {
  if (key !== 'projects' && key !== 'events')
    layout.mistakes.push({
      path: [key],
      cause: 'unknown key; beside projects and events there are no others',
    })
  else if (!Array.isArray(list))
    layout.mistakes.push({ path: [key], cause: `${shown(list)} is not a list of ${key}` })
  else layout[key].push(...list.map((raw, index) => ({ raw, path: [key, index] })))
}
