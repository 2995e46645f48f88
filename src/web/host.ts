import type { Request } from 'express'

/** Where a request was meant for, measured against the one host that is served. */
export type Destination = 'here' | 'elsewhere' | 'nowhere'

/**
 * Only `BASE_URL` is served, so that no link is ever made from a header that a stranger chose. Takes the host of an
 * absolute request target before the Host header (RFC 9112, 3.2.2) and leaves both addresses of `req` as a path.
 */
export function destinationCheck(baseUrl: string, trustProxy: boolean): (req: Request) => Destination {
  const { host, protocol } = new URL(baseUrl)
  const spellings = new Set([host, `${host}${protocol === 'https:' ? ':443' : ':80'}`])
  const isOurs = (name: string | undefined): boolean =>
    name !== undefined && (spellings.has(name) || spellings.has(name.toLowerCase()))
  return (req) => {
    const named = trustProxy ? req.host : req.headers.host
    if (req.url.startsWith('/')) return isOurs(named) ? 'here' : 'elsewhere'
    const target = absoluteTarget(req.url)
    if (target === null) return 'nowhere'
    req.url = req.originalUrl = target.path
    return isOurs(target.host) ? 'here' : 'elsewhere'
  }
}

function absoluteTarget(url: string): { host: string; path: string } | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null
  const { host, pathname, search } = new URL(url)
  return { host, path: `${pathname}${search}` }
}
