import { expect, it } from 'vitest'
import { docxText } from '../../src/platform/docx.ts'
import { docx, paragraphs, zipped } from '../support/word-files.ts'

const most = 200_000

it('reads paragraphs, line breaks, tabs and what stands in several runs', async () => {
  const body =
    '<w:p><w:r><w:t>ПО</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>КАНА</w:t></w:r></w:p>' +
    '<w:p><w:r><w:t xml:space="preserve">Начало: </w:t><w:tab/><w:t>9.00 ч.</w:t><w:br/><w:t>Край: 13&#46;00 &amp; обяд</w:t></w:r></w:p>'
  expect(await docxText(await docx(body), most)).toEqual({
    text: 'ПОКАНА\nНачало:  9.00 ч.\nКрай: 13.00 & обяд',
  })
})

it('sets the cells of a row beside each other, those of several lines below', async () => {
  const cell = (...lines: string[]) => `<w:tc>${paragraphs(...lines)}</w:tc>`
  const table = `<w:tbl><w:tr>${cell('Дата:')}${cell('5 март')}</w:tr><w:tr>${cell('Място:')}${cell('Дом', 'ул. Първа 3')}</w:tr></w:tbl>`
  expect(await docxText(await docx(`${table}${paragraphs('Край')}`), most)).toEqual({
    text: 'Дата: 5 март\nМясто:\nДом\nул. Първа 3\nКрай',
  })
})

it('leaves out what was deleted and the copy of a text box for old programs', async () => {
  const body =
    '<w:p><w:del><w:r><w:delText>стар</w:delText><w:t>стар</w:t></w:r></w:del><w:ins><w:r><w:t>нов</w:t></w:r></w:ins></w:p>' +
    '<w:p><mc:AlternateContent><mc:Choice><w:t>поле</w:t></mc:Choice><mc:Fallback><w:t>поле</w:t></mc:Fallback></mc:AlternateContent></w:p>'
  expect(await docxText(await docx(body), most)).toEqual({ text: 'нов\nполе' })
})

const entityBomb = `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:p><w:t>&b;</w:t></w:p></w:document>`

it.each([
  ['a document with a macro', { 'word/vbaProject.bin': 'x' }, 'macro'],
  ['declared entities', { 'word/document.xml': entityBomb }, 'broken'],
  ['an entity that nobody declared', { 'word/document.xml': '<w:document>&nbsp;</w:document>' }, 'broken'],
  ['tags that do not match', { 'word/document.xml': '<w:document><w:p></w:document>' }, 'broken'],
  ['a document cut off', { 'word/document.xml': '<w:document><w:p>' }, 'broken'],
  ['tags ever deeper', { 'word/document.xml': '<w:p>'.repeat(100_000) }, 'broken'],
  ['bytes that are no UTF-8', { 'word/document.xml': Buffer.from([0x3c, 0x77, 0x3e, 0xff]) }, 'broken'],
  ['a bomb', { 'word/document.xml': `<w:document>${' '.repeat(60_000_000)}` }, 'too-large'],
  ['a bomb of text', { 'word/document.xml': `<w:t>${'x'.repeat(10_000_000)}</w:t>` }, 'too-large'],
])('refuses %s, soon', async (_, entries, reason) => {
  const file = await zipped({ 'word/document.xml': '<w:document/>', ...entries })
  const start = performance.now()
  expect(await docxText(file, most)).toEqual({ refused: reason })
  expect(performance.now() - start).toBeLessThan(2000)
})

it('refuses a ZIP file that is no document, and half of a document', async () => {
  expect(await docxText(await zipped({ 'xl/workbook.xml': '<a/>' }), most)).toEqual({
    refused: 'no-document',
  })
  const whole = await docx(paragraphs('Покана'))
  expect(await docxText(whole.subarray(0, whole.length / 2), most)).toEqual({ refused: 'broken' })
})

it('never inflates the pictures of a document', async () => {
  const file = await zipped({
    'word/document.xml': `<w:document>${paragraphs('Покана')}</w:document>`,
    'word/media/image1.png': Buffer.alloc(20_000_000),
  })
  expect(await docxText(file, most)).toEqual({ text: 'Покана' })
})
