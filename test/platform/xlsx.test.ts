import fc from 'fast-check'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { cellText } from '../../src/platform/cells.ts'
import { excelTime, type XlsxColumn, xlsx } from '../../src/platform/xlsx.ts'
import { columnLetters, sheetName } from '../../src/platform/xlsx-parts.ts'
import { bytesOf, pagesOf } from '../support/attendees.ts'
import { type ReadElement, readXml } from '../support/read-xml.ts'
import { readZip } from '../support/read-zip.ts'

type Row = readonly [string, number, number | null]

const columns: XlsxColumn<Row>[] = [
  { label: 'Телефон', width: 20, kind: 'text', cell: ([text]) => text },
  { label: 'Гости', width: 9, kind: 'number', cell: ([, number]) => number },
  { label: 'Кога', width: 18, kind: 'time', cell: ([, , time]) => time },
]
const madeAt = new Date('2027-01-20T10:00:00Z')
const nine = Date.UTC(2027, 2, 2, 7)

function workbook(...rows: Row[]): Promise<Buffer> {
  return bytesOf(xlsx({ name: 'Участници', title: 'Списък', columns, madeAt }, pagesOf(rows)))
}

async function firstCells(...texts: string[]): Promise<unknown[]> {
  const file = await workbook(...texts.map((text): Row => [text, 0, null]))
  const [sheet] = await readXlsxFile(file, { trim: false })
  return sheet?.data.slice(1).map(([cell]) => cell) ?? []
}

describe('a workbook', () => {
  test('read by another program has text, numbers and dates', async () => {
    const file = await workbook(['+359 88 784 8238', 2, excelTime(nine, 120)], ['=1+1', 0, null])
    expect(await readXlsxFile(file)).toEqual([
      {
        sheet: 'Участници',
        data: [
          ['Телефон', 'Гости', 'Кога'],
          ['+359 88 784 8238', 2, new Date('2027-03-02T09:00:00Z')],
          ['=1+1', 0, null],
        ],
      },
    ])
  })

  test('has a header that stays, is bold, and filters to the last row', async () => {
    const parts = readZip(await workbook(['а', 1, null], ['б', 2, null]))
    const sheet = xmlOf(parts, 'xl/worksheets/sheet1.xml')
    expect(find(sheet, 'pane').attributes).toMatchObject({ ySplit: '1', state: 'frozen' })
    expect(find(sheet, 'autoFilter').attributes).toEqual({ ref: 'A1:C3' })
    const header = find(find(sheet, 'row'), 'c').attributes
    const style = children(find(xmlOf(parts, 'xl/styles.xml'), 'cellXfs'))[Number(header.s)]
    const font = children(find(xmlOf(parts, 'xl/styles.xml'), 'fonts'))[Number(style?.attributes.fontId)]
    expect(font && children(font).map(({ name }) => name)).toContain('b')
    expect(find(xmlOf(parts, 'xl/workbook.xml'), 'definedName').children).toEqual(["'Участници'!$A$1:$C$3"])
  })

  test('marks people’s text as text, so that editing a cell makes no formula of it either', async () => {
    const parts = readZip(await workbook(['=1+1', 0, null]))
    const [, row] = children(find(xmlOf(parts, 'xl/worksheets/sheet1.xml'), 'sheetData'))
    const cell = row && children(row)[0]
    expect(cell?.attributes).toMatchObject({ r: 'A2', t: 'inlineStr' })
    const style = children(find(xmlOf(parts, 'xl/styles.xml'), 'cellXfs'))[Number(cell?.attributes.s)]
    expect(style?.attributes.numFmtId).toBe('49')
  })

  test('is well-formed in every part, whatever stands in it', async () => {
    const file = await bytesOf(
      xlsx(
        { name: "'<&>'", title: '<b>&"\u0000', columns, madeAt },
        pagesOf([['<c>&"\u0000]]>', 1, 2] as const]),
      ),
    )
    const parts = readZip(file)
    expect([...parts.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'docProps/core.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
      'xl/workbook.xml',
    ])
    for (const name of parts.keys()) expect(() => xmlOf(parts, name)).not.toThrow()
  })

  test('keeps every text as it was typed, controls aside', async () => {
    const piece = fc.constantFrom(
      '=',
      '+',
      ' ',
      '\n',
      '\t',
      '\r',
      '\0',
      '<',
      '&',
      '"',
      '\ud800',
      '\u202e',
      '_x0041_',
      'Ң',
      '🙂',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
        const read = await firstCells(...texts, 'end')
        expect(read.map(asExcelReads)).toEqual([...texts, 'end'].map((typed) => cellText(typed) || null))
      }),
      { numRuns: 150 },
    )
  })

  test('cuts what is longer than a cell takes, not within a pair', async () => {
    const [cut, whole] = await firstCells(`${'a'.repeat(32_765)}🙂b`, 'я'.repeat(32_767))
    expect(cut).toBe(`${'a'.repeat(32_765)}\ufffd…`)
    expect(whole).toBe('я'.repeat(32_767))
  })

  test('passes on what goes wrong in its source', async () => {
    async function* broken(): AsyncGenerator<Row[]> {
      yield [['а', 1, null]]
      throw new Error('the database went away')
    }
    const file = xlsx({ name: 'а', title: 'а', columns, madeAt }, broken())
    await expect(bytesOf(file)).rejects.toThrow('the database went away')
  })

  test('lets go of its source when the reader leaves', async () => {
    const state = { pulled: 0, closed: false }
    async function* endless(): AsyncGenerator<Row[]> {
      try {
        for (;;) yield Array.from({ length: 100 }, (): Row => [`${Math.random()}`, ++state.pulled, null])
      } finally {
        state.closed = true
      }
    }
    for await (const _chunk of xlsx({ name: 'а', title: 'а', columns, madeAt }, endless()))
      if (state.pulled > 5000) break
    await expect.poll(() => state.closed).toBe(true)
    expect(state.pulled).toBeLessThan(20_000)
  })
})

test.each([
  ['Участници', 'Участници'],
  ["'[a]:b*c?d/e\\f'", 'a b c d e f'],
  ['', '1'],
  ['x'.repeat(40), 'x'.repeat(31)],
  [`${'x'.repeat(30)}🙂`, 'x'.repeat(30)],
])('the tab for %j is called %j', (wanted, name) => {
  expect(sheetName(wanted)).toBe(name)
})

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, letters) => {
  expect(columnLetters(index)).toBe(letters)
})

/** The reader leaves `_x005F_` as it stands in the file; Excel reads it as an underscore. */
function asExcelReads(cell: unknown): unknown {
  return typeof cell === 'string' ? cell.replaceAll('_x005F_', '_') : cell
}

function xmlOf(parts: Map<string, string>, name: string): ReadElement {
  return readXml(
    (parts.get(name) ?? '').replace(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n/, ''),
  )
}

function children(element: ReadElement): ReadElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

function find(element: ReadElement, name: string): ReadElement {
  const found = seek(element, name)
  if (found === undefined) throw new Error(`No <${name}>`)
  return found
}

function seek(element: ReadElement, name: string): ReadElement | undefined {
  for (const child of children(element)) {
    const found = child.name === name ? child : seek(child, name)
    if (found) return found
  }
  return undefined
}
