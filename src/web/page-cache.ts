/**
 * Public pages, rendered once and kept as bytes: plain, gzip and brotli, each with its strong ETag. A page stays as
 * long as its `state` is the same; whether it is, is asked at most once in `maxAge`. Nothing personal may come here.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Clock } from '../platform/clock.ts'
import { acceptedEncoding, type Encoding } from './encoding.ts'

export type PageCache = {
  /** Answers at once when the page of this very address is known to be fresh; false: somebody must look. */
  answer(req: IncomingMessage, res: ServerResponse, address: string): boolean
  /** Answers with the page under `address`, made anew when `state` has changed. */
  show(req: IncomingMessage, res: ServerResponse, address: string, page: CachedPage): Promise<void>
}

export type CachedPage = {
  /** Two equal states give the same bytes; null where nothing tells, and the page is made anew when it is old. */
  state: string | null
  /** UTC ISO: when the state changes by itself, whatever is written meanwhile */
  until: string | null
  render(): string | Promise<string>
  /** HTML when absent */
  type?: string
  /**
   * Anybody may make up addresses of such pages without end: they are kept among themselves, in little room, so that
   * they never push out the others.
   */
  isOneOfMany?: boolean
}

/** `headers` go with the bytes, `bare` with a 304, as flat lists of names and values. */
type Body = { bytes: Buffer; headers: string[]; bare: string[]; etag: string }
type Kept = {
  state: string | null
  until: number
  freshUntil: number
  size: number
  bodies: Partial<Record<Encoding, Body>>
  plain: Buffer
  type: string
  hash: string
}

const mostBytes = 64 * 1024 * 1024
const mostBytesOfMany = 8 * 1024 * 1024

export function createPageCache(
  securityHeaders: ReadonlyMap<string, string>,
  clock: Clock,
  maxAge: number,
): PageCache {
  const usual = createShelf(mostBytes)
  const many = createShelf(mostBytesOfMany)
  const coming = new Map<string, Promise<Kept>>()
  const common = [...securityHeaders].flat()

  async function current(address: string, page: CachedPage): Promise<Kept> {
    const shelf = page.isOneOfMany ? many : usual
    const kept = shelf.get(address)
    const until = page.until === null ? Number.POSITIVE_INFINITY : Date.parse(page.until)
    // Asked for by another spelling of its address.
    if (kept !== undefined && page.state === null && isFresh(kept, clock)) return kept
    if (kept !== undefined && page.state !== null && kept.state === page.state) {
      return Object.assign(kept, { until, freshUntil: performance.now() + maxAge })
    }
    // Whoever asks for the same at once waits for the same making.
    const name = `${page.state} ${address}`
    const made = coming.get(name) ?? make(page, until)
    coming.set(name, made)
    try {
      const fresh = await made
      if (shelf.get(address) !== fresh) shelf.keep(address, fresh)
      return fresh
    } finally {
      coming.delete(name)
    }
  }

  async function make(page: CachedPage, until: number): Promise<Kept> {
    const plain = Buffer.from(await page.render())
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22)
    const type = page.type ?? 'text/html; charset=utf-8'
    const freshUntil = performance.now() + maxAge
    // Twice the plain size is room for both compressed forms.
    return {
      state: page.state,
      until,
      freshUntil,
      size: plain.length * 2 + 2000,
      bodies: {},
      plain,
      type,
      hash,
    }
  }

  async function send(req: IncomingMessage, res: ServerResponse, kept: Kept): Promise<void> {
    const encoding = acceptedEncoding(req.headers['accept-encoding'])
    const body = kept.bodies[encoding] ?? (await encode(kept, encoding, common))
    kept.bodies[encoding] = body
    write(req, res, body)
  }

  return {
    answer(req, res, address) {
      const kept = usual.get(address) ?? many.get(address)
      if (kept === undefined || !isFresh(kept, clock)) return false
      const body = kept.bodies[acceptedEncoding(req.headers['accept-encoding'])]
      if (body === undefined) return false
      write(req, res, body)
      return true
    },
    async show(req, res, address, page) {
      await send(req, res, await current(address, page))
    },
  }
}

function isFresh(kept: Kept, clock: Clock): boolean {
  return performance.now() < kept.freshUntil && clock().getTime() < kept.until
}

type Shelf = { get(address: string): Kept | undefined; keep(address: string, kept: Kept): void }

/** Pages by address, in at most `room` bytes. */
function createShelf(room: number): Shelf {
  const pages = new Map<string, Kept>()
  let bytes = 0

  function forget(address: string): void {
    bytes -= pages.get(address)?.size ?? 0
    pages.delete(address)
  }

  return {
    get: (address) => pages.get(address),
    keep(address, kept) {
      forget(address)
      pages.set(address, kept)
      bytes += kept.size
      // The oldest goes first; a page that is still looked at comes back at once.
      for (const oldest of pages.keys()) {
        if (bytes <= room) return
        forget(oldest)
      }
    },
  }
}

function write(req: IncomingMessage, res: ServerResponse, { bytes, headers, bare, etag }: Body): void {
  const known = req.headers['if-none-match']
  if (known !== undefined && isKnown(known, etag)) {
    res.writeHead(304, bare)
    res.end()
    return
  }
  res.writeHead(200, headers)
  res.end(bytes)
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
function isKnown(header: string, etag: string): boolean {
  return (
    header === etag ||
    header === '*' ||
    header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  )
}

async function encode(kept: Kept, encoding: Encoding, common: readonly string[]): Promise<Body> {
  const bytes = await compressed(kept.plain, encoding)
  const etag = encoding === 'plain' ? `"${kept.hash}"` : `"${kept.hash}-${encoding}"`
  const bare = ['ETag', etag, 'Cache-Control', 'public, no-cache', 'Vary', 'Accept-Encoding', ...common]
  const headers = ['Content-Type', kept.type, 'Content-Length', String(bytes.length), ...bare]
  if (encoding !== 'plain') headers.push('Content-Encoding', encoding)
  return { bytes, headers, bare, etag }
}

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

async function compressed(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(plain, { level: 6 })
  if (encoding === 'br') return toBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  return plain
}
