import type { z } from 'zod'
import type { Mistake, Path } from './mistake.ts'
import { shown, writtenPath } from './mistake.ts'

type Issue = z.core.$ZodIssue

/** What a schema of `file-fields` found wrong in `value`, in sentences; at most one for each place. */
export function shapeMistakes(issues: readonly Issue[], value: unknown): Mistake[] {
  const byPlace = new Map<string, Mistake>()
  for (const mistake of issues.flatMap((issue) => mistakesOf(issue, [], value))) {
    const place = writtenPath(mistake.path)
    if (!byPlace.has(place)) byPlace.set(place, mistake)
  }
  return [...byPlace.values()]
}

function mistakesOf(issue: Issue, under: Path, root: unknown): Mistake[] {
  const path = [...under, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], cause: unknownKey(key, issue.message) }))
  if (issue.code === 'invalid_key')
    return [{ path, cause: `${shown(path.at(-1))} is not ${issue.issues[0]?.message ?? issue.message}` }]
  const value = valueAt(root, path)
  if (issue.code === 'invalid_union') {
    const branch = branchFor(issue.errors, value)
    if (branch !== undefined) return branch.flatMap((nested) => mistakesOf(nested, path, root))
  }
  const cause =
    value === undefined ? `missing; expected ${issue.message}` : `${shown(value)} is not ${issue.message}`
  return [{ path, cause }]
}

/** Of the ways a union may be written, the one that was begun: its mistakes are those worth telling. */
function branchFor(branches: Issue[][], value: unknown): Issue[] | undefined {
  if (value === undefined) return undefined
  return branches.find((issues) =>
    issues.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
  )
}

function unknownKey(key: string, known: string): string {
  const near = known
    .split(', ')
    .map((name) => ({ name, far: distance(key.toLowerCase(), name) }))
    .filter(({ name, far }) => far <= (name.length > 4 ? 2 : 1))
    .sort((one, other) => one.far - other.far)[0]
  return near === undefined
    ? `unknown key; the keys here are ${known}`
    : `unknown key; did you mean "${near.name}"?`
}

/** How many letters have to be put in, taken out or changed to make one word of the other (Levenshtein). */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 2) return 3
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...to].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined
  }
  return value
}
