/** Files that nobody's list is: each gets its word within bounds of time and memory, measured in a process of its own. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ZipEntry, zip } from '../../src/platform/zip.ts'

const run = promisify(execFile)
const script = new URL('../support/read-table-alone.ts', import.meta.url).pathname
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnout-hostile-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Answer = { answer: string; milliseconds: number; megabytes: number }

async function read(bytes: Uint8Array): Promise<Answer> {
  const file = join(folder, 'list')
  writeFileSync(file, bytes)
  const { stdout } = await run(process.execPath, [script, file], { maxBuffer: 1e6 })
  return JSON.parse(stdout)
}

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function workbook(sheet: Buffer | AsyncIterable<Buffer>, more: readonly ZipEntry[] = []): Promise<Buffer> {
  const book = `<workbook xmlns:r="${relation}"><sheets><sheet name="Лист" sheetId="1" r:id="r1"/></sheets></workbook>`
  const rels = `<Relationships><Relationship Id="r1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
  const parts: ZipEntry[] = [
    { name: 'xl/workbook.xml', content: Buffer.from(book) },
    { name: 'xl/_rels/workbook.xml.rels', content: Buffer.from(rels) },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
    ...more,
  ]
  return Array.fromAsync(zip(parts, new Date())).then((chunks) => Buffer.concat(chunks))
}

const sheet = (rows: string) => Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)
const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`

async function* repeated(head: string, piece: string, times: number, tail: string): AsyncGenerator<Buffer> {
  yield Buffer.from(head)
  const chunk = Buffer.from(piece.repeat(1000))
  for (let n = 0; n < times / 1000; n++) yield chunk
  yield Buffer.from(tail)
}

const files: readonly [string, () => Promise<Uint8Array>, string][] = [
  ['a picture', async () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not-a-table'],
  ['an old workbook', async () => Buffer.from('d0cf11e0a1b11ae1'.repeat(100), 'hex'), 'old-workbook'],
  [
    'a workbook with a password',
    async () =>
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'locked',
  ],
  [
    'a ZIP bomb',
    () => workbook(repeated('<worksheet><sheetData>', ' '.repeat(1000), 400_000, '</sheetData></worksheet>')),
    'too-large',
  ],
  [
    'an XML bomb',
    () =>
      workbook(
        Buffer.from(
          `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(1000)}"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>`,
        ),
      ),
    'broken',
  ],
  ['elements without end', () => workbook(Buffer.from('<a>'.repeat(500_000))), 'broken'],
  [
    'a million empty rows',
    () =>
      workbook(
        repeated(
          `<worksheet><sheetData><row r="1">${cell('A1', 'Име')}</row>`,
          '<row/>',
          1_000_000,
          `<row r="1048576">${cell('A1048576', 'Елена')}</row></sheetData></worksheet>`,
        ),
      ),
    '[{"name":"Лист","rows":[{"number":1,"cells":["Име"]},{"number":1048576,"cells":["Елена"]}]}]',
  ],
  [
    'ten thousand columns',
    () => workbook(sheet(`<row r="1">${cell('NTP1', 'x')}</row>`)),
    'too-many-columns',
  ],
  [
    'more rows than anybody knows people',
    () =>
      workbook(
        repeated(
          '<worksheet><sheetData>',
          `<row>${cell('A1', 'Елена')}</row>`,
          60_000,
          '</sheetData></worksheet>',
        ),
      ),
    'too-many-rows',
  ],
  [
    'a macro: it is never run',
    () =>
      workbook(sheet(`<row r="1">${cell('A1', 'Елена')}</row>`), [
        { name: 'xl/vbaProject.bin', content: Buffer.alloc(1000, 1) },
      ]),
    '[{"name":"Лист","rows":[{"number":1,"cells":["Елена"]}]}]',
  ],
  [
    'formulas, and text that begins like one',
    () =>
      workbook(
        sheet(
          `<row r="1"><c r="A1" t="str"><f>1+1</f><v>2</v></c>${cell('B1', '=1+1')}<c r="C1"><v>3.59887848238E+11</v></c></row>`,
        ),
      ),
    '[{"name":"Лист","rows":[{"number":1,"cells":["2","=1+1","359887848238"]}]}]',
  ],
  [
    'cells that were joined',
    () =>
      workbook(
        Buffer.from(
          `<worksheet><sheetData><row r="1">${cell('A1', 'Пример')}${cell('B1', 'Елена')}</row><row r="2">${cell('B2', 'Иво')}</row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>`,
        ),
      ),
    '[{"name":"Лист","rows":[{"number":1,"cells":["Пример","Елена"]},{"number":2,"cells":["Пример","Иво"]}]}]',
  ],
  ['separated values without end', async () => Buffer.alloc(15_000_000, 'a;'), 'too-many-columns'],
  ['a quote that never closes', async () => Buffer.from(`"${'a\n'.repeat(1_000_000)}`), 'broken'],
]

test.each(files)('%s', { timeout: 60_000 }, async (_what, make, answer) => {
  const got = await read(await make())
  expect(got.answer).toBe(answer)
  expect(got.milliseconds).toBeLessThan(20_000)
  expect(got.megabytes).toBeLessThan(350)
})

test.each([
  ['windows-1251', 'Име;Организация\nЕлена Стоянова;Сдружение „Пример“\nИво Ъглов;Читалище'],
  ['windows-1251', 'ФИО;Организация\nБорис Ёлкин;Администрация района\nЭмма Щукина;Школа'],
  ['utf-8', 'Име;Организация\nЕлена Стоянова;Сдружение „Пример“'],
  ['utf-16le', 'Име;Организация\nЕлена Стоянова;Сдружение „Пример“'],
])('%s is told by itself', async (encoding, text) => {
  const bytes =
    encoding === 'windows-1251' ? in1251(text) : Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le')
  const rows = text.split('\n').map((line, at) => ({ number: at + 1, cells: line.split(';') }))
  expect(JSON.parse((await read(bytes)).answer)).toEqual([{ name: '', rows }])
})

function in1251(text: string): Buffer {
  const decoder = new TextDecoder('windows-1251')
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from([...text].map((sign) => bytes.get(sign) ?? 63))
}
