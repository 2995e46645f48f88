/** A small strict reader of XML: throws for anything that is not well formed. No doctype, comments or CDATA. */
export type ReadElement = {
  name: string
  attributes: Record<string, string>
  children: (ReadElement | string)[]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const token = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
const attribute = /([\w:.-]+)="([^"]*)"/g

export function readXml(source: string): ReadElement {
  const document: ReadElement = { name: '#document', attributes: {}, children: [] }
  const open: ReadElement[] = [document]
  const body = source.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/, '').trimEnd()
  token.lastIndex = 0
  while (token.lastIndex < body.length) {
    const at = token.lastIndex
    const found = token.exec(body)
    if (!found) throw new Error(`Not well formed at ${at}: ${body.slice(at, at + 40)}`)
    take(found, open)
  }
  const [root, ...more] = document.children
  if (open.length !== 1 || typeof root !== 'object' || more.length > 0)
    throw new Error('Not one root element')
  return root
}

function take(
  [, closing, name = '', attributes = '', empty, text]: RegExpExecArray,
  open: ReadElement[],
): void {
  const parent = open.at(-1)
  if (!parent) throw new Error('Text after the end')
  if (text !== undefined) parent.children.push(decoded(text))
  else if (closing && open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
  else if (!closing) {
    const pairs = [...attributes.matchAll(attribute)].map(([, key = '', value = '']) => [key, decoded(value)])
    const made: ReadElement = { name, attributes: Object.fromEntries(pairs), children: [] }
    parent.children.push(made)
    if (!empty) open.push(made)
  }
}

function decoded(text: string): string {
  // XML 1.0, production 2: what cannot stand in a document at all.
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    throw new Error('Not a character of XML')
  return text.replace(/&(\w*;?)/g, (_, name: string) => {
    const found = entities[name.replace(/;$/, '')]
    if (found === undefined || !name.endsWith(';')) throw new Error(`&${name} is no entity`)
    return found
  })
}
