/**
 * The pictures of an event page: portraits and logos as small as they are shown. Together they would be more requests
 * than a page may make, and each would wait for its round trip, so they stand in the page itself as `data:` addresses
 * while they are light; what is too much stays behind an address of its own and is loaded when somebody comes near.
 */
import { gzipSync } from 'node:zlib'
import type { Database } from '../../../database/database.ts'
import { type AttachedPicture, attachedPictures, fileBody } from '../../../domain/events/attached-file.ts'
import type { EventDocument, Project } from '../../../domain/events/event.ts'
import type { EventRecord } from '../../../domain/events/event-record.ts'
import { type Frame, smallPicture } from '../../../platform/small-picture.ts'
import { svgSize } from '../../../platform/svg-size.ts'
import { type FileAddress, fileAddress } from './backing.ts'

export type PictureUse = Frame['shape']

export type ShownPicture = { src: string; width: number; height: number; isLazy: boolean }

/** Undefined for a file that is not there or cannot be read: the name beside it says enough. */
export type PicturesOf = (name: string | undefined, use: PictureUse) => ShownPicture | undefined

export type PictureShelf = {
  /** Ready for the page of this event and its project; `filesAt`: where its files are served, else the public place */
  of(event: EventRecord, project: Project | undefined, filesAt?: FileAddress): Promise<PicturesOf>
  /** One picture by itself */
  small(picture: AttachedPicture, use: PictureUse): Promise<Made | null>
}

type Made = { mediaType: string; body: Buffer; width: number; height: number; bytesOnTheLine: number }

/** Of all pictures in one page, as they come over the line: what the budget of an event page has to spare */
const mostInPage = 24 * 1024
const mostKept = 8 * 1024 * 1024
/** A longer drawing has an address of its own, however well it packs: the page would be as long as all its pictures. */
const longestDrawing = 128 * 1024

/** Twice the size at which they are shown, for screens of that density; many share the same room. */
function frameOf(use: PictureUse, portraits: number): Frame {
  if (use === 'logo') return { shape: 'logo', width: 264, height: 96, quality: 80 }
  if (use === 'photo') return { shape: 'photo', width: 480, height: 320, quality: 60 }
  if (portraits <= 6) return { shape: 'portrait', width: 128, height: 128, quality: 65 }
  return portraits <= 12
    ? { shape: 'portrait', width: 112, height: 112, quality: 50 }
    : { shape: 'portrait', width: 72, height: 72, quality: 50 }
}

export function createPictureShelf(database: Database): PictureShelf {
  const kept = new Map<string, Promise<Made | null>>()
  let bytes = 0

  async function made(picture: AttachedPicture, frame: Frame): Promise<Made | null> {
    const key = `${picture.sha256} ${frame.width}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const making = make(database, picture, frame)
    kept.set(key, making)
    making.catch(() => kept.delete(key))
    const length = (await making)?.body.length ?? 0
    // One drawing of some megabytes would push out all the others, each time it is asked for.
    if (length > mostKept / 8) kept.delete(key)
    else bytes += length
    if (bytes > mostKept) {
      kept.clear()
      bytes = 0
    }
    return making
  }

  return {
    small: (picture, use) => made(picture, frameOf(use, 1)),
    async of(event, project, filesAt = fileAddress) {
      const wanted = wantedBy(event.document, project)
      if (wanted.length === 0) return () => undefined
      const files = new Map((await attachedPictures(database.read, event)).map((file) => [file.name, file]))
      const portraits = wanted.filter(({ use }) => use === 'portrait').length
      const shown = new Map<string, ShownPicture>()
      let room = mostInPage
      for (const { name, use } of wanted) {
        const file = files.get(name)
        const small = file && (await made(file, frameOf(use, portraits)))
        if (file === undefined || !small) continue
        const fits = small.bytesOnTheLine <= room
        if (fits) room -= small.bytesOnTheLine
        const src = fits ? dataAddress(small) : addressOf(filesAt(event.slug, file.name), file, use)
        shown.set(`${use} ${name}`, { src, ...sizeOf(small, use), isLazy: !fits })
      }
      return (name, use) => (name === undefined ? undefined : shown.get(`${use} ${name}`))
    },
  }
}

/** Logos first: they are few, and who stands behind an event is what pages are trusted by. */
function wantedBy(document: EventDocument, project: Project | undefined) {
  const logos = [...document.organizations, ...(project?.organizations ?? [])].map(({ logo }) => logo)
  const photos = document.speakers.map(({ photo }) => photo)
  const named = (names: readonly (string | undefined)[], use: PictureUse) =>
    [...new Set(names)].filter((name) => name !== undefined).map((name) => ({ name, use }))
  return [...named(logos, 'logo'), ...named(photos, 'portrait')]
}

async function make(database: Database, picture: AttachedPicture, frame: Frame): Promise<Made | null> {
  const body = await fileBody(database.read, picture.id)
  if (body === undefined) return null
  if (picture.mediaType === 'image/svg+xml') {
    const size = svgSize(body.toString('utf8')) ?? { width: 1, height: 1 }
    const bytesOnTheLine = body.length > longestDrawing ? body.length : gzipSync(body).length
    return { mediaType: picture.mediaType, body, ...size, bytesOnTheLine }
  }
  const small = await smallPicture(body, frame)
  // Base64 is a third longer, of which compression takes nearly all back.
  return small && { ...small, bytesOnTheLine: Math.ceil(small.body.length * 1.05) }
}

function addressOf(address: string, { sha256 }: AttachedPicture, use: PictureUse): string {
  return `${address}?as=${use}&v=${sha256.slice(0, 12)}`
}

/** A drawing stays legible, which compresses better than base64. */
function dataAddress({ mediaType, body }: Made): string {
  if (mediaType !== 'image/svg+xml') return `data:${mediaType};base64,${body.toString('base64')}`
  const text = encodeURIComponent(body.toString('utf8').trim()).replace(
    /%(20|2F|3A|2C|3B)/g,
    decodeURIComponent,
  )
  return `data:${mediaType},${text}`
}

const portraitSide = 64
const logoArea = 3600
const logoBox = { width: 132, height: 48 }

/** Logos of the same area look equally large, whatever their shape. */
function sizeOf({ width, height }: Made, use: PictureUse): { width: number; height: number } {
  if (use === 'portrait') return { width: portraitSide, height: portraitSide }
  const ratio = width / height
  const tall = Math.min(logoBox.height, Math.sqrt(logoArea / ratio), logoBox.width / ratio)
  return { width: Math.max(1, Math.round(tall * ratio)), height: Math.max(1, Math.round(tall)) }
}
