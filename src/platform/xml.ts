/** XML written as text; escaping happens here and nowhere else. */
import { cleanLines } from './text.ts'

/** Attributes and children that are undefined are left out. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>

/** A piece of finished XML, told apart from text that has yet to be escaped. */
export type XmlElement = { readonly xml: string }
export type XmlChild = XmlElement | string | undefined

const longestText = 20_000

/** `<name attributes>children</name>`; strings among the children are text. */
export function element(name: string, attributes: XmlAttributes, ...children: XmlChild[]): XmlElement {
  const written = Object.entries(attributes).map(([key, value]) => attribute(key, value))
  const inside = children.map((child) =>
    typeof child === 'string' ? escapedText(child) : (child?.xml ?? ''),
  )
  const start = `<${name}${written.join('')}`
  return { xml: inside.length === 0 ? `${start}/>` : `${start}>${inside.join('')}</${name}>` }
}

/** A whole document in UTF-8. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.xml}\n`
}

function attribute(key: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${key}="${escapedText(value)}"`
}

/** Cleaned too: most control characters cannot stand in XML at all, escaped or not (XML 1.0, 2.2). */
function escapedText(text: string): string {
  return cleanLines(text, longestText)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
