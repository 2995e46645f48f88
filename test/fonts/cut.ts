/**
 * Cuts Golos Text to what our languages are written in, a file a weight, for `views/assets/`: `npm run fonts`.
 * A letter that is not in it comes from a font of the reader's own, so the list may stay short.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const letters = [
  [0x20, 0x7e], // ASCII
  [0x410, 0x44f], // А to я
]

/** Ё, Belarusian Ў and І, Kyrgyz Ң Ү Ө, quotes, dashes and signs of all five. */
const more = 'ЁёЎўІіҢңҮүӨө\u00a0«»„“”‘’–—…№·×€§°−'

/** Every letter of the cut font, in the order of its code points. */
export const cutLetters: readonly string[] = [
  ...new Set([...letters.flatMap(([from = 0, to = 0]) => range(from, to)), ...more]),
].sort()

/** As `unicode-range` in a stylesheet says it. */
export function unicodeRange(): string {
  const points = cutLetters.map((letter) => letter.codePointAt(0) ?? 0)
  const runs: [number, number][] = []
  for (const point of points) {
    const last = runs.at(-1)
    if (last?.[1] === point - 1) last[1] = point
    else runs.push([point, point])
  }
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(', ')
}

/**
 * Without kerning in running text, where it is hardly seen and costs a quarter of the file; headings are bold and
 * keep it. `tnum`: figures of one width, for times and lists.
 */
export const weights = [
  { weight: 400, from: '400Regular/GolosText_400Regular.ttf', keepFeatures: ['tnum'] },
  { weight: 700, from: '700Bold/GolosText_700Bold.ttf', keepFeatures: ['kern', 'tnum'] },
]

/** The file of one weight as WOFF2. */
export function cut({ from, keepFeatures }: (typeof weights)[number]): Promise<Buffer> {
  const font = readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/golos-text/${from}`)))
  return subsetFont(font, cutLetters.join(''), { targetFormat: 'woff2', keepFeatures, noHinting: true })
}

/** Where the stylesheet finds it. */
export function cutFile(weight: number): string {
  return fileURLToPath(new URL(`../../views/assets/golos-${weight}.woff2`, import.meta.url))
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))
}

function hex(point: number): string {
  return point.toString(16).toUpperCase()
}
