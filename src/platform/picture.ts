/** Pictures made of our own SVG: rasterized off the event loop, with our fonts and no others. */
import { createRequire } from 'node:module'
import { renderAsync } from '@resvg/resvg-js'

export type Family = 'Golos Text' | 'Noto Sans'
export type Weight = 'regular' | 'bold'

const golos = {
  regular: '@expo-google-fonts/golos-text/400Regular/GolosText_400Regular.ttf',
  bold: '@expo-google-fonts/golos-text/700Bold/GolosText_700Bold.ttf',
}
const noto = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
}

/** Latin, Cyrillic and the usual punctuation: what Golos Text draws by itself. */
const beyondGolos = /[^\u0020-\u024f\u0400-\u04ff\u2010-\u203a\u20ac\u2116\u2212]/u

/** The family that has every letter of the text, as far as ours do. */
export function pictureFont(text: string): Family {
  return beyondGolos.test(text) ? 'Noto Sans' : 'Golos Text'
}

/** A PNG of the SVG's own size. Takes some 20 ms of another thread. */
export async function drawPicture(svg: string): Promise<Buffer> {
  const fonts = svg.includes('Noto Sans') ? [golos, noto] : [golos]
  const fontFiles = fonts.flatMap(({ regular, bold }) => [fileOf(regular), fileOf(bold)])
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Golos Text' }
  const picture = await renderAsync(svg, { font, logLevel: 'off' })
  return picture.asPng()
}

export type PictureRuler = (text: string, size: number, weight: Weight, family: Family) => number

/**
 * Measures text as `drawPicture` draws it, in pixels; kerning aside. Letter by letter, each once: laying out whole
 * words holds up everybody for as long as the drawing takes.
 */
export async function pictureRuler(): Promise<PictureRuler> {
  // Not with the program: most starts never draw a picture, and it takes 70 ms to load.
  const { default: PDFDocument } = await import('pdfkit')
  const paper = new PDFDocument({ autoFirstPage: false })
  for (const weight of ['regular', 'bold'] as const) {
    paper.registerFont(`Golos Text ${weight}`, fileOf(golos[weight]))
    paper.registerFont(`Noto Sans ${weight}`, fileOf(noto[weight]))
  }
  const known = new Map<string, number>()
  const letterWidth = (letter: string, font: string): number => {
    const name = `${font} ${letter}`
    const width = known.get(name) ?? paper.font(font).fontSize(1).widthOfString(letter, {})
    if (known.size < 5000) known.set(name, width)
    return width
  }
  return (text, size, weight, family) => {
    const font = `${family} ${weight}`
    return Array.from(text, (letter) => letterWidth(letter, font)).reduce((sum, one) => sum + one * size, 0)
  }
}

function fileOf(name: string): string {
  return createRequire(import.meta.url).resolve(name)
}
