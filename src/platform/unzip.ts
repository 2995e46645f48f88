/**
 * Reads ZIP archives that anybody may have made (APPNOTE 6.3). What headers say of sizes is not believed: bytes are
 * counted while they are inflated, so that entries that overlap or lie about themselves cost no more than the bounds.
 */
import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'

export type UnzipBounds = {
  entries: number
  /** Of one entry, inflated */
  entryBytes: number
  /** Of all that is read out of the archive, inflated */
  totalBytes: number
}

export type UnzipReason = 'not-a-zip' | 'broken' | 'encrypted' | 'too-many' | 'too-large'

/** What `unzip` and the reading of an entry throw for a file that is not taken; all else is a fault of ours. */
export class UnzipRefused extends Error {
  readonly reason: UnzipReason

  constructor(reason: UnzipReason, cause?: unknown) {
    super(`The archive is ${reason}`, { cause })
    this.reason = reason
  }
}

export type ZipContent = {
  name: string
  /** Inflates as it is read; throws `UnzipRefused` past the bounds or where a sum is wrong. */
  chunks(): AsyncGenerator<Buffer>
}

const stored = 0
const deflated = 8

/** The entries by name, folders left out; nothing is inflated yet. Two entries of one name are refused as broken. */
export async function unzip(file: Buffer, bounds: UnzipBounds): Promise<ReadonlyMap<string, ZipContent>> {
  const archive = await open(file)
  if (archive.entryCount > bounds.entries) throw new UnzipRefused('too-many')
  const entries = new Map<string, ZipContent>()
  const read = { bytes: 0 }
  for (const entry of await directory(archive)) {
    if (entry.fileName.endsWith('/')) continue
    if (entry.isEncrypted()) throw new UnzipRefused('encrypted')
    if (entries.has(entry.fileName)) throw new UnzipRefused('broken')
    const chunks = () => content(archive, entry, bounds, read)
    entries.set(entry.fileName, { name: entry.fileName, chunks })
  }
  return entries
}

async function open(file: Buffer): Promise<ZipFile> {
  // A part of a file that was cut off still begins as a ZIP does.
  const signature = file.length >= 4 ? file.readUInt32LE(0) : 0
  if (signature !== 0x04034b50 && signature !== 0x06054b50) throw new UnzipRefused('not-a-zip')
  try {
    return await fromBufferPromise(file)
  } catch (cause) {
    throw new UnzipRefused('broken', cause)
  }
}

async function directory(archive: ZipFile): Promise<Entry[]> {
  try {
    return await Array.fromAsync(archive.eachEntry())
  } catch (cause) {
    const isEncrypted = cause instanceof Error && cause.message.includes('encryption')
    throw new UnzipRefused(isEncrypted ? 'encrypted' : 'broken', cause)
  }
}

async function* content(
  archive: ZipFile,
  entry: Entry,
  bounds: UnzipBounds,
  read: { bytes: number },
): AsyncGenerator<Buffer> {
  let sum = 0
  let size = 0
  for await (const chunk of inflated(archive, entry)) {
    size += chunk.length
    read.bytes += chunk.length
    if (size > bounds.entryBytes || read.bytes > bounds.totalBytes) throw new UnzipRefused('too-large')
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new UnzipRefused('broken')
}

async function* inflated(archive: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated)
    throw new UnzipRefused('broken')
  try {
    const packed = await archive.openReadStreamPromise(entry, { decodeFileData: false })
    if (entry.compressionMethod === stored) return yield* packed
    const inflater = createInflateRaw({ chunkSize: 64 * 1024 })
    // The callback may stay empty: an error destroys the inflater, and with it the loop over it.
    pipeline(packed, inflater, () => {})
    yield* inflater
  } catch (cause) {
    throw new UnzipRefused('broken', cause)
  }
}
