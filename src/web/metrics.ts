import type { NextFunction, Request, Response } from 'express'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { totals } from '../domain/registrations/totals.ts'
import type { Site } from './site.ts'

/**
 * Figures in the Prometheus text format, for programs on this very machine; whoever comes through a proxy
 * learns nothing, not even that the page exists.
 */
export function showMetrics({ database }: Site) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registrations = gauge(registry, 'turnout_registrations', 'Registrations by status', 'status')
  const letters = gauge(
    registry,
    'turnout_letters',
    'Letters that wait to be sent, or will never arrive',
    'state',
  )
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    if (!isFromHere(req)) return next()
    const found = await totals(database.read)
    registrations.reset()
    for (const { status, count } of found.registrations) registrations.set({ status }, count)
    for (const { state, count } of found.letters) letters.set({ state }, count)
    res
      .set('Cache-Control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  }
}

function gauge(registry: Registry, name: string, help: string, label: string): Gauge {
  return new Gauge({ name, help, labelNames: [label], registers: [registry] })
}

function isFromHere(req: Request): boolean {
  const address = req.socket.remoteAddress ?? ''
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']
  return (
    /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address) &&
    forwarded.every((name) => req.headers[name] === undefined)
  )
}
