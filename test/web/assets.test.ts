import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { readAssets } from '../../src/web/assets.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { importCast, now } from './cast.ts'

const own = fileURLToPath(new URL('../../views/assets/', import.meta.url))

let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => now, settings: { brandAccent: '#8a1538' } })
})
afterAll(async () => {
  await site.stop()
  await made.remove()
})

async function stylesheet(): Promise<{ address: string; answer: Response; text: string }> {
  const page = await (await site.get('/en')).text()
  const address = /<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? ''
  const answer = await site.get(address, { 'accept-encoding': 'identity' })
  return { address, answer, text: await answer.text() }
}

it('the stylesheet names its fonts by the addresses that keep for ever, and they are there', async () => {
  const { text } = await stylesheet()
  const fonts = [...text.matchAll(/url\("([^"]+)"\)/g)].map(([, address = '']) => address)
  expect(fonts).toEqual([
    expect.stringMatching(/^\/assets\/golos-400\.[0-9a-f]{12}\.woff2$/),
    expect.stringMatching(/^\/assets\/golos-700\.[0-9a-f]{12}\.woff2$/),
  ])
  for (const address of fonts) {
    const font = await site.get(address, { 'accept-encoding': 'br, gzip' })
    expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2'])
    expect(font.headers.get('content-encoding')).toBeNull()
    expect(font.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(
      Buffer.from(await font.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('wOF2')
  }
})

it('what is told of pages is not told of stylesheets and fonts, save that they are what they say', async () => {
  const { answer } = await stylesheet()
  expect(
    Object.fromEntries(
      [...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
    ),
  ).toEqual({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-length': expect.any(String),
    'content-type': 'text/css; charset=utf-8',
    'cross-origin-resource-policy': 'same-origin',
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
  })
  expect((await site.get('/en')).headers.get('content-security-policy')).toContain("default-src 'none'")
})

it('an accent brings its counterparts, and colours the icon in the page', async () => {
  const { text } = await stylesheet()
  const said = (name: string) => new RegExp(`${name}: (#[0-9a-f]{6});`).exec(text)?.[1]
  expect([said('--brand'), said('--brand-dark')]).toEqual(['#8a1538', '#e994a0'])
  const page = await (await site.get('/en')).text()
  expect(page).toContain('<link rel="icon" href="data:image/svg+xml,%3Csvg')
  expect(page).toContain('%238a1538')
})

it('an SVG keeps what is told of pages, since by itself it is one', async () => {
  const assets = readAssets(own, null, null)
  const icon = await site.get(assets.address('icon.svg'))
  expect([icon.status, icon.headers.get('content-security-policy') !== null]).toEqual([200, true])
})

it('a licence beside a font is no asset, and a stylesheet that names a missing file stops the start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-assets-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['icon.svg', 'golos-400.woff2', 'golos-LICENCE.txt'])
    writeFileSync(join(folder, name), readFileSync(join(own, name)))
  writeFileSync(join(folder, 'a.css'), '/* why */\na {\n  src: url("golos-400.woff2");\n}\n')
  const assets = readAssets(folder, null, null)
  expect(() => assets.address('golos-LICENCE.txt')).toThrow('There is no asset golos-LICENCE.txt')
  writeFileSync(join(folder, 'a.css'), 'a { src: url("missing.woff2"); }')
  expect(() => readAssets(folder, null, null)).toThrow('There is no asset missing.woff2')
})
