import Negotiator from 'negotiator'

export type Encoding = 'br' | 'gzip' | 'plain'

/** Browsers send few different headers, and reading one costs as much as finding a page. */
const known = new Map<string, Encoding>()

/** How the browser would best have a body, by its Accept-Encoding (RFC 9110, 12.5.3). */
export function acceptedEncoding(header: string | undefined): Encoding {
  if (header === undefined) return 'plain'
  const found = known.get(header)
  if (found !== undefined) return found
  const read = readHeader(header)
  if (known.size < 200) known.set(header, read)
  return read
}

function readHeader(header: string): Encoding {
  const accepted = new Negotiator({ headers: { 'accept-encoding': header } }).encodings([
    'br',
    'gzip',
    'identity',
  ])
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : 'plain'
}
