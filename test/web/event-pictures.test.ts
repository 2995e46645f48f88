/** Portraits and logos on an event page: small, in the page while they are light, and never in the way. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { folderOf, importFrom, leastEvent, linesOf } from '../support/event-files.ts'
import { grain, photograph } from '../support/photographs.ts'
import { attribute, readPage } from '../support/read-page.ts'
import { startSite, type TestSite } from '../support/site.ts'

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"><path d="M0 0h300v60H0z"/></svg>'

const many = Array.from({ length: 80 }, (_, n) => `face-${n}.jpg`)

let made: TestDatabase
let site: TestSite
let folder: string

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  site = await startSite(made.database)
  const half = (await photograph(300, 400)).subarray(0, 5000)
  folder = folderOf(
    {
      ...Object.fromEntries(
        await Promise.all(many.map(async (name, n) => [name, await photograph(160, 160, n)])),
      ),
      ...{ 'a.jpg': await photograph(1200, 1600), 'b.png': await (await grain(400, 400)).png().toBuffer() },
      'cmyk.jpg': await (await grain(300, 300)).toColourspace('cmyk').jpeg().toBuffer(),
      'turned.jpg': await (await grain(300, 150)).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      'moving.gif': await (await grain(200, 200)).gif().toBuffer(),
      ...{ 'logo.svg': drawing, 'half.jpg': half, 'bomb.png': await bomb() },
      'copies.svg': copies(),
      'long.svg': drawing.replace('<path', `${' '.repeat(200_000)}<path`),
      'long.yaml': `${leastEvent.replace('round-table-2027', 'long')}organizations: [{ name: А, role: organizer, logo: long.svg }]\n`,
      'many.yaml': `${leastEvent.replace('round-table-2027', 'many')}speakers:\n${speakers(80, ...many)}`,
      'few.yaml': `${leastEvent}speakers:\n${speakers(4, 'a.jpg', 'b.png', 'cmyk.jpg', 'moving.gif')}organizations: [{ name: А, role: organizer, logo: logo.svg }, { name: Б, role: partner, logo: turned.jpg }]\n`,
      ...Object.fromEntries(
        ['half.jpg', 'bomb.png', 'copies.svg'].map((name) => [
          `${name}.yaml`,
          `${leastEvent.replace('round-table-2027', name.slice(0, 4))}speakers:\n${speakers(1, name)}`,
        ]),
      ),
    },
    (remove) => afterAll(remove),
  )
  for (const name of ['many.yaml', 'few.yaml', 'long.yaml'])
    expect(await importFrom(folder, [name], made.database)).toMatchObject({ done: 'imported' })
})
afterAll(async () => {
  await site?.stop()
  await made?.remove()
})

function speakers(count: number, ...photos: string[]): string {
  const lines = Array.from(
    { length: count },
    (_, i) => `  - { name: Име ${i}, photo: ${photos[i % photos.length]} }\n`,
  )
  return lines.join('')
}

/** A PNG of 900 million points in some kilobytes */
async function bomb(): Promise<Buffer> {
  const small = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const { crc32 } = await import('node:zlib')
  small.writeUInt32BE(30_000, 16)
  small.writeUInt32BE(30_000, 20)
  small.writeUInt32BE(crc32(small.subarray(12, 29)), 29)
  return small
}

