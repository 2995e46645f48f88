/** The words of a Word document (ECMA-376, WordprocessingML): paragraphs, tables and line breaks, nothing else. */
import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes'
import { UnzipRefused, unzip, type ZipContent } from './unzip.ts'

export type DocxReason = 'broken' | 'encrypted' | 'macro' | 'too-large' | 'no-document'

const megabyte = 1024 * 1024
/** A document of words alone is a hundredth of it; pictures are never inflated. */
const bounds = { entries: 2000, entryBytes: 16 * megabyte, totalBytes: 16 * megabyte }
/** Word nests some thirty deep. */
const deepest = 200

/** A document's text, at most `mostCharacters` long. What is refused costs no more than the bounds. */
export async function docxText(
  file: Buffer,
  mostCharacters: number,
): Promise<{ text: string } | { refused: DocxReason }> {
  try {
    const entries = await unzip(file, bounds)
    const main = [...entries.values()].find(({ name }) => /^word\/document\d*\.xml$/.test(name))
    if ([...entries.keys()].some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) return { refused: 'macro' }
    if (main === undefined) return { refused: 'no-document' }
    return { text: await words(main, mostCharacters) }
  } catch (error) {
    return { refused: reasonOf(error) }
  }
}

function reasonOf(error: unknown): DocxReason {
  if (error instanceof Unreadable) return error.reason
  if (!(error instanceof UnzipRefused)) throw error
  if (error.reason === 'too-many') return 'too-large'
  return error.reason === 'not-a-zip' ? 'broken' : error.reason
}

class Unreadable extends Error {
  readonly reason: 'broken' | 'too-large'

  constructor(reason: 'broken' | 'too-large', cause?: unknown) {
    super(`The document is ${reason}`, { cause })
    this.reason = reason
  }
}

async function words(main: ZipContent, mostCharacters: number): Promise<string> {
  const sheet = new Sheet(mostCharacters)
  const parser = new SaxesParser()
  let depth = 0
  // Entities are declared there, and Word declares none.
  parser.on('doctype', () => refuse('broken'))
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > deepest) refuse('broken')
    sheet.open(tag)
  })
  parser.on('text', (text) => sheet.write(text))
  parser.on('closetag', (tag) => {
    depth -= 1
    sheet.close(tag.name)
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of main.chunks()) feed(parser, () => decoder.decode(chunk, { stream: true }))
  feed(parser, () => decoder.decode())
  feed(parser, () => null)
  return sheet.text()
}

function refuse(reason: 'broken' | 'too-large'): never {
  throw new Unreadable(reason)
}

/** saxes throws plain errors, and so does a decoder for bytes that are no UTF-8. */
function feed(parser: SaxesParser, next: () => string | null): void {
  try {
    const part = next()
    if (part === null) parser.close()
    else parser.write(part)
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable('broken', error)
  }
}

type Attributes = Record<string, SaxesAttributePlain | string>

/** Gathers the text; the rows of a table, in which cells of one line stand beside each other, one inside another. */
class Sheet {
  readonly #most: number
  #written = 0
  #isText = false
  /** Deep inside what is a copy of something else, or was taken out */
  #skipped = 0
  /** The document, then a cell of each open table */
  readonly #holders: string[][] = [[]]
  readonly #rows: string[][] = []

  constructor(most: number) {
    this.#most = most
  }

  open({ name }: SaxesTagPlain & { attributes: Attributes }): void {
    if (this.#skipped > 0 || skippedTags.has(name)) this.#skipped += 1
    else if (name === 'w:t' || name === 'a:t') this.#isText = true
    else if (name in marks) this.#add(marks[name] ?? '')
    else if (name === 'w:tr') this.#rows.push([])
    else if (name === 'w:tc') this.#holders.push([])
  }

  write(text: string): void {
    if (this.#isText && this.#skipped === 0) this.#add(text)
  }

  close(name: string): void {
    if (this.#skipped > 0) this.#skipped -= 1
    else if (name === 'w:t' || name === 'a:t') this.#isText = false
    else if (name === 'w:p') this.#add('\n')
    else if (name === 'w:tc') this.#rows.at(-1)?.push((this.#holders.pop() ?? []).join('').trim())
    else if (name === 'w:tr') this.#closeRow()
  }

  text(): string {
    return this.#holders.flat().join('').trim()
  }

  #closeRow(): void {
    const cells = (this.#rows.pop() ?? []).filter((cell) => cell !== '')
    const isPlain = cells.every((cell) => !cell.includes('\n'))
    this.#holders.at(-1)?.push(`${cells.join(isPlain ? ' ' : '\n')}\n`)
  }

  #add(text: string): void {
    this.#written += text.length
    if (this.#written > this.#most) refuse('too-large')
    this.#holders.at(-1)?.push(text)
  }
}

const marks: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
}
const skippedTags = new Set(['mc:Fallback', 'w:del', 'w:moveFrom', 'w:pPr', 'w:rPr'])
