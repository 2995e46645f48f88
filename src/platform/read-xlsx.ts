/** Workbooks (ECMA-376) read as people see them: text as it stands, numbers and dates as shown, macros never run. */
import { type Sheet, type TableBounds, TableCount, TableRefused } from './table-file.ts'
import { UnzipRefused, unzip, type ZipContent } from './unzip.ts'
import { formatOf, type NumberFormat } from './xlsx-numbers.ts'
import { readRows } from './xlsx-rows.ts'
import { type Attributes, readXml, XmlRefused } from './xml-events.ts'

type Parts = ReadonlyMap<string, ZipContent>

/** Of the parts, inflated: a sheet of 50,000 full rows has some 60 MB. */
const zipBounds = { entries: 3000, entryBytes: 120_000_000, totalBytes: 200_000_000 }

/** The sheets that hold something, in their order; hidden ones last. */
export async function readXlsx(file: Buffer, bounds: TableBounds): Promise<Sheet[]> {
  try {
    const parts = await unzip(file, zipBounds)
    refuseOthers(parts)
    return await readSheets(parts, new TableCount(bounds))
  } catch (error) {
    throw refusalOf(error)
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof XmlRefused) return new TableRefused('broken', null, error)
  if (!(error instanceof UnzipRefused)) return error
  const { reason } = error
  if (reason === 'encrypted') return new TableRefused('locked', null, error)
  const isLarge = reason === 'too-large' || reason === 'too-many'
  return new TableRefused(isLarge ? 'too-large' : reason === 'broken' ? 'broken' : 'not-a-table', null, error)
}

/** Other archives, and workbooks that are kept in another way. */
function refuseOthers(parts: Parts): void {
  if (parts.has('xl/workbook.bin')) throw new TableRefused('binary-workbook')
  if (parts.has('xl/workbook.xml')) return
  throw new TableRefused(parts.has('content.xml') && parts.has('mimetype') ? 'open-document' : 'not-a-table')
}

async function readSheets(parts: Parts, count: TableCount): Promise<Sheet[]> {
  const book = await readBook(parts)
  const texts = await readSharedTexts(parts, count)
  const formats = await readFormats(parts)
  const sheets: Sheet[] = []
  for (const { name, path } of book.sheets) {
    const part = parts.get(path)
    if (part === undefined) continue
    const rows = await readRows(part.chunks(), { texts, formats, isEarly: book.isEarly }, count)
    if (rows.length > 0) sheets.push({ name, rows })
  }
  return sheets
}

type Named = { name: string; path: string; isHidden: boolean }

async function readBook(parts: Parts): Promise<{ sheets: readonly Named[]; isEarly: boolean }> {
  const targets = await readTargets(parts)
  const sheets: Named[] = []
  let isEarly = false
  await readPart(parts, 'xl/workbook.xml', (name, { name: title = '', state = 'visible', ...more }) => {
    if (name === 'workbookPr') isEarly = more.date1904 === '1' || more.date1904 === 'true'
    const relation = Object.entries(more).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
    const path = targets.get(relation)
    if (name === 'sheet' && path !== undefined)
      sheets.push({ name: title, path, isHidden: state !== 'visible' })
  })
  return { sheets: sheets.sort((a, b) => Number(a.isHidden) - Number(b.isHidden)).slice(0, 50), isEarly }
}

/** Where each sheet's part lies, by the name of its relation; sheets of charts have no rows. */
async function readTargets(parts: Parts): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  await readPart(parts, 'xl/_rels/workbook.xml.rels', (name, { Id = '', Target = '', Type = '' }) => {
    if (name === 'Relationship' && Type.endsWith('/worksheet'))
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
  })
  return targets
}

async function readSharedTexts(parts: Parts, count: TableCount): Promise<string[]> {
  const part = parts.get('xl/sharedStrings.xml')
  const texts: string[] = []
  if (part === undefined) return texts
  let text = ''
  let inside = ''
  await readXml(part.chunks(), {
    open(name) {
      if (name === 'si') text = ''
      // How East Asian words are read aloud stands beside them.
      if (name === 't' && inside !== 'rPh') inside = 't'
      if (name === 'rPh') inside = name
    },
    text(piece) {
      if (inside === 't') text += piece
    },
    close(name) {
      if (name === inside) inside = ''
      if (name !== 'si') return
      count.count(text)
      if (texts.length >= 2_000_000) throw new TableRefused('too-large')
      texts.push(text)
    },
  })
  return texts
}

/** How each style of a cell shows numbers. */
async function readFormats(parts: Parts): Promise<NumberFormat[]> {
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let inCells = false
  await readPart(parts, 'xl/styles.xml', (name, { numFmtId, formatCode = '' }) => {
    const id = Number(numFmtId)
    if (name === 'numFmt') codes.set(id, formatCode)
    if (name === 'cellXfs' || name === 'cellStyles') inCells = name === 'cellXfs'
    if (name === 'xf' && inCells && formats.length < 70_000) formats.push(formatOf(id, codes.get(id)))
  })
  return formats
}

async function readPart(
  parts: Parts,
  name: string,
  open: (name: string, attributes: Attributes) => void,
): Promise<void> {
  const part = parts.get(name)
  if (part !== undefined) await readXml(part.chunks(), { open })
}
