import { multipliesItself } from './svg-size.ts'

/**
 * What a drawing has no need of and a page must not get. The text is searched as it stands, comments and
 * all: refusing a harmless drawing that merely speaks of scripts is the cheaper mistake.
 */
const dangers: readonly [what: string, pattern: RegExp][] = [
  ['a script', /<\s*([^\s<>:]+:)?script/i],
  ['a foreign object', /<\s*([^\s<>:]+:)?foreignObject/i],
  ['an embedded page', /<\s*([^\s<>:]+:)?(iframe|embed|object|handler|listener|audio|video)\b/i],
  ['an event handler', /[\s"'/]on[a-z]{2,40}\s*=/i],
  [
    'a reference to another place',
    /\b(href|src)\s*=\s*(?!["']\s*#|["']\s*data:image\/(png|jpe?g|gif|webp)[;,])/i,
  ],
  ['a reference that changes', /attributeName\s*=\s*(?:["']\s*)?([^\s"'<>:]{1,200}:)?(href|on)/i],
  ['a style that fetches', /@import|url\s*\((?!\s*(?:["']\s*)?#)|image-set\s*\(/i],
  ['an entity', /<!ENTITY|<!DOCTYPE[^>]{0,500}\[/i],
  ['a style sheet of another file', /<\?xml-stylesheet/i],
  ['an encoding other than UTF-8', /<\?xml[^>]{0,200}encoding\s*=\s*["'](?!utf-8["'])/i],
]

/** Names everything in an SVG that could run, fetch or hide something; an empty list says it is only a drawing. */
export function svgDangers(svg: string): string[] {
  const text = spelledOut(svg)
  const found = dangers.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)
  if (multipliesItself(text)) found.push('copies of copies without end')
  // With a backslash CSS can spell any word so that nobody finds it.
  return text.includes('\\') && /style/i.test(text) ? [...found, 'a style that is disguised'] : found
}

/** `&#104;ref` is `href` to whoever reads XML; letters are all that words are made of. */
function spelledOut(svg: string): string {
  return svg.replace(/&#(?:x0*([0-9a-f]{1,2})|0*(\d{1,3}));/gi, (_sign, hex: string, decimal: string) =>
    String.fromCharCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
  )
}
