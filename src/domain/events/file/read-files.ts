import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import type { Mistake } from './mistake.ts'
import type { Source } from './source.ts'
import { parseJson, parseYaml } from './source.ts'

const mostBytes = 16 * 1024 * 1024

export type ReadFile = { file: string; source: Source } | { file: string; mistakes: Mistake[] }

/** Reads and parses one event file; `prepare` may change its text before it is parsed. */
export async function readEventFile(file: string, prepare = (text: string) => text): Promise<ReadFile> {
  const bytes = await readBounded(file)
  if (typeof bytes === 'string') return { file, mistakes: [{ path: [], cause: bytes }] }
  const decoded = decode(bytes)
  if ('cause' in decoded) return { file, mistakes: [{ path: [], ...decoded }] }
  const text = prepare(decoded.text)
  const parsed = /\.json$/i.test(file) ? parseJson(text) : parseYaml(text)
  return 'mistakes' in parsed ? { file, mistakes: parsed.mistakes } : { file, source: parsed }
}

/** The bytes of a file, or why there are none. */
export async function readBounded(path: string, most = mostBytes): Promise<Buffer | string> {
  try {
    const handle = await open(path)
    try {
      const { size } = await handle.stat()
      return size > most ? `has ${size} bytes, at most ${most} are taken` : await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    return whyUnreadable(error)
  }
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file'
  if (code === 'EISDIR') return 'is a folder, not a file'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: permission denied'
  throw error
}

function decode(bytes: Buffer): { text: string } | { cause: string } {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { cause: 'is written in UTF-16; save it as UTF-8' }
  if (!isUtf8(bytes))
    return { cause: `is not UTF-8 from line ${firstBrokenLine(bytes)} on; save it as UTF-8` }
  if (bytes.includes(0)) return { cause: 'holds zero bytes: is this a text file?' }
  return { text: new TextDecoder().decode(bytes) } // takes a byte order mark away
}

function firstBrokenLine(bytes: Buffer): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start)
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) break
    start = end + 1
  }
  return line
}
