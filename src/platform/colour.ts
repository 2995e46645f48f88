/** Colours as `#rrggbb`: how well they are told apart (WCAG 2.2), and made lighter or darker without changing hue. */

/** The papers of the stylesheet; a test holds them equal. `sheet` is the darker, or in the dark the lighter, one. */
export const papers = {
  light: { paper: '#fbf9f5', sheet: '#f3f0e8' },
  dark: { paper: '#131819', sheet: '#1c2324' },
} as const

/** What text needs (WCAG 2.2, 1.4.3) */
export const leastContrast = 4.5

/** The variables of the stylesheet that follow from one accent. */
export type Palette = Readonly<Record<'--brand' | '--brand-dark' | '--wash' | '--wash-dark', string>>

/** 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Whether it is read on the light paper, and white letters on it: a link and a button. */
export function isLegibleAccent(accent: string): boolean {
  return contrast(accent, papers.light.sheet) >= leastContrast
}

/** The same hue, only as much darker as it must be. */
export function legibleAccent(accent: string): string {
  return moved(accent, -1, isLegibleAccent)
}

/** The accent, its counterpart on dark paper, and a breath of it for the ground of a notice. */
export function paletteOf(accent: string): Palette {
  const lit = moved(accent, 1, (colour) => contrast(colour, papers.dark.sheet) >= 7)
  return {
    '--brand': accent.toLowerCase(),
    '--brand-dark': lit,
    '--wash': mixed(accent, papers.light.paper, 0.09),
    '--wash-dark': mixed(lit, papers.dark.paper, 0.12),
  }
}

/** A hundredth of lightness (OKLab, 0 to 1) at a time until it is `enough`; at the end of the way black or white. */
function moved(colour: string, direction: 1 | -1, enough: (colour: string) => boolean): string {
  const [lightness, a, b] = toOklab(colour)
  for (let step = 0; step <= 100; step += 1) {
    const light = lightness + (direction * step) / 100
    // Near white and black there is little room for a hue.
    const kept = direction === 1 ? Math.min(1, 1.6 * (1 - light) + 0.3) : 1
    const found = step === 0 ? colour.toLowerCase() : fromOklab([light, a * kept, b * kept])
    if (enough(found)) return found
  }
  return direction === 1 ? '#ffffff' : '#000000'
}

function mixed(colour: string, ground: string, share: number): string {
  const [one, other] = [channels(colour), channels(ground)]
  return hex(one.map((value, index) => share * value + (1 - share) * (other[index] ?? 0)))
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map(linear)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

type Lab = readonly [lightness: number, a: number, b: number]

/** Björn Ottosson's OKLab (2020): equal steps look equal. */
function toOklab(colour: string): Lab {
  const [r = 0, g = 0, b = 0] = channels(colour).map(linear)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function fromOklab([lightness, a, b]: Lab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const mixed = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  return hex(mixed.map(gamma))
}

/** Each from 0 to 1, as written. */
function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function gamma(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055
}

function hex(values: readonly number[]): string {
  const bytes = values.map((value) => Math.round(255 * Math.min(1, Math.max(0, value))))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
