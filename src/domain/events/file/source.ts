/** The text of an event file as plain values, with the place in the text that each came from. */
import type { Document } from 'yaml'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Mistake, Path } from './mistake.ts'
import { isNumber } from './number-keys.ts'
import { plainValue } from './plain-value.ts'

export type Source = {
  value: unknown
  /** The line, from 1, where the value at `path` (or what should hold it) begins. */
  lineAt(path: Path): number | undefined
}

type Parsed = Source | { mistakes: Mistake[] }

export function parseJson(text: string): Parsed {
  try {
    JSON.parse(text)
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).replace(/\s+/g, ' ')
    return { mistakes: [{ path: [], cause: `is not JSON: ${reason}` }] }
  }
  return parseYaml(text) // JSON is YAML, and the YAML parser knows lines and keys that stand twice
}

export function parseYaml(text: string): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'core',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false, // told by `plainValue`, with the path
    resolveKnownTags: false,
  })
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0])
    return { mistakes: [{ path: [], cause: inWords(fault), line }] }
  }
  if (document.contents === null) return { mistakes: [{ path: [], cause: 'is empty' }] }
  return sourceOf(document, lines)
}

function inWords({ code, message }: { code: string; message: string }): string {
  const words: Record<string, string> = {
    TAB_AS_INDENT: 'a tab indents this line; YAML takes spaces only',
    MULTIPLE_DOCS: 'a second document begins (---); a file is one document, several events go under events:',
    BLOCK_AS_IMPLICIT_KEY: 'a colon with a space after it begins a key; put a text that holds one in quotes',
    BAD_SCALAR_START: `${message}; put the text in quotes`,
    RESOURCE_EXHAUSTION: 'is nested too deeply',
    TAG_RESOLVE_FAILED: `${message}; tags have no meaning here`,
  }
  return words[code] ?? message
}

function sourceOf(document: Document, lines: LineCounter): Parsed {
  const { value, mistakes } = plainValue(document, isNumber)
  if (mistakes.length > 0)
    return { mistakes: mistakes.map((each) => ({ ...each, line: lineOf(document, each.path, lines) })) }
  return {
    value,
    lineAt: (path) => lineOf(document, path, lines),
  }
}

function nodeAt(document: Document, path: Path): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true)
}

/** Where the value begins, or for one that is missing the nearest thing around it. */
function lineOf(document: Document, path: Path, lines: LineCounter): number | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const node = nodeAt(document, path.slice(0, depth))
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return undefined
}
