/** XML from anybody, read as it comes: no document type, so no entities of its own, and nothing nested without end. */
import { SaxesParser } from 'saxes'

export type Attributes = Readonly<Record<string, string>>

export type XmlReader = {
  /** Names come without their prefix. */
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

export class XmlRefused extends Error {}

const deepest = 64

/** Throws `XmlRefused` for what is not well formed or not harmless. */
export async function readXml(chunks: AsyncIterable<Buffer>, reader: XmlReader): Promise<void> {
  const parser = listening(reader)
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }))
  parser.write(decoder.decode()).close()
}

function listening(reader: XmlReader): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  parser.on('error', (cause) => {
    throw new XmlRefused('not well formed', { cause })
  })
  parser.on('doctype', () => {
    throw new XmlRefused('has a document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > deepest) throw new XmlRefused('nested too deep')
    reader.open?.(local(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    reader.close?.(local(name))
  })
  if (reader.text !== undefined) {
    const take = reader.text
    parser.on('text', (text) => take(text))
    parser.on('cdata', (text) => take(text))
  }
  return parser
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}
