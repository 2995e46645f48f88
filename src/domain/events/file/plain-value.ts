import type { Document, Scalar } from 'yaml'
import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { Mistake, Path } from './mistake.ts'
import { shown } from './mistake.ts'

/** A few kilobytes of anchors can stand for billions of values; no event needs this many. */
const mostValues = 500_000
const deepest = 40

type Walk = { document: Document; isNumber: (path: Path) => boolean; mistakes: Mistake[]; left: number }

/**
 * The document as objects, lists and scalars, with what is wrong in any YAML: keys that stand twice,
 * anchors that explode. A number is kept as it is written (`0042`, `+359…`) unless `isNumber` says that
 * one belongs there: telephone numbers and titles lose nothing for want of quotes.
 */
export function plainValue(
  document: Document,
  isNumber: (path: Path) => boolean,
): { value: unknown; mistakes: Mistake[] } {
  const walk: Walk = { document, isNumber, mistakes: [], left: mostValues }
  const value = plain(document.contents, [], walk)
  if (walk.left < 0)
    walk.mistakes = [{ path: [], cause: `holds more than ${mostValues} values: do its anchors multiply?` }]
  return { value, mistakes: walk.mistakes }
}

function plain(node: unknown, path: Path, walk: Walk): unknown {
  walk.left -= 1
  if (walk.left < 0) return null
  if (path.length > deepest) return wrong(path, 'is nested too deeply', walk)
  if (isScalar(node)) return plainScalar(node, path, walk)
  if (isSeq(node)) return node.items.map((item, index) => plain(item, [...path, index], walk))
  if (isMap(node)) return plainMapping(node.items, path, walk)
  if (isAlias(node)) return plainAlias(node.resolve(walk.document), node.source, path, walk)
  return null // `key:` with nothing after it
}

function plainScalar({ value, source }: Scalar, path: Path, { isNumber }: Walk): unknown {
  return typeof value === 'number' && !isNumber(path) ? (source ?? value) : value
}

function plainAlias(target: unknown, name: string, path: Path, walk: Walk): unknown {
  if (target === undefined) return wrong(path, `nothing before it has the anchor &${name}`, walk)
  return plain(target, path, walk)
}

function plainMapping(pairs: readonly { key: unknown; value: unknown }[], path: Path, walk: Walk): unknown {
  const entries = new Map<string, unknown>()
  for (const pair of pairs) {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined
    if (key === undefined) wrong(path, 'a list or a mapping cannot be a key', walk)
    else if (key === '__proto__') wrong([...path, key], 'unknown key', walk)
    else if (entries.has(key)) wrong([...path, key], `the key ${shown(key)} stands twice`, walk)
    else entries.set(key, plain(pair.value, [...path, key], walk))
  }
  return Object.fromEntries(entries)
}

function wrong(path: Path, cause: string, walk: Walk): null {
  walk.mistakes.push({ path, cause })
  return null
}
