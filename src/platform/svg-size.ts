/** What an SVG says of its own size: of its picture, and of the work that drawing it takes. */

/** Width by height in the units of the drawing; null when it says nothing that helps. */
export function svgSize(svg: string): { width: number; height: number } | null {
  const [root = ''] = /<svg\b[^<>]*>/i.exec(svg) ?? []
  const [, , width, height] = numbersIn(attributeOf(root, 'viewBox'))
  return (
    sized(width, height) ??
    sized(numbersIn(attributeOf(root, 'width'))[0], numbersIn(attributeOf(root, 'height'))[0])
  )
}

function sized(width = 0, height = 0): { width: number; height: number } | null {
  return width > 0 && height > 0 && width < 1e6 && height < 1e6 ? { width, height } : null
}

function numbersIn(text: string): number[] {
  return (text.match(/-?\d+(\.\d+)?(e-?\d+)?/gi) ?? []).map(Number)
}

function attributeOf(tag: string, name: string): string {
  const [, , value = ''] = new RegExp(`\\s${name}\\s*=\\s*(["'])([^"']*)\\1`, 'i').exec(tag) ?? []
  return value
}

/** More copies than any logo is made of, and deeper than any is built */
const mostCopies = 5000
const deepest = 200

/**
 * Whether `<use>` makes more copies than a browser should draw: each level that uses the one before it twice doubles
 * them, so some lines can ask for a million. One that uses itself, or is nested beyond reason, counts as endless.
 */
export function multipliesItself(svg: string): boolean {
  const uses = usesById(svg)
  return uses === null || copiesOf('', uses, new Map(), new Set()) > mostCopies
}

type Uses = ReadonlyMap<string, readonly string[]>

function copiesOf(id: string, uses: Uses, counted: Map<string, number>, above: ReadonlySet<string>): number {
  if (above.has(id) || above.size > deepest) return Number.POSITIVE_INFINITY
  const known = counted.get(id)
  if (known !== undefined) return known
  const inside = new Set([...above, id])
  let copies = 0
  for (const target of uses.get(id) ?? []) {
    copies += 1 + copiesOf(target, uses, counted, inside)
    if (copies > mostCopies) break
  }
  counted.set(id, copies)
  return copies
}

/**
 * No `<` inside: else a file of nothing but beginnings would be read once for each. A name ends where nothing of a name
 * follows: else one without an end would be tried at each of its lengths.
 */
const tags = /<(\/?)([a-z][\w:.-]*)(?![\w:.-])(?:"[^"]*"|'[^']*'|[^<>"'])*>/gi

/** What each named element uses, itself or something in it; under the empty name, the whole drawing. Null: too deep. */
function usesById(svg: string): Map<string, string[]> | null {
  const uses = new Map<string, string[]>()
  const open: string[] = ['']
  for (const [tag, isEnd, name = ''] of svg.matchAll(tags)) {
    if (isEnd !== '') {
      if (open.length > 1) open.pop()
      continue
    }
    const target = attributeOf(tag, '(?:xlink:)?href').trim()
    if (/^(\w+:)?use$/i.test(name) && target.startsWith('#')) note(uses, open, target.slice(1))
    if (!tag.endsWith('/>')) open.push(attributeOf(tag, 'id'))
    if (open.length > deepest) return null
  }
  return uses
}

function note(uses: Map<string, string[]>, open: readonly string[], target: string): void {
  for (const id of new Set(open.filter((one, i) => i === 0 || one !== ''))) {
    const known = uses.get(id)
    if (known === undefined) uses.set(id, [target])
    else known.push(target)
  }
}
