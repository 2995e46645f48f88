/** A strict reader of the ZIP files that we write: by the directory at the end, every sum compared. */
import { crc32, inflateRawSync } from 'node:zlib'

export function readZip(file: Buffer): Map<string, string> {
  const end = file.length - 22
  if (file.readUInt32LE(end) !== 0x06054b50) throw new Error('No end of directory')
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  const entries = new Map<string, string>()
  for (let index = 0; index < count; index += 1) {
    if (file.readUInt32LE(at) !== 0x02014b50) throw new Error('No directory header')
    const length = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + length)
    entries.set(name, contentOf(file, at, name))
    at += 46 + length
  }
  if (at !== end) throw new Error('Something between the directory and its end')
  return entries
}

function contentOf(file: Buffer, header: number, name: string): string {
  const [crc, packed, size] = [16, 20, 24].map((field) => file.readUInt32LE(header + field))
  const local = file.readUInt32LE(header + 42)
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
  const content = inflateRawSync(file.subarray(start, start + (packed ?? 0)))
  if (file.readUInt32LE(local) !== 0x04034b50) throw new Error(`${name} is not where it should be`)
  if (content.length !== size || crc32(content) !== crc) throw new Error(`${name} is damaged`)
  return content.toString('utf8')
}
