import type { Database } from '../database/database.ts'
import type { Project } from '../domain/events/event.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import { findProject } from '../domain/events/project-record.ts'

const shelfMilliseconds = 10_000

/** The project of an event, read again every few seconds: the same object meanwhile, so that its words are kept. */
export function projectShelf(database: Database): (event: EventRecord | null) => Promise<Project | null> {
  const shelf = new Map<number, { project: Project | null; readAt: number }>()
  return async (event) => {
    if (event === null || event.projectId === null) return null
    const known = shelf.get(event.projectId)
    if (known !== undefined && performance.now() - known.readAt < shelfMilliseconds) return known.project
    const found = await findProject(database.read, event.projectId)
    const project = found?.project ?? null
    shelf.set(event.projectId, { project, readAt: performance.now() })
    return project
  }
}
