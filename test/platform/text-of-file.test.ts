import { expect, it } from 'vitest'
import { textOfFile } from '../../src/platform/text-of-file.ts'
import { docx, paragraphs } from '../support/word-files.ts'

const words = 'Кръгла маса: „Заедно“'
const utf16 = Buffer.from(`\ufeff${words}`, 'utf16le')
const windows = Buffer.from([
  0xca, 0xf0, 0xfa, 0xe3, 0xeb, 0xe0, 0x20, 0xec, 0xe0, 0xf1, 0xe0, 0x3a, 0x20, 0x84, 0xc7, 0xe0, 0xe5, 0xe4,
  0xed, 0xee, 0x93,
])

it.each([
  ['UTF-8', Buffer.from(words)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${words}`)],
  ['UTF-16', utf16],
  ['UTF-16, the high bytes first', Buffer.from(utf16).swap16()],
  ['Windows-1251', windows],
  ['Word', await docx(paragraphs(words))],
])('reads %s', async (_, file) => {
  expect(await textOfFile(file, 1000)).toEqual({ text: words })
})

const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex')

it.each([
  ['a PDF', Buffer.from('%PDF-1.7 …'), 'pdf'],
  ['an old Word document', Buffer.concat([ole, Buffer.from('WordDocument', 'utf16le')]), 'old-word'],
  [
    'a document with a password',
    Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]),
    'encrypted',
  ],
  ['a picture, whatever its name', Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'picture'],
  ['rich text', Buffer.from('{\\rtf1 x}'), 'rich-text'],
  ['a program', Buffer.from('MZ\0\0\x01'), 'no-text'],
  ['too many words', Buffer.from('x'.repeat(1001)), 'too-large'],
])('refuses %s', async (_, file, reason) => {
  expect(await textOfFile(file, 1000)).toEqual({ refused: reason })
})
