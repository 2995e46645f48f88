import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, Response } from 'express'
import type { Language } from '../platform/i18n.ts'
import { acceptedEncoding } from './encoding.ts'
import { type PageContext, renderPage } from './page.ts'
import type { Site } from './site.ts'

/**
 * As `showPage`, compressed. Only for a page that shows nothing of its request but an address that we sealed: where
 * words of somebody else stand beside a secret, the length of the compressed page gives it away (BREACH).
 */
export function showPackedPage(
  site: Site,
  req: Request,
  res: Response,
  language: Language,
  view: string,
  context: PageContext,
): void {
  const html = Buffer.from(renderPage(site, language, view, context))
  const encoding = acceptedEncoding(req.headers['accept-encoding'])
  res.status(context.status ?? 200).set({ 'Content-Language': language, Vary: 'Accept-Encoding' })
  if (encoding !== 'plain') res.set('Content-Encoding', encoding)
  res.type('html').send(packed(html, encoding))
}

function packed(html: Buffer, encoding: ReturnType<typeof acceptedEncoding>): Buffer {
  if (encoding === 'gzip') return gzipSync(html)
  if (encoding === 'br') return brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  return html
}
