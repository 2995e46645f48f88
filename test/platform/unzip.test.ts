import { deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { UnzipRefused, unzip } from '../../src/platform/unzip.ts'
import { type ZipEntry, zip } from '../../src/platform/zip.ts'

const at = new Date('2026-11-28T01:00:00Z')
const bounds = { entries: 10, entryBytes: 1_000_000, totalBytes: 1_500_000 }

async function packed(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const list: ZipEntry[] = Object.entries(entries).map(([name, content]) => ({
    name,
    content: Buffer.from(content),
  }))
  return Buffer.concat(await Array.fromAsync(zip(list, at)))
}

async function contentOf(file: Buffer, name: string, within = bounds): Promise<string> {
  const entry = (await unzip(file, within)).get(name)
  if (entry === undefined) throw new Error(`${name} is not there`)
  return Buffer.concat(await Array.fromAsync(entry.chunks())).toString()
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'taken'
  } catch (error) {
    if (error instanceof UnzipRefused) return error.reason
    throw error
  }
}

/** Writes over a field of the first directory header (4.3.12) and of the first local header (4.3.7). */
function altered(file: Buffer, change: (directory: number, copy: Buffer) => void): Buffer {
  const copy = Buffer.from(file)
  change(copy.indexOf(Buffer.from('PK\x01\x02', 'latin1')), copy)
  return copy
}

it('gives each entry by its name, as often as it is asked for', async () => {
  const file = await packed({ 'word/document.xml': '<a>Покана</a>', 'снимки/': '', empty: '' })
  const entries = await unzip(file, bounds)
  expect([...entries.keys()]).toEqual(['word/document.xml', 'empty'])
  expect(await contentOf(file, 'word/document.xml')).toBe('<a>Покана</a>')
  expect(await contentOf(file, 'empty')).toBe('')
})

it('reads what was written as a stream, its sizes behind it', async () => {
  async function* lines() {
    for (let index = 0; index < 1000; index += 1) yield Buffer.from(`${index}\n`)
  }
  const file = Buffer.concat(await Array.fromAsync(zip([{ name: 'lines', content: lines() }], at)))
  expect((await contentOf(file, 'lines')).split('\n').length).toBe(1001)
})

it('stops at the bounds of an entry, of all of them, and of their number', async () => {
  const file = await packed({ small: 'x', large: Buffer.alloc(1_000_001) })
  expect(await contentOf(file, 'small')).toBe('x')
  expect(await refusal(contentOf(file, 'large'))).toBe('too-large')

  const two = await unzip(await packed({ a: Buffer.alloc(900_000), b: Buffer.alloc(900_000) }), bounds)
  const readBoth = Array.fromAsync(two.values(), (entry) => Array.fromAsync(entry.chunks()))
  expect(await refusal(readBoth)).toBe('too-large')

  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index}`, 'x']))
  expect(await refusal(unzip(await packed(many), bounds))).toBe('too-many')
})

it('inflates no more of a bomb than the bounds, whatever its header says', async () => {
  const bomb = altered(await packed({ bomb: Buffer.alloc(400_000_000) }), (directory, copy) =>
    copy.writeUInt32LE(12, directory + 24),
  )
  expect(bomb.length).toBeLessThan(1_000_000)
  const start = performance.now()
  expect(await refusal(contentOf(bomb, 'bomb'))).toBe('too-large')
  // All of it takes more than a second.
  expect(performance.now() - start).toBeLessThan(500)
})

it.each([
  ['nothing', Buffer.alloc(0), 'not-a-zip'],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n'.repeat(20), 'latin1'), 'not-a-zip'],
  ['only the beginning of an archive', Buffer.from(`PK\x03\x04${'x'.repeat(100)}`), 'broken'],
])('refuses %s', async (_, file, reason) => {
  expect(await refusal(unzip(file, bounds))).toBe(reason)
})

it('refuses what is encrypted, in the old way and the strong one', async () => {
  const file = await packed({ a: 'secret' })
  const flag = (bits: number) =>
    altered(file, (directory, copy) => copy.writeUInt16LE(0x0800 | bits, directory + 8))
  expect(await refusal(unzip(flag(0), bounds))).toBe('taken')
  expect(await refusal(unzip(flag(0x01), bounds))).toBe('encrypted')
  expect(await refusal(unzip(flag(0x41), bounds))).toBe('encrypted')
})

it.each<[string, (directory: number, copy: Buffer) => void]>([
  ['a wrong sum', (directory, copy) => copy.writeUInt32LE(1, directory + 16)],
  ['a wrong size', (directory, copy) => copy.writeUInt32LE(1, directory + 24)],
  ['a method that nobody uses', (directory, copy) => copy.writeUInt16LE(14, directory + 10)],
  ['a place outside the file', (directory, copy) => copy.writeUInt32LE(99_999, directory + 42)],
  ['damaged bytes', (_, copy) => copy.fill(0xff, 32, 40)],
])('refuses %s as broken', async (_, change) => {
  const file = altered(await packed({ a: 'Кръгла маса '.repeat(50) }), change)
  expect(await refusal(contentOf(file, 'a'))).toBe('broken')
})

it('refuses two entries of one name: programs differ in which they show', async () => {
  const content = Buffer.from('x')
  const twice = Buffer.concat(
    await Array.fromAsync(
      zip(
        [
          { name: 'a', content },
          { name: 'a', content },
        ],
        at,
      ),
    ),
  )
  expect(await refusal(unzip(twice, bounds))).toBe('broken')
})

it('reads no further than what is asked for', async () => {
  const noise = Buffer.from(Array.from({ length: 600_000 }, (_, index) => (index * 7919) % 251))
  expect(deflateRawSync(noise).length).toBeGreaterThan(1000)
  const file = await packed({ noise, note: 'short' })
  const entries = await unzip(file, { ...bounds, totalBytes: 10 })
  expect(await contentOf(file, 'note', { ...bounds, totalBytes: 10 })).toBe('short')
  expect(entries.size).toBe(2)
})
