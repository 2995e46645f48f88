/** What a workbook of one sheet holds besides its rows: styles, the sheet's frame, the book, the file's properties. */
import { cellText } from './cells.ts'
import type { ZipEntry } from './zip.ts'

type Kind = 'text' | 'long-text' | 'number' | 'time'
type Columns = readonly { label: string; width: number; kind: Kind }[]
type Book = { name: string; title: string; columns: Columns; madeAt: Date }

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Places in `cellXfs` of the styles below */
const styles = { header: 1, text: 2, 'long-text': 3, number: 4, time: 5 } as const

export function styleOf(kind: Kind): number {
  return styles[kind]
}

/** 0 → A, 25 → Z, 26 → AA */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** The parts that do not depend on the rows. `[Content_Types].xml` is first: programs tell the format by it. */
export function fixedParts(book: Book): ZipEntry[] {
  return [
    { name: '[Content_Types].xml', content: contentTypes() },
    { name: '_rels/.rels', content: rootRelations() },
    { name: 'docProps/core.xml', content: properties(book) },
    { name: 'xl/_rels/workbook.xml.rels', content: workbookRelations() },
    { name: 'xl/styles.xml', content: stylesPart() },
  ]
}

/** From the beginning of the sheet to its header row, which stays in view. */
export function sheetStart(columns: Columns): string {
  const widths = columns.map(({ width, kind }, index) => {
    const place = `min="${index + 1}" max="${index + 1}"`
    return `<col ${place} width="${width}" style="${styleOf(kind)}" customWidth="1"/>`
  })
  const labels = columns.map(({ label }, index) => {
    const cell = `r="${columnLetters(index)}1" s="${styles.header}" t="inlineStr"`
    return `<c ${cell}><is><t xml:space="preserve">${escapeXml(cellText(label))}</t></is></c>`
  })
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>` +
    `<row r="1" ht="30" customHeight="1">${labels.join('')}</row>`
  )
}

/** Filters, paper (landscape, as wide as one page), and no green corners on digits that are meant as text. */
export function sheetEnd(columns: Columns, rows: number): string {
  const all = `A1:${columnLetters(columns.length - 1)}${rows}`
  return (
    `</sheetData><autoFilter ref="${all}"/>` +
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
    '<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>' +
    `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  )
}

export function workbookPart({ name, columns }: Book, rows: number): Buffer {
  const tab = sheetName(name)
  const quoted = escapeXml(`'${tab.replaceAll("'", "''")}'`)
  const last = columnLetters(columns.length - 1)
  return xml(
    `<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView/></bookViews>` +
      `<sheets><sheet name="${escapeXml(tab)}" sheetId="1" r:id="rId1"/></sheets><definedNames>` +
      `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${quoted}!$A$1:$${last}$${rows}</definedName>` +
      `<definedName name="_xlnm.Print_Titles" localSheetId="0">${quoted}!$1:$1</definedName>` +
      '</definedNames></workbook>',
  )
}

/** At most 31 units, none of `[]:*?/\`, no apostrophe at either end, not empty: or Excel calls the file broken. */
export function sheetName(wanted: string): string {
  const allowed = cellText(wanted).replace(/[[\]:*?/\\\s]+/g, ' ')
  const short = allowed.slice(0, 31).toWellFormed().replaceAll('\ufffd', '')
  return short.replace(/^[' ]+|[' ]+$/g, '') || '1'
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function xml(body: string): Buffer {
  return Buffer.from(declaration + body)
}

function contentTypes(): Buffer {
  const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}"/>`
  return xml(
    `<Types xmlns="${packages}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      part('xl/workbook.xml', `${types}.sheet.main+xml`) +
      part('xl/worksheets/sheet1.xml', `${types}.worksheet+xml`) +
      part('xl/styles.xml', `${types}.styles+xml`) +
      part('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
      '</Types>',
  )
}

function rootRelations(): Buffer {
  return xml(
    `<Relationships xmlns="${packages}/relationships">` +
      `<Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>` +
      `<Relationship Id="rId2" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
      '</Relationships>',
  )
}

function workbookRelations(): Buffer {
  return xml(
    `<Relationships xmlns="${packages}/relationships">` +
      `<Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/>` +
      '</Relationships>',
  )
}

function properties({ title, madeAt }: Book): Buffer {
  const created = `${madeAt.toISOString().slice(0, 19)}Z`
  return xml(
    `<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties"` +
      ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<dc:title>${escapeXml(cellText(title))}</dc:title>` +
      `<dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created></cp:coreProperties>`,
  )
}

/** Number format 49 is "as text": what is typed into such a cell later is not read as a formula either. */
function stylesPart(): Buffer {
  const top = '<alignment vertical="top"/>'
  const wrapped = '<alignment vertical="top" wrapText="1"/>'
  const middle = '<alignment vertical="center" wrapText="1"/>'
  return xml(
    `<styleSheet xmlns="${main}">` +
      '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>' +
      `<fonts count="2"><font>${face}</font><font><b/>${face}</font></fonts>` +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      `<borders count="2"><border>${sides}<bottom/><diagonal/></border>` +
      `<border>${sides}<bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>` +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="6">${style(0, 0, 0)}${style(0, 1, 1, middle)}${style(49, 0, 0, top)}` +
      `${style(49, 0, 0, wrapped)}${style(0, 0, 0, top)}${style(164, 0, 0, top)}</cellXfs>` +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  )
}

const face = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
const sides = '<left/><right/><top/>'

function style(format: number, font: number, border: number, alignment = ''): string {
  const shown = `numFmtId="${format}" fontId="${font}" fillId="0" borderId="${border}" xfId="0"`
  const applied = 'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"'
  return `<xf ${shown} ${applied}>${alignment}</xf>`
}
