/** Paper to draw on: a PDF measured in millimetres from the top left corner, with its fonts inside. */
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

export type PaperSettings = {
  title: string
  /** BCP 47 */
  language: string
  landscape: boolean
  madeAt: Date
  /** Names of further fonts, with their TTF files, beside `regular` and `bold` */
  fonts: Readonly<Record<string, string>>
}

export type Ink = { font: string; size: number; color: string; spacing?: number }

export type Paper = {
  width: number
  height: number
  addPage(): void
  /** `y` is the line that letters stand on. With `align` right the text ends at `x`. */
  text(text: string, x: number, y: number, ink: Ink, align?: 'left' | 'right'): void
  widthOf(text: string, ink: Ink): number
  /** `weight` in points */
  line(fromX: number, fromY: number, toX: number, toY: number, weight: number, color: string): void
  rectangle(x: number, y: number, width: number, height: number, color: string): void
  polygon(points: readonly [number, number][], color: string): void
  /** The bytes that are ready, if any; pages are ready when the next one has begun. */
  written(): Buffer | null
  /** Ends the document; gives the rest of the bytes. */
  end(): AsyncIterable<Buffer>
}

const millimetre = 72 / 25.4
const a4 = { short: 210, long: 297 }

/** Noto Sans draws every letter of Bulgarian, Russian, Kyrgyz (Ң Ү Ө) and Belarusian (Ў І). */
const ownFonts = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
}

export function openPaper(settings: PaperSettings): Paper {
  const doc = openDocument(settings)
  const [width, height] = settings.landscape ? [a4.long, a4.short] : [a4.short, a4.long]
  const use = ({ font, size }: Ink) => doc.font(font).fontSize(size)
  const spacing = (ink: Ink) => (ink.spacing === undefined ? {} : { characterSpacing: ink.spacing })
  const widthOf = (text: string, ink: Ink) => use(ink).widthOfString(text, spacing(ink)) / millimetre
  return {
    width,
    height,
    addPage: () => void doc.addPage(),
    text(text, x, y, ink, align = 'left') {
      const from = align === 'left' ? x : x - widthOf(text, ink)
      const options = { lineBreak: false, baseline: 'alphabetic', ...spacing(ink) } as const
      use(ink)
        .fillColor(ink.color)
        .text(text, from * millimetre, y * millimetre, options)
    },
    widthOf,
    line(fromX, fromY, toX, toY, weight, color) {
      doc.moveTo(fromX * millimetre, fromY * millimetre).lineTo(toX * millimetre, toY * millimetre)
      doc.lineWidth(weight).stroke(color)
    },
    rectangle(x, y, wide, high, color) {
      doc.rect(x * millimetre, y * millimetre, wide * millimetre, high * millimetre).fill(color)
    },
    polygon(points, color) {
      doc.polygon(...points.map(([x, y]) => [x * millimetre, y * millimetre])).fill(color)
    },
    written: () => doc.read(),
    end() {
      doc.end()
      return doc
    },
  }
}

function openDocument({ title, language, landscape, madeAt, fonts }: PaperSettings): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: 'A4',
    layout: landscape ? 'landscape' : 'portrait',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    info: { Title: title, Creator: 'Turnout', Producer: 'Turnout', CreationDate: madeAt, ModDate: madeAt },
  })
  const { resolve } = createRequire(import.meta.url)
  for (const [name, file] of Object.entries(ownFonts)) doc.registerFont(name, resolve(file))
  for (const [name, file] of Object.entries(fonts)) doc.registerFont(name, file)
  return doc
}
