/** Pages that are made to stand inside other sites; every other page refuses to. */
import type { NextFunction, Request, Response } from 'express'
import { createPageCache } from './page-cache.ts'
import type { Site } from './site.ts'

/**
 * The same site as its pages in frames are made from: their own headers, their own cache, their own addresses, and a
 * layout without head and foot. Any site may show them. They know no cookie and no session, so there is nobody
 * whose click could be stolen; their one small script tells how high they are.
 */
export function framedSite(site: Site): Site {
  const headers = framedHeaders(site.headers)
  const frame = { script: site.assets.address('frame.js') }
  return {
    ...site,
    headers,
    headerList: [...headers].flat(),
    pages: createPageCache(headers, site.clock, site.maxAge ?? 1000),
    views: { render: (name, context) => site.views.render(name, { ...context, frame }) },
    prefix: (language) => `/${language}/embed`,
  }
}

function framedHeaders(headers: ReadonlyMap<string, string>): Map<string, string> {
  const framed = new Map([...headers].filter(([name]) => name.toLowerCase() !== 'x-frame-options'))
  framed.set('Content-Security-Policy', framedPolicy(headers.get('Content-Security-Policy') ?? ''))
  framed.set('Cross-Origin-Resource-Policy', 'cross-origin')
  // Each is a view of a page that stands elsewhere.
  framed.set('X-Robots-Tag', 'noindex')
  return framed
}

const changed = new Map([
  ['script-src', "script-src 'self'"],
  ['frame-ancestors', 'frame-ancestors *'],
])

function framedPolicy(policy: string): string {
  const directives = policy.split(';').map((directive) => directive.trim())
  return directives.map((directive) => changed.get(directive.split(' ')[0] ?? '') ?? directive).join(';')
}

/** For the routes of such pages: whatever answers, also a page of apology, is seen in the frame. */
export function inFrame({ headers }: Site) {
  return (_req: Request, res: Response, next: NextFunction): void => {
    res.removeHeader('X-Frame-Options')
    res.setHeaders(headers)
    next()
  }
}
