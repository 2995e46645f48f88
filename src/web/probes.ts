import type { Request, Response } from 'express'
import { findEvent } from '../domain/events/event-record.ts'
import type { Site } from './site.ts'

export function isAlive(_req: Request, res: Response): void {
  res.set('Cache-Control', 'no-store').type('text').send('alive\n')
}

/** Ready when the database answers; migrations were done before anything listened. */
export function isReady(site: Site) {
  return async (_req: Request, res: Response): Promise<void> => {
    res.set('Cache-Control', 'no-store').type('text')
    try {
      await findEvent(site.database.read, '')
      res.send('ready\n')
    } catch {
      // Whoever asks acts on the status; what is wrong stands in the log of the page that failed.
      res.status(503).send('the database does not answer\n')
    }
  }
}
