import type { Request } from 'express'

/** The cookie of a signed-in organizer: a browser that sends it and names no origin is not believed. */
export const sessionCookie = 'turnout_session'

/**
 * Whether a request that changes something comes from our own pages: by `Sec-Fetch-Site`, else by `Origin`. A program
 * sends neither; it passes as long as it carries no session cookie, since then there is nobody's power to borrow.
 */
export function isFromOwnPage(req: Request, baseUrl: string): boolean {
  const site = req.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = req.headers
  if (origin !== undefined) return origin === new URL(baseUrl).origin
  return !hasSessionCookie(req.headers.cookie)
}

/** Also under the name prefix that browsers tie to https. */
function hasSessionCookie(cookies: string | undefined): boolean {
  return (
    cookies?.split(';').some((cookie) =>
      cookie
        .trim()
        .replace(/^__Host-/, '')
        .startsWith(`${sessionCookie}=`),
    ) ?? false
  )
}
