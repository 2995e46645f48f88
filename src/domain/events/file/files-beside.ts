import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { mediaTypeOf } from '../../../platform/media-type.ts'
import { pictureProblem } from '../../../platform/small-picture.ts'
import type { Mistake, Path } from './mistake.ts'
import { readBounded } from './read-files.ts'

/** A file that an event or project file names: `path` is the place where it does. */
export type NamedFile = { path: Path; name: string; picture: boolean }

export type FileBeside = { name: string; mediaType: string; sha256: string; body: Buffer }

const mostBytes = 20 * 1024 * 1024

/** Reads the named files, which lie in the folder of `eventFile` itself, and looks at what they hold. */
export async function readFilesBeside(
  eventFile: string,
  named: readonly NamedFile[],
): Promise<{ files: FileBeside[]; mistakes: Mistake[]; notices: string[] }> {
  const files = new Map<string, FileBeside>()
  const mistakes: Mistake[] = []
  const notices: string[] = []
  for (const { path, name, picture } of named) {
    const read = files.get(name) ?? (await readFileBeside(dirname(eventFile), name))
    if (typeof read === 'string') mistakes.push({ path, cause: `"${name}" ${read}` })
    else {
      const looked = picture ? await lookAt(read) : {}
      if (looked.mistake !== undefined) mistakes.push({ path, cause: `"${name}" ${looked.mistake}` })
      else files.set(name, read)
      if (looked.notice !== undefined) notices.push(`"${name}" ${looked.notice}`)
    }
  }
  return { files: [...files.values()], mistakes, notices }
}

/** Whether a page can show it: it is decoded once, within bounds. What no program can read is only told. */
async function lookAt({ mediaType, body }: FileBeside): Promise<{ mistake?: string; notice?: string }> {
  if (!mediaType.startsWith('image/')) return { mistake: `is no picture, but ${mediaType}` }
  const problem = mediaType === 'image/svg+xml' ? null : await pictureProblem(body)
  if (problem === 'too large') return { mistake: 'has too many pixels: at most 40 million are taken' }
  return problem === null ? {} : { notice: 'is broken, or cut short: pages leave its place empty' }
}

async function readFileBeside(folder: string, name: string): Promise<FileBeside | string> {
  const path = join(folder, name)
  if (!(await liesIn(folder, path))) return 'does not lie beside this file: its link leads elsewhere'
  const body = await readBounded(path, mostBytes)
  if (typeof body === 'string') return body
  const read = mediaTypeOf(name, body)
  if ('problem' in read) return read.problem
  return { name, mediaType: read.mediaType, sha256: createHash('sha256').update(body).digest('hex'), body }
}

/** Whether the file is really there, and no symbolic link to something that the importer may read and others may not. */
async function liesIn(folder: string, path: string): Promise<boolean> {
  try {
    return (await realpath(path)) === join(await realpath(folder), basename(path))
  } catch {
    return true // it is missing, which reading it will tell
  }
}
