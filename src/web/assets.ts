/** Stylesheets and small pictures under addresses that change with their content, so that they are kept for ever. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'
import { acceptedEncoding } from './encoding.ts'

export type Assets = {
  /** `site.css` → `/assets/site.3f9c0a1b2d4e.css`; throws for a file that is not there. */
  address(name: string): string
  /** Of the brand's own picture, if it has one */
  logo: string | null
  serve: RequestHandler
}

type Asset = { address: string; type: string; plain: Buffer; gzip: Buffer; br: Buffer }

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Reads every file of `folder` once; stylesheets get the accent of the brand, whose picture `logo` joins them. */
export function readAssets(folder: string, accent: string | null, logo: string | null): Assets {
  const byName = new Map<string, Asset>()
  for (const name of readdirSync(folder)) {
    const body = readFileSync(join(folder, name))
    byName.set(name, asset(name, extname(name) === '.css' ? branded(body, accent) : body))
  }
  const brand = logo === null ? null : asset(`brand${extname(logo).toLowerCase()}`, readFileSync(logo))
  const all = brand === null ? [...byName.values()] : [...byName.values(), brand]
  return {
    address: (name) => addressOf(byName.get(name), name),
    logo: brand?.address ?? null,
    serve: serve(new Map(all.map((found) => [found.address, found]))),
  }
}

function addressOf(found: Asset | undefined, name: string): string {
  if (found === undefined) throw new Error(`There is no asset ${name}`)
  return found.address
}

function serve(byAddress: ReadonlyMap<string, Asset>): RequestHandler {
  return (req, res, next) => {
    const found = byAddress.get(`/assets${req.path}`)
    if (found === undefined) return next()
    const encoding = acceptedEncoding(req.headers['accept-encoding'])
    res.set({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' })
    if (encoding !== 'plain') res.set('Content-Encoding', encoding)
    res.type(found.type).send(found[encoding])
  }
}

function asset(name: string, plain: Buffer): Asset {
  const extension = extname(name)
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12)
  return {
    address: `/assets/${name.slice(0, -extension.length)}.${hash}${extension}`,
    type: types[extension] ?? 'application/octet-stream',
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    br: brotliCompressSync(plain),
  }
}

function branded(body: Buffer, accent: string | null): Buffer {
  return accent === null
    ? body
    : Buffer.from(body.toString().replace(/--brand: #[0-9a-f]{6}/i, `--brand: ${accent}`))
}
