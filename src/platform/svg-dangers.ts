/**
 * What a drawing has no need of and a page must not get. The text is searched as it stands, comments and
 * all: refusing a harmless drawing that merely speaks of scripts is the cheaper mistake.
 */
const dangers: readonly [what: string, pattern: RegExp][] = [
  ['a script', /<\s*([\w-]{1,40}:)?script/i],
  ['a foreign object', /<\s*([\w-]{1,40}:)?foreignObject/i],
  ['an embedded page', /<\s*([\w-]{1,40}:)?(iframe|embed|object|handler|listener|audio|video)\b/i],
  ['an event handler', /[\s"'/]on[a-z]{2,40}\s*=/i],
  [
    'a reference to another place',
    /\b(href|src)\s*=\s*(?!["']\s*#|["']\s*data:image\/(png|jpe?g|gif|webp)[;,])/i,
  ],
  ['a reference that changes', /attributeName\s*=\s*["']?\s*([\w-]{1,40}:)?(href|on)/i],
  ['a style that fetches', /@import|url\s*\(\s*(?!["']?\s*#)|image-set\s*\(/i],
  ['an entity', /<!ENTITY|<!DOCTYPE[^>]{0,500}\[/i],
  ['a style sheet of another file', /<\?xml-stylesheet/i],
  ['an encoding other than UTF-8', /<\?xml[^>]{0,200}encoding\s*=\s*["'](?!utf-8["'])/i],
]

/** Names everything in an SVG that could run, fetch or hide something; an empty list says it is only a drawing. */
export function svgDangers(svg: string): string[] {
  const found = dangers.filter(([, pattern]) => pattern.test(svg)).map(([what]) => what)
  // With a backslash CSS can spell any word so that nobody finds it.
  return svg.includes('\\') && /style/i.test(svg) ? [...found, 'a style that is disguised'] : found
}
