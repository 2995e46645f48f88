import type { NextFunction, Request, Response } from 'express'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { totals } from '../domain/registrations/totals.ts'
import type { Site } from './site.ts'

/**
 * Figures in the Prometheus text format, for programs on this very machine; whoever comes through a proxy
 * learns nothing, not even that the page exists.
 */
export function showMetrics(site: Site) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  gaugeTotals(site, registry)
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    if (!isFromHere(req)) return next()
    res
      .set('Cache-Control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  }
}

function gaugeTotals({ database }: Site, registry: Registry): void {
  const letters = new Gauge({
    name: 'turnout_letters',
    help: 'Letters that wait to be sent, and that will never arrive',
    labelNames: ['state'],
    registers: [registry],
  })
  new Gauge({
    name: 'turnout_registrations',
    help: 'Registrations by status',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const found = await totals(database.read)
      this.reset()
      for (const { status, count } of found.registrations) this.set({ status }, count)
      for (const { state, count } of found.letters) letters.set({ state }, count)
    },
  })
}

function isFromHere(req: Request): boolean {
  const address = req.socket.remoteAddress ?? ''
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']
  return (
    /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address) &&
    forwarded.every((name) => req.headers[name] === undefined)
  )
}
