import { isUtf8 } from 'node:buffer'
import { svgDangers } from './svg-dangers.ts'

type Kind = { mediaType: string; name: string; fits(body: Buffer): boolean }

const office = 'application/vnd.openxmlformats-officedocument'

const jpeg: Kind = {
  mediaType: 'image/jpeg',
  name: 'JPEG',
  fits: (body) => begins(body, '\xff\xd8\xff'),
}

const kinds: Readonly<Record<string, Kind>> = {
  pdf: { mediaType: 'application/pdf', name: 'PDF', fits: (body) => begins(body, '%PDF-') },
  png: { mediaType: 'image/png', name: 'PNG', fits: (body) => begins(body, '\x89PNG\r\n\x1a\n') },
  jpg: jpeg,
  jpeg,
  webp: {
    mediaType: 'image/webp',
    name: 'WebP',
    fits: (body) => begins(body, 'RIFF') && begins(body.subarray(8), 'WEBP'),
  },
  gif: {
    mediaType: 'image/gif',
    name: 'GIF',
    fits: (body) => begins(body, 'GIF87a') || begins(body, 'GIF89a'),
  },
  svg: { mediaType: 'image/svg+xml', name: 'SVG', fits: isSvg },
  docx: {
    mediaType: `${office}.wordprocessingml.document`,
    name: 'Word',
    fits: zipWith('word/document.xml'),
  },
  xlsx: { mediaType: `${office}.spreadsheetml.sheet`, name: 'Excel', fits: zipWith('xl/workbook.xml') },
  pptx: {
    mediaType: `${office}.presentationml.presentation`,
    name: 'PowerPoint',
    fits: zipWith('ppt/presentation.xml'),
  },
  odt: {
    mediaType: 'application/vnd.oasis.opendocument.text',
    name: 'OpenDocument text',
    fits: zipWith('mimetypeapplication/vnd.oasis.opendocument.text'),
  },
  txt: { mediaType: 'text/plain; charset=utf-8', name: 'UTF-8 text', fits: isText },
  csv: { mediaType: 'text/csv; charset=utf-8', name: 'UTF-8 text', fits: isText },
}

/**
 * The media type of a file by its name, when what it holds agrees; else what is the matter, as the rest of a
 * sentence that begins with the file's name. Only types that are safe to hand on: an SVG that could run or fetch
 * anything is refused.
 */
export function mediaTypeOf(name: string, body: Buffer): { mediaType: string } | { problem: string } {
  const extension = name.split('.').slice(1).pop()?.toLowerCase() ?? ''
  const kind = Object.hasOwn(kinds, extension) ? kinds[extension] : undefined
  if (kind === undefined)
    return { problem: `is of a type that is not taken; taken are ${Object.keys(kinds).join(', ')}` }
  if (body.length === 0) return { problem: 'is empty' }
  if (!kind.fits(body)) return { problem: `does not hold what .${extension} says: ${kind.name}` }
  const dangers = extension === 'svg' ? svgDangers(body.toString('utf8')) : []
  if (dangers.length > 0)
    return { problem: `is an SVG with ${dangers.join(', ')}; save it as a plain drawing` }
  return { mediaType: kind.mediaType }
}

function begins(body: Buffer, bytes: string): boolean {
  return body.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'))
}

/** A ZIP file that names this part; file names stand uncompressed in its directory. */
function zipWith(part: string): (body: Buffer) => boolean {
  return (body) => begins(body, 'PK\x03\x04') && body.includes(part)
}

function isText(body: Buffer): boolean {
  return isUtf8(body) && !body.includes(0)
}

function isSvg(body: Buffer): boolean {
  const head = body.subarray(0, 4096).toString('utf8')
  return (
    isText(body) &&
    /^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?(<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s>]/i.test(head)
  )
}
