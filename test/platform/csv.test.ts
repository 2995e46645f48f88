import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellText } from '../../src/platform/cells.ts'
import { csv, csvCell } from '../../src/platform/csv.ts'
import { bytesOf, pagesOf } from '../support/attendees.ts'

const columns = ['first', 'second'].map((name, index) => ({
  name,
  cell: (row: readonly string[]) => row[index] ?? '',
}))

/** Text that people with ill will, or a careless clipboard, put into a form. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...['=', '+', '-', '@', '＝', '＋', '－', '＠', "'", '"', ',', ';', '\t', '\r', '\n', ' ', '\u00a0'],
        ...['\0', '\u202e', '\ud800', '\udc00', '\ufffe', '\u0085', 'a', 'Я', '5', "=cmd|' /C calc'!A0"],
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
)
const starter = /^\s*[=+\-@＝＋－＠]/

describe('a CSV file', () => {
  test('has a byte order mark, CRLF everywhere, and quotes where RFC 4180 asks for them', async () => {
    const rows = [
      ['Ана', 'каза "да", после\nсе отказа'],
      ['', 'б'],
    ]
    expect((await bytesOf(csv(columns, pagesOf(rows)))).toString('utf8')).toBe(
      '\uFEFFfirst,second\r\nАна,"каза ""да"", после\nсе отказа"\r\n,б\r\n',
    )
  })

  test('of nobody is its header', async () => {
    expect((await bytesOf(csv(columns, pagesOf<string[]>()))).toString()).toBe('\uFEFFfirst,second\r\n')
  })

  test('read by another program says what was written, less the apostrophes that guard', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(hostile, hostile), { maxLength: 6 }), async (rows) => {
        const file = await bytesOf(csv(columns, pagesOf(rows)))
        const read: string[][] = parse(file, {
          bom: true,
          record_delimiter: '\r\n',
          relax_column_count: true,
        })
        expect(read.slice(1).map((cells) => cells.map(unguarded))).toEqual(
          rows.map((cells) => cells.map((cell) => unguarded(cellText(cell)))),
        )
      }),
      { numRuns: 500 },
    )
  })

  test('never has a cell that begins as a formula does, whichever separator is believed in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [[cell = ''] = []]: string[][] = parse(csvCell(text) || '""', { relax_quotes: true })
        expect(cell).not.toMatch(/^[\t\r\n]/)
        for (const part of cell.split(/[;\t\n]/)) expect(part).not.toMatch(starter)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('one cell', () => {
  test.each([
    ['+359 88 784 8238', "'+359 88 784 8238"],
    ['=1+1', "'=1+1"],
    ['  @SUM(A1)', "'  @SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['－5', "'－5"],
    ['\t=1', "'\t'=1"],
    ['\tтабулация', "'\tтабулация"],
    ['Ана;=HYPERLINK(A1)', "Ана;'=HYPERLINK(A1)"],
    ['две неща:\n- хляб\n- вода', '"две неща:\n\'- хляб\n\'- вода"'],
    ['име-фамилия', 'име-фамилия'],
    ['a=b', 'a=b'],
    ["'цитат'", "'цитат'"],
    ['а\u0000б\u202eв', 'абв'],
    ['\ud83d\ude42 \ud83d', '\ud83d\ude42 \ufffd'],
    ['ред\r\nред\rред', '"ред\nред\nред"'],
  ])('%j is written as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })
})

function unguarded(text: string): string {
  return text.replace(/^'(?=[\t\n])|(?<=^|[;\t\n])'(?=[^\S\t\n]*[=+\-@＝＋－＠])/g, '')
}
