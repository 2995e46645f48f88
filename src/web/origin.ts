import type { Request } from 'express'

/** The cookie of a signed-in organizer: a browser that sends it and names no origin is not believed. */
export const sessionCookie = 'turnout_session'

/**
 * Whether a request that changes something comes from our own pages: by `Sec-Fetch-Site`, else by `Origin`. A program
 * sends neither; it passes as long as it carries no session cookie, since then there is nobody's power to borrow.
 */
export function originCheck(baseUrl: string): (req: Request) => boolean {
  const own = new URL(baseUrl).origin
  return ({ headers }) => {
    const site = headers['sec-fetch-site']
    if (site !== undefined) return site === 'same-origin'
    if (headers.origin !== undefined) return headers.origin === own
    return !hasSessionCookie(headers.cookie)
  }
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
