import type { Request, Response } from 'express'
import { type AttachedFile, attachedFile } from '../../../domain/events/attached-file.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import type { PictureUse } from './pictures.ts'

/** Shown in the browser; anything else is offered for saving. */
const shownInBrowser: ReadonlySet<string> = new Set([
  ...['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/svg+xml'],
])

/** A picture by itself: whatever it holds, nothing runs and nothing is loaded. */
const pictureAlone = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

/** `/events/{slug}/files/{name}`: a document, logo or portrait that the event or its project brought. */
export function sendEventFile(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const file = await attachedFile(site.database.read, String(req.params.slug), String(req.params.name))
    if (file === undefined) return showError(site, req, res, 404)
    const use = pictureUse(req)
    if (use !== null && file.mediaType.startsWith('image/')) return sendSmall(site, file, use, req, res)
    const etag = `"${file.sha256.slice(0, 32)}"`
    res.set({ ETag: etag, 'Cache-Control': 'public, max-age=300' })
    if (req.headers['if-none-match'] === etag) return void res.status(304).end()
    res.set(headersOf(file))
    res.send(file.body)
  }
}

/** As pages show it. The address names the content, so it may be kept for ever. */
async function sendSmall(
  site: Site,
  file: AttachedFile,
  use: PictureUse,
  req: Request,
  res: Response,
): Promise<void> {
  const small = await site.smallPictures.small(file, use)
  if (small === null) return showError(site, req, res, 404)
  const isThis = req.query.v === file.sha256.slice(0, 12)
  res.set(headersOf({ ...file, mediaType: small.mediaType }))
  res.set('Cache-Control', isThis ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
  res.send(small.body)
}

export function pictureUse(req: Request): PictureUse | null {
  const { as } = req.query
  return as === 'portrait' || as === 'photo' || as === 'logo' ? as : null
}

export function headersOf({ name, mediaType }: AttachedFile): Record<string, string> {
  const isShown = shownInBrowser.has(mediaType)
  const headers: Record<string, string> = {
    'Content-Type': mediaType.startsWith('text/') ? `${mediaType.split(';')[0]}; charset=utf-8` : mediaType,
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
  }
  // A PDF in a sandbox is not drawn by Chromium; a picture needs nothing.
  if (mediaType.startsWith('image/')) headers['Content-Security-Policy'] = pictureAlone
  return headers
}
