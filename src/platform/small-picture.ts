/** Photographs and logos made as small as they are shown. Decoded off the event loop, one at a time, within bounds. */
import type { Sharp } from 'sharp'

export type SmallPicture = {
  mediaType: string
  body: Buffer
  /** Of the picture itself, in pixels */
  width: number
  height: number
}

/** A portrait is cut to a square, a photograph to the frame; a logo keeps its shape within the box. */
export type Frame = { shape: 'portrait' | 'photo' | 'logo'; width: number; height: number; quality: number }

/** 40 megapixels are more than any camera of a telephone makes; a file of some kilobytes may claim a thousand. */
const mostPixels = 40_000_000
const mostSeconds = 10

/** What is the matter with a picture of points, found by decoding it; null where it can be shown. */
export async function pictureProblem(body: Buffer): Promise<'too large' | 'unreadable' | null> {
  try {
    await inTurn(async () => (await openPicture(body)).resize(8, 8, { fit: 'fill' }).raw().toBuffer())
    return null
  } catch (error) {
    return /pixel limit|too (large|wide|high)|exceeds/i.test(String(error)) ? 'too large' : 'unreadable'
  }
}

/** The picture in this frame as WebP, turned as the camera was held, in sRGB; null when it cannot be read. */
export async function smallPicture(body: Buffer, frame: Frame): Promise<SmallPicture | null> {
  const { width, height, shape, quality } = frame
  const fit = shape === 'logo' ? 'inside' : 'cover'
  try {
    const { data, info } = await inTurn(async () =>
      (await openPicture(body))
        .autoOrient()
        .resize({
          width,
          height,
          fit,
          position: shape === 'portrait' ? 'top' : 'centre',
          withoutEnlargement: shape === 'logo',
        })
        .toColourspace('srgb')
        .webp({ quality, alphaQuality: 80, effort: 5 })
        .toBuffer({ resolveWithObject: true }),
    )
    return { mediaType: 'image/webp', body: data, width: info.width, height: info.height }
  } catch {
    // Whose picture it is stands beside it; who imported it was told.
    return null
  }
}

/** The first frame of a moving one. Loaded at first need: the library takes longer to load than most programs run. */
async function openPicture(body: Buffer): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  const picture = sharp(body, { limitInputPixels: mostPixels, failOn: 'truncated', sequentialRead: true })
  return picture.timeout({ seconds: mostSeconds })
}

let last: Promise<unknown> = Promise.resolve()

/** A page of forty portraits must not take the whole machine. */
function inTurn<Made>(make: () => Promise<Made>): Promise<Made> {
  const made = last.then(make, make)
  last = made.catch(() => {})
  return made
}