/** Twenty levels, each of two copies of the one below: a million squares. */
function copies(): string {
  const levels = Array.from(
    { length: 20 },
    (_, i) => `<g id="l${i + 1}"><use href="#l${i}"/><use href="#l${i}" x="1"/></g>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="l0" d="M0 0h1v1z"/>${levels.join('')}</defs><use href="#l20"/></svg>`
}

async function picturesAt(address: string) {
  const page = await (await site.get(address)).text()
  return readPage(page)
    .querySelectorAll('main img')
    .map((image) => ({
      src: attribute(image, 'src') ?? '',
      size: `${attribute(image, 'width')}×${attribute(image, 'height')}`,
      loading: attribute(image, 'loading'),
      decoding: attribute(image, 'decoding'),
    }))
}

describe('of an event with four portraits and two logos', () => {
  it('stand in the page, with their size', async () => {
    const pictures = await picturesAt('/bg/events/round-table-2027')
    expect(pictures.map(({ src, ...rest }) => ({ ...rest, kind: src.slice(0, 15) }))).toEqual([
      ...Array.from({ length: 4 }, () => shown('64×64', 'data:image/webp')),
      shown('132×26', 'data:image/svg+'),
      // Held upright by the camera: 150 by 300
      shown('24×48', 'data:image/webp'),
    ])
  })

  it('can be decoded, at twice the size', async () => {
    const pictures = await picturesAt('/bg/events/round-table-2027')
    const sizes = await Promise.all(
      pictures
        .filter(({ src }) => src.includes('base64'))
        .map(async ({ src }) => {
          const { width, height, space } = await sharp(
            Buffer.from(src.split(',')[1] ?? '', 'base64'),
          ).metadata()
          return `${width}×${height} ${space}`
        }),
    )
    expect(sizes).toEqual([...Array.from({ length: 4 }, () => '128×128 srgb'), '48×96 srgb'])
  })
})

function shown(size: string, kind: string) {
  return { size, loading: null, decoding: 'async', kind }
}

it('of eighty portraits as many stand in the page as it may weigh; the others come when somebody comes near', async () => {
  const pictures = await picturesAt('/bg/events/many')
  const [within, later] = [true, false].map((is) =>
    pictures.filter(({ src }) => src.startsWith('data:') === is),
  )
  expect(pictures.length).toBe(80)
  const bytes = within?.reduce((sum, { src }) => sum + (src.length * 3) / 4, 0) ?? 0
  expect([bytes > 16 * 1024, bytes < 24 * 1024]).toEqual([true, true])
  expect(later?.length).toBeGreaterThan(0)
  expect(new Set(later?.map(({ loading }) => loading))).toEqual(new Set(['lazy']))
  expect(within?.every(({ loading }) => loading === null)).toBe(true)
  const found = await site.get(later?.[0]?.src ?? '')
  expect([found.status, found.headers.get('content-type'), found.headers.get('cache-control')]).toEqual([
    ...[200, 'image/webp', 'public, max-age=31536000, immutable'],
  ])
})

it.each([
  ['bomb.png', 'has too many pixels: at most 40 million are taken'],
  ['copies.svg', 'is an SVG with copies of copies without end; save it as a plain drawing'],
])('%s is refused', async (name, why) => {
  const started = performance.now()
  const lines = linesOf(await importFrom(folder, [`${name}.yaml`], made.database), folder)
  expect(lines).toEqual([`${name}.yaml: speakers[0].photo: "${name}" ${why} (line 8)`])
  expect(performance.now() - started).toBeLessThan(3000)
})

it('a drawing of many bytes stands behind its address, however small it packs', async () => {
  const pictures = await picturesAt('/bg/events/long')
  expect(pictures).toEqual([
    {
      src: expect.stringMatching(/^\/events\/long\/files\/long\.svg\?as=logo&v=/),
      size: '132×26',
      loading: 'lazy',
      decoding: 'async',
    },
  ])
  expect((await site.get(pictures[0]?.src ?? '')).headers.get('content-type')).toBe('image/svg+xml')
})

it('what is cut short is told to who imports it, and pages do without', async () => {
  const imported = await importFrom(folder, ['half.jpg.yaml'], made.database)
  const notice = 'half: "half.jpg" is broken, or cut short: pages leave its place empty'
  expect(imported).toEqual({ done: 'imported', slugs: ['half'], notices: [notice] })
  expect(await picturesAt('/bg/events/half')).toEqual([])
  expect(await (await site.get('/bg/events/half')).text()).toContain('Име 0')
})

it('a picture by itself comes small, and for ever under the name of its content', async () => {
  const plain = await site.get('/events/round-table-2027/files/a.jpg')
  const small = await site.get('/events/round-table-2027/files/a.jpg?as=portrait&v=000000000000')
  expect([small.status, small.headers.get('content-type'), small.headers.get('cache-control')]).toEqual([
    ...[200, 'image/webp', 'public, max-age=300'],
  ])
  expect((await small.arrayBuffer()).byteLength).toBeLessThan((await plain.arrayBuffer()).byteLength / 10)
})
