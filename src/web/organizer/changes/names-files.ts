import type { EventDocument } from '../../../domain/events/event.ts'

/** A project may have logos too, so its event goes into an archive as well. */
export function namesFiles({ organizations, speakers, documents, project }: EventDocument): boolean {
  const pictures = [...organizations.map(({ logo }) => logo), ...speakers.map(({ photo }) => photo)]
  return project !== undefined || documents.length > 0 || pictures.some((name) => name !== undefined)
}
