/** The pictures that other sites show beside a link to one of our pages. */
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Request, Response } from 'express'
import { eventPicture, pictureKey, type SharePicture, sitePicture } from '../../../documents/share-picture.ts'
import { type PictureLogo, pictureSvg } from '../../../documents/share-picture-drawing.ts'
import { isLanguage } from '../../../platform/i18n.ts'
import { drawPicture, pictureRuler } from '../../../platform/picture.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { withEvent } from './event-lookup.ts'

/** `/events/{slug}/picture.{lang}.{key}.png`: whatever key is asked, the picture is of how the event stands now. */
export function sendEventPicture(site: Site) {
  const send = pictureSender(site)
  return withEvent(site, async ({ state }, req, res) => {
    const language = String(req.params.language)
    if (!isLanguage(language)) return showError(site, req, res, 404)
    await send(req, res, eventPicture(state.event, site.settings, language))
  })
}

/** `/picture.{lang}.{key}.png`: for every page that is about no single event. */
export function sendSitePicture(site: Site) {
  const send = pictureSender(site)
  return async (req: Request, res: Response): Promise<void> => {
    const language = String(req.params.language)
    if (!isLanguage(language)) return showError(site, req, res, 404)
    await send(req, res, sitePicture(site.settings, site.settings.baseUrl, language))
  }
}

function pictureSender(site: Site) {
  const tools = lazily(async () => ({ ruler: await pictureRuler(), logo: logoOf(site.settings.brandLogo) }))
  return async (req: Request, res: Response, picture: SharePicture): Promise<void> => {
    const key = pictureKey(picture)
    res.set({
      ETag: `"${key}"`,
      'Cache-Control': cachedFor(String(req.params.key) === key),
      // Other sites show it, and some let their readers' browsers fetch it from here.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
    if (req.headers['if-none-match'] === `"${key}"`) return void res.status(304).end()
    const { ruler, logo } = await tools()
    const body = await site.pictures.get(key, () => drawPicture(pictureSvg(picture, logo, ruler)))
    res.type('png').send(body)
  }
}

/** An address of another moment shows what is true now, and is soon asked again. */
function cachedFor(isCurrent: boolean): string {
  return isCurrent ? 'public, max-age=31536000, immutable' : 'public, max-age=300'
}

const logoTypes: Readonly<Record<string, PictureLogo['mediaType']>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
}

function logoOf(file: string | null): PictureLogo | null {
  const mediaType = file === null ? undefined : logoTypes[extname(file).toLowerCase()]
  return file === null || mediaType === undefined ? null : { mediaType, body: readFileSync(file) }
}

/** Fonts and logo are read when the first picture is asked for: most programs of a test never draw one. */
function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}
