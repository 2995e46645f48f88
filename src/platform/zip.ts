/** A ZIP archive written as it is read (APPNOTE 6.3, without encryption and ZIP64). */
import { pipeline } from 'node:stream'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

/** `content` in one piece, or in chunks whose sum is not known beforehand. */
export type ZipEntry = { name: string; content: Buffer | AsyncIterable<Buffer> }

type Written = { name: Buffer; flags: number; crc: number; packed: number; size: number; offset: number }

/** Names are UTF-8; where sizes follow the content (a data descriptor), a second flag says so (4.4.4). */
const utf8 = 0x0800
const descriptorFollows = 0x0008
const version = 20
const deflated = 8
const largest = 0xffffffff

/** `at` is the time of every entry, shown in UTC. Throws a RangeError past 4 GiB, which needs ZIP64. */
export async function* zip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Buffer> {
  const directory: Written[] = []
  let offset = 0
  for await (const entry of entries) {
    for await (const chunk of writeEntry(entry, offset, at, directory)) {
      offset += chunk.length
      yield chunk
    }
  }
  yield closing(directory, offset, at)
}

async function* writeEntry(
  entry: ZipEntry,
  offset: number,
  at: Date,
  directory: Written[],
): AsyncGenerator<Buffer> {
  const written = { name: Buffer.from(entry.name), flags: utf8, crc: 0, packed: 0, size: 0, offset }
  directory.push(written)
  if (Buffer.isBuffer(entry.content)) {
    const body = deflateRawSync(entry.content)
    Object.assign(written, { crc: crc32(entry.content), packed: body.length, size: entry.content.length })
    yield Buffer.concat([localHeader(written, at), body])
    return
  }
  written.flags |= descriptorFollows
  yield localHeader(written, at)
  yield* deflate(entry.content, written)
  yield descriptor(written)
}

/**
 * Level 3 keeps pace with the rows of a sheet; 6 takes half as long again for a tenth less. A quarter of a megabyte
 * may wait, so that the next rows are made while the last are packed.
 */
const packing = { level: 3, writableHighWaterMark: 256 * 1024, chunkSize: 64 * 1024 }

/** Compresses on the thread pool; the sums are in `written` when it has ended. */
async function* deflate(content: AsyncIterable<Buffer>, written: Written): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw(packing)
  // The callback may stay empty: an error destroys the packer, and with it the loop below.
  pipeline(counted(content, written), packer, () => {})
  for await (const chunk of packer) {
    written.packed += chunk.length
    yield chunk
  }
}

async function* counted(content: AsyncIterable<Buffer>, written: Written): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    written.crc = crc32(chunk, written.crc)
    written.size += chunk.length
    yield chunk
  }
}

function localHeader(entry: Written, at: Date): Buffer {
  const fixed = Buffer.alloc(30)
  fixed.writeUInt32LE(0x04034b50, 0)
  fixed.writeUInt16LE(version, 4)
  writeShared(fixed, 6, entry, at)
  return Buffer.concat([fixed, entry.name])
}

function directoryHeader(entry: Written, at: Date): Buffer {
  const fixed = Buffer.alloc(46)
  fixed.writeUInt32LE(0x02014b50, 0)
  fixed.writeUInt16LE(version, 4)
  fixed.writeUInt16LE(version, 6)
  writeShared(fixed, 8, entry, at)
  fixed.writeUInt32LE(entry.offset, 42)
  return Buffer.concat([fixed, entry.name])
}

/** The fields that both headers hold in the same order: flags, method, time, date, CRC, sizes, length of the name. */
function writeShared(header: Buffer, from: number, entry: Written, at: Date): void {
  header.writeUInt16LE(entry.flags, from)
  header.writeUInt16LE(deflated, from + 2)
  header.writeUInt32LE(dosTime(at), from + 4)
  header.writeUInt32LE(entry.crc, from + 8)
  header.writeUInt32LE(entry.packed, from + 12)
  header.writeUInt32LE(entry.size, from + 16)
  header.writeUInt16LE(entry.name.length, from + 20)
}

function descriptor(entry: Written): Buffer {
  if (entry.packed > largest || entry.size > largest) throw new RangeError('a ZIP entry larger than 4 GiB')
  const fields = Buffer.alloc(16)
  fields.writeUInt32LE(0x08074b50, 0)
  fields.writeUInt32LE(entry.crc, 4)
  fields.writeUInt32LE(entry.packed, 8)
  fields.writeUInt32LE(entry.size, 12)
  return fields
}

function closing(directory: readonly Written[], offset: number, at: Date): Buffer {
  if (offset > largest) throw new RangeError('a ZIP archive larger than 4 GiB')
  const headers = Buffer.concat(directory.map((entry) => directoryHeader(entry, at)))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(headers.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([headers, end])
}

/** Seconds in twos, from the low bits up; the year counts from 1980 (4.4.6). */
function dosTime(at: Date): number {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const date =
    (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return date * 0x10000 + time
}
