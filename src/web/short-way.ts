import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { languages } from '../platform/i18n.ts'
import { readForm } from './body.ts'
import { confirmAttendance } from './public/registration/register.ts'
import type { Site } from './site.ts'

/** Only as our own pages spell it; any other spelling takes the routes, which lead to the same handler. */
const address = /^\/([a-z]+)\/events\/([a-z0-9-]+)\/register$/
const route = { path: '/events/:slug/register' }

/**
 * The way of the form that everybody sends on the morning of an announcement: past the guard straight to its handler.
 * Finding a route through routers costs more than reading the form. Answers whether it took the request.
 */
export function shortWay(site: Site, guard: RequestHandler) {
  const handlers = new Map<string, ReturnType<typeof confirmAttendance>>(
    languages.map((language) => [language, confirmAttendance(site, language)]),
  )
  return (req: Request, res: Response, next: NextFunction): boolean => {
    if (req.method !== 'POST') return false
    const [, language = '', slug = ''] = address.exec(req.url) ?? []
    const confirm = handlers.get(language)
    if (confirm === undefined) return false
    const read = orFail(next, () => confirm(req, res).catch(next))
    req.params = { slug }
    // The log names the page that failed by its route.
    req.route = route
    guard(
      req,
      res,
      orFail(next, () => readForm(req, res, read)),
    )
    return true
  }
}

function orFail(fail: NextFunction, next: () => void): NextFunction {
  return (error?: unknown) => (error === undefined ? next() : fail(error))
}
