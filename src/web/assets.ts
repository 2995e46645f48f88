/** Stylesheets, fonts and small pictures under addresses that change with their content, so that they are kept for ever. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { RequestHandler, Response } from 'express'
import { paletteOf } from '../platform/colour.ts'
import { acceptedEncoding, type Encoding } from './encoding.ts'

export type Assets = {
  /** `site.css` → `/assets/site.3f9c0a1b2d4e.css`; throws for a file that is not there. */
  address(name: string): string
  /** The icon of the site as a `data:` address: one request less for a browser that has never been here */
  icon: string
  /** Of the brand's own picture, if it has one */
  logo: string | null
  /** A file as it is, for what has an address of its own; throws for one that is not there. */
  source(name: string): Buffer
  serve: RequestHandler
}

type Asset = { address: string; type: string; plain: Buffer; body(encoding: Encoding): Promise<Buffer> }

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Packed already: packing them once more saves nothing. */
const packed: ReadonlySet<string> = new Set(['.png', '.jpg', '.webp', '.woff2'])

/** Reads every file of `folder` once; stylesheets get the accent of the brand, whose picture `logo` joins them. */
export function readAssets(folder: string, accent: string | null, logo: string | null): Assets {
  const byName = new Map<string, Asset>()
  for (const name of inOrder(readdirSync(folder))) {
    const body = readFileSync(join(folder, name))
    byName.set(name, asset(name, extname(name) === '.css' ? stylesheet(body, accent, byName) : body))
  }
  const brand = logo === null ? null : asset(`brand${extname(logo).toLowerCase()}`, readFileSync(logo))
  const all = brand === null ? [...byName.values()] : [...byName.values(), brand]
  return {
    address: (name) => known(byName.get(name), name).address,
    icon: iconData(readFileSync(join(folder, 'icon.svg'), 'utf8'), accent),
    logo: brand?.address ?? null,
    source: (name) => known(byName.get(name), name).plain,
    serve: serve(new Map(all.map((found) => [found.address, found]))),
  }
}

/** Stylesheets last, since they name the addresses of the others; what is no asset, such as a licence, not at all. */
function inOrder(names: readonly string[]): string[] {
  const known = names.filter((name) => Object.hasOwn(types, extname(name)))
  return known.sort((a, b) => Number(extname(a) === '.css') - Number(extname(b) === '.css'))
}

function known(found: Asset | undefined, name: string): Asset {
  if (found === undefined) throw new Error(`There is no asset ${name}`)
  return found
}

function serve(byAddress: ReadonlyMap<string, Asset>): RequestHandler {
  return async (req, res, next) => {
    const found = byAddress.get(`/assets${req.path}`)
    if (found === undefined) return next()
    const encoding = acceptedEncoding(req.headers['accept-encoding'])
    leaveBare(res, found)
    res.set('Cache-Control', 'public, max-age=31536000, immutable')
    if (isPacked(found)) return void res.type(found.type).send(found.plain)
    res.set('Vary', 'Accept-Encoding')
    if (encoding !== 'plain') res.set('Content-Encoding', encoding)
    res.type(found.type).send(await found.body(encoding))
  }
}

/**
 * What is told of a page says nothing of a stylesheet or a font, and weighs a kilobyte on a slow line. A picture
 * keeps it, since an SVG that is opened by itself is a page.
 */
function leaveBare(res: Response, { type }: Asset): void {
  if (!/^(text\/css|font\/)/.test(type)) return
  const kept = ['x-content-type-options', 'cross-origin-resource-policy', 'strict-transport-security']
  for (const name of res.getHeaderNames()) if (!kept.includes(name)) res.removeHeader(name)
}

function isPacked({ address }: Asset): boolean {
  return packed.has(extname(address))
}

function asset(name: string, plain: Buffer): Asset {
  const extension = extname(name)
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12)
  return {
    address: `/assets/${name.slice(0, -extension.length)}.${hash}${extension}`,
    type: types[extension] ?? 'application/octet-stream',
    plain,
    body: packings(plain),
  }
}

const pack = {
  plain: async (plain: Buffer) => plain,
  gzip: (plain: Buffer) => promisify(gzip)(plain, { level: 9 }),
  br: (plain: Buffer) => promisify(brotliCompress)(plain),
}

/** Packed when first asked for and then kept: to pack everything before the first page took a tenth of the start. */
function packings(plain: Buffer): Asset['body'] {
  const made = new Map<Encoding, Promise<Buffer>>()
  return (encoding) => {
    const body = made.get(encoding) ?? pack[encoding](plain)
    made.set(encoding, body)
    return body
  }
}

/** With the colours of the brand, the addresses of what it names, and without what only its writers read. */
function stylesheet(body: Buffer, accent: string | null, byName: ReadonlyMap<string, Asset>): Buffer {
  const palette = Object.entries(accent === null ? {} : paletteOf(accent))
  const coloured = palette.reduce(
    (text, [name, colour]) => text.replace(new RegExp(`${name}: #[0-9a-f]{6};`, 'i'), `${name}: ${colour};`),
    body.toString(),
  )
  const addressed = coloured.replace(
    /url\("([\w.-]+)"\)/g,
    (_, name: string) => `url("${known(byName.get(name), name).address}")`,
  )
  return Buffer.from(addressed.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n'))
}

/** Only what an address cannot hold is spelt out (RFC 3986, 2.2). */
function iconData(svg: string, accent: string | null): string {
  const coloured = accent === null ? svg : svg.replace(/#[0-9a-f]{6}/i, accent)
  return `data:image/svg+xml,${coloured.trim().replace(/["#%<>]/g, encodeURIComponent)}`
}
