/** What is wrong in an event file, and how it is told. */

export type Path = readonly (string | number)[]

export type Mistake = { path: Path; cause: string; line?: number | undefined }

/** A mistake and the file it is in; `path` as people read it, `events[0].agenda[2].starts`. */
export type Problem = { file: string; path: string; cause: string; line?: number | undefined }

const wholeFile = '(file)'

/** One line, `FILE: PATH: what is wrong (line 12)`. */
export function describeProblem({ file, path, cause, line }: Problem): string {
  return `${file}: ${path}: ${cause}${line === undefined ? '' : ` (line ${line})`}`
}

export function writtenPath(path: Path): string {
  const parts = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : key(part, index)))
  return parts.join('') || wholeFile
}

/** The same on one line, with what a terminal would not show, or would obey, written out: `\\u001b`. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The value in words short enough for one line. */
export function shown(value: unknown): string {
  if (value === null) return 'an empty value'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  const written = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return written.length <= 80 ? written : `${written.slice(0, 60)}…${written.slice(-1)}`
}

function key(part: string, index: number): string {
  if (!/^[\p{L}\p{N}_-]+$/u.test(part)) return `[${shown(part)}]`
  return index === 0 ? part : `.${part}`
}
