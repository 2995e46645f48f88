/** The picture that goes with a shared link, as SVG: 1200 × 630, legible at a third of that. */
import { balanceText, fitText } from '../platform/fit-text.ts'
import { type Family, type PictureRuler, pictureFont, type Weight } from '../platform/picture.ts'
import { element, type XmlElement } from '../platform/xml.ts'
import type { SharePicture } from './share-picture.ts'

export const pictureSize = { width: 1200, height: 630 } as const

/** A picture file of the brand, in a form that SVG takes. */
export type PictureLogo = { mediaType: 'image/svg+xml' | 'image/png' | 'image/jpeg'; body: Buffer }

type Ruler = (text: string, size: number, weight: Weight) => number
type Line = { text: string; x: number; y: number; size: number; weight?: Weight; color?: string }

const paper = '#fbf9f5'
const ink = '#1a1f1e'
const quiet = '#535d5a'
const rule = '#d6d2c6'
const grave = '#93270f'
const margin = 64
const right = pictureSize.width - margin
const plateWidth = 236
/** Where the title begins, lower under the label of a state, and ends */
const titleRoom = { top: 212, underState: 228, bottom: 488 }
/** A title has the largest in which it fits. */
const smallestTitle = 35
const titleSizes = [84, 76, 68, 60, 54, 48, 43, 39, smallestTitle] as const
const lineStep = 1.16

export function pictureSvg(picture: SharePicture, logo: PictureLogo | null, ruler: PictureRuler): string {
  const family = familyOf(picture)
  const widthOf: Ruler = (text, size, weight) => ruler(text, size, weight, family)
  const { width, height } = pictureSize
  const size = { width: String(width), height: String(height) }
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...size,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': family,
    },
    box(0, 0, width, height, paper),
    box(0, 0, width, 18, picture.accent),
    ...head(picture, logo, widthOf),
    ...plate(picture),
    ...words(picture, widthOf),
    ...foot(picture, widthOf),
  ).xml
}

/** One for all its words: letters of a second hand among them look like a mistake. */
function familyOf({ brand, state, kicker, title, lines }: SharePicture): Family {
  return pictureFont([brand, state ?? '', kicker, title, ...lines].join(' '))
}

function head({ brand, accent }: SharePicture, logo: PictureLogo | null, widthOf: Ruler): XmlElement[] {
  const room = right - margin - 52 - (logo === null ? 0 : 280)
  const [name = ''] = fitText(brand, room, 1, (text) => widthOf(text, 32, 'bold'))
  const mark = logo === null ? ownMark(accent) : [image(logo)]
  return [
    ...mark,
    letters({ text: name, x: logo === null ? margin + 48 : margin, y: 91, size: 32, weight: 'bold' }),
  ]
}

function ownMark(accent: string): XmlElement[] {
  return [
    box(margin, 64, 32, 32, accent),
    box(margin + 6, 70, 20, 20, paper),
    box(margin + 11, 75, 10, 10, accent),
  ]
}

/** Written as it is: the picture is longer than any text, and base64 needs no escaping. */
function image({ mediaType, body }: PictureLogo): XmlElement {
  const place = `x="${right - 260}" y="46" width="260" height="64" preserveAspectRatio="xMaxYMid meet"`
  return { xml: `<image ${place} href="data:${mediaType};base64,${body.toString('base64')}"/>` }
}

function plate({ plate: date, accent }: SharePicture): XmlElement[] {
  if (date === null) return []
  const small = { x: margin, size: 32, color: quiet }
  return [
    letters({ ...small, text: date.weekday, y: 190 }),
    letters({ text: date.day, x: margin - 6, y: 312, size: 136, weight: 'bold', color: accent }),
    letters({ ...small, text: date.month, y: 366, color: ink }),
    letters({ ...small, text: date.year, y: 408 }),
  ]
}

function words({ plate: date, state, kicker, title }: SharePicture, widthOf: Ruler): XmlElement[] {
  const x = date === null ? margin : margin + plateWidth
  const room = right - x
  const label = state === null ? [] : stateLabel(state, x, widthOf)
  const from = state === null ? 0 : widthOf(state, 30, 'bold') + 56
  const [above = ''] = fitText(kicker, room - from, 1, (text) => widthOf(text, 30, 'regular'))
  const top = state === null ? titleRoom.top : titleRoom.underState
  const { size, lines } = fitTitle(title, room, titleRoom.bottom - top, widthOf)
  return [
    ...label,
    letters({ text: above, x: x + from, y: 190, size: 30, color: quiet }),
    ...lines.map((text, index) =>
      letters({ text, x, y: top + size * (0.86 + lineStep * index), size, weight: 'bold' }),
    ),
  ]
}

function stateLabel(state: string, x: number, widthOf: Ruler): XmlElement[] {
  return [
    box(x, 154, widthOf(state, 30, 'bold') + 36, 52, grave),
    letters({ text: state, x: x + 18, y: 190, size: 30, weight: 'bold', color: paper }),
  ]
}

function fitTitle(
  title: string,
  width: number,
  height: number,
  widthOf: Ruler,
): { size: number; lines: string[] } {
  const measureAt = (size: number) => (text: string) => widthOf(text, size, 'bold')
  const mostAt = (size: number) => Math.floor(height / (size * lineStep))
  const fits = (size: number) => {
    const isWhole = title.split(/\s+/).every((word) => widthOf(word, size, 'bold') <= width)
    return isWhole && fitText(title, width, mostAt(size) + 1, measureAt(size)).length <= mostAt(size)
  }
  const size = titleSizes.find(fits) ?? smallestTitle
  return { size, lines: balanceText(title, width, mostAt(size), measureAt(size)) }
}

function foot(picture: SharePicture, widthOf: Ruler): XmlElement[] {
  const isOfDay = picture.plate !== null
  const { size, lines } = isOfDay ? oneEach(picture.lines, widthOf) : balanced(picture.lines, widthOf)
  return [
    box(margin, 508, footRoom, 2, rule),
    ...lines.map((text, index) =>
      letters({ text, x: margin, y: 556 + 42 * index, size, color: isOfDay && index > 0 ? quiet : ink }),
    ),
  ]
}

type Fitted = { size: number; lines: string[] }

const footRoom = right - margin
const footSizes = [30, 27, 24] as const

/** In the largest size in which none is cut. */
function oneEach(lines: readonly string[], widthOf: Ruler): Fitted {
  const size =
    footSizes.find((tried) => lines.every((line) => widthOf(line, tried, 'regular') <= footRoom)) ?? 24
  const fitted = lines.flatMap((line) => fitText(line, footRoom, 1, (text) => widthOf(text, size, 'regular')))
  return { size, lines: fitted }
}

function balanced(lines: readonly string[], widthOf: Ruler): Fitted {
  const [size] = footSizes
  return { size, lines: balanceText(lines.join(' '), footRoom, 2, (text) => widthOf(text, size, 'regular')) }
}

function letters({ text, x, y, size, weight = 'regular', color = ink }: Line): XmlElement {
  const attributes = {
    x: String(x),
    y: String(Math.round(y)),
    'font-size': String(size),
    'font-weight': weight === 'bold' ? '700' : '400',
    fill: color,
  }
  return element('text', attributes, text)
}

function box(x: number, y: number, width: number, height: number, fill: string): XmlElement {
  return element('rect', {
    x: String(x),
    y: String(y),
    width: String(Math.round(width)),
    height: String(height),
    fill,
  })
}
