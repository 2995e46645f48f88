import { readFileSync } from 'node:fs'
import { assert, property, stringMatching } from 'fast-check'
import { expect, it } from 'vitest'
import {
  contrast,
  isLegibleAccent,
  leastContrast,
  legibleAccent,
  paletteOf,
  papers,
} from '../../src/platform/colour.ts'

const style = readFileSync(new URL('../../views/assets/site.css', import.meta.url), 'utf8')
const anyColour = stringMatching(/^#[0-9a-f]{6}$/)

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#ffffff', '#ffffff')).toBe(1)
  // The grey that is known to be just enough on white
  expect(contrast('#767676', '#ffffff').toFixed(2)).toBe('4.54')
  expect(contrast('#ffffff', '#767676')).toBe(contrast('#767676', '#ffffff'))
})

it('makes of any colour an accent that is read on paper, and white on it', () => {
  assert(
    property(anyColour, (colour) => {
      const accent = legibleAccent(colour)
      expect(isLegibleAccent(accent)).toBe(true)
      expect(contrast(accent, papers.light.paper)).toBeGreaterThanOrEqual(leastContrast)
      expect(contrast(accent, '#ffffff')).toBeGreaterThanOrEqual(leastContrast)
    }),
  )
})

it('gives any accent a counterpart that is read on dark paper, and dark letters on it', () => {
  assert(
    property(anyColour, (colour) => {
      const palette = paletteOf(legibleAccent(colour))
      expect(contrast(palette['--brand-dark'], papers.dark.sheet)).toBeGreaterThanOrEqual(7)
      expect(contrast(palette['--brand-dark'], palette['--wash-dark'])).toBeGreaterThanOrEqual(leastContrast)
      expect(contrast(palette['--brand-dark'], '#0d1415')).toBeGreaterThanOrEqual(leastContrast)
      // Ink on the ground of a notice
      expect(contrast('#1a1f1e', palette['--wash'])).toBeGreaterThanOrEqual(7)
      expect(contrast('#eae7df', palette['--wash-dark'])).toBeGreaterThanOrEqual(7)
    }),
  )
})

it('leaves a good accent as it is, and keeps the hue of a pale one', () => {
  expect(legibleAccent('#0b5351')).toBe('#0b5351')
  expect(legibleAccent('#ffcc00')).toBe('#946400')
  expect(legibleAccent('#ffffff')).toMatch(/^#(..)\1\1$/)
})

it('is what the stylesheet begins with', () => {
  const said = (name: string) => new RegExp(`${name}: (#[0-9a-f]{6});`).exec(style)?.[1]
  const palette = paletteOf('#0b5351')
  expect(Object.fromEntries(Object.keys(palette).map((name) => [name, said(name)]))).toEqual(palette)
  const of = (name: string) =>
    [...style.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, 'g'))].map(([, colour]) => colour)
  expect([of('paper').slice(0, 2), of('sheet').slice(0, 2)]).toEqual([
    [papers.light.paper, papers.dark.paper],
    [papers.light.sheet, papers.dark.sheet],
  ])
})

it('all inks of the stylesheet are read on its papers, light and dark', () => {
  const blocks = [
    style.slice(0, style.indexOf('@media (prefers-color-scheme')),
    style.slice(style.indexOf('@media (prefers-color-scheme')),
  ]
  const colour = (block: string | undefined, name: string) =>
    new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block ?? '')?.[1] ?? ''
  for (const block of blocks) {
    for (const ink of ['ink', 'quiet', 'grave', 'wait']) {
      for (const ground of ['paper', 'sheet']) {
        expect([ink, ground, contrast(colour(block, ink), colour(block, ground)) >= leastContrast]).toEqual([
          ink,
          ground,
          true,
        ])
      }
    }
    expect(contrast(colour(block, 'grave'), colour(block, 'grave-wash'))).toBeGreaterThanOrEqual(
      leastContrast,
    )
    // Edges of fields, and rings (WCAG 2.2, 1.4.11)
    expect(contrast(colour(block, 'edge'), colour(block, 'paper'))).toBeGreaterThanOrEqual(3)
  }
})
