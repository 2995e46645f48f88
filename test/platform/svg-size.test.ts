import { expect, it } from 'vitest'
import { multipliesItself, svgSize } from '../../src/platform/svg-size.ts'

it.each([
  ['<svg viewBox="0 0 300 60">', { width: 300, height: 60 }],
  ['<?xml version="1.0"?><svg width="8mm" height="4mm">', { width: 8, height: 4 }],
  ["<svg viewBox='-10,-10,20.5,1e2'>", { width: 20.5, height: 100 }],
  ['<svg width="100%">', null],
  ['<svg viewBox="0 0 0 0">', null],
])('reads the size of %s', (svg, size) => {
  expect(svgSize(svg)).toEqual(size)
})

const stars = Array.from({ length: 12 }, () => '<use href="#star"/>').join('')
const letters = '<use xlink:href="#a" x="1"/>'.repeat(2000)

it.each([
  ['an emblem of twelve stars', `<svg><path id="star"/>${stars}</svg>`, false],
  ['a text of outlined letters', `<svg><symbol id="a"><path/></symbol>${letters}</svg>`, false],
  ['one that uses itself', '<svg><g id="a"><use href="#a"/></g><use href="#a"/></svg>', true],
  ['one through another', `<svg><g id="a"><use href='#b'/></g><g id="b"><use href="#a"/></g></svg>`, true],
  ['a thousand levels', `<svg>${'<g>'.repeat(1000)}</svg>`, true],
  ['six thousand copies', `<svg><path id="a"/>${letters.repeat(3)}</svg>`, true],
])('%s', (_what, svg, multiplies) => {
  expect(multipliesItself(svg)).toBe(multiplies)
})

it.each([
  ['nothing but beginnings', '<a'.repeat(2_000_000)],
  ['quotes that end nowhere', '<a "'.repeat(1_000_000)],
  ['a name without an end', `<${'a:'.repeat(500_000)}`],
  ['a drawing that never begins', '<svg '.repeat(500_000)],
  ['a long text of outlined letters', `<svg>${'<use href="#a"/>'.repeat(200_000)}</svg>`],
  ['names without end', Array.from({ length: 100_000 }, (_, i) => `<g id="${i}"/>`).join('')],
])('answers about %s in bounded time', (_what, svg) => {
  const started = performance.now()
  multipliesItself(svg)
  svgSize(svg)
  expect(performance.now() - started).toBeLessThan(15_000)
})
