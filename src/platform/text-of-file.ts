/** The words of a file that somebody chose: a Word document or plain text, told by what it holds and not by its name. */
import { isUtf8 } from 'node:buffer'
import { type DocxReason, docxText } from './docx.ts'

export type FileReason = DocxReason | 'pdf' | 'old-word' | 'picture' | 'rich-text' | 'no-text'

export type FileText = { text: string } | { refused: FileReason }

export async function textOfFile(file: Buffer, mostCharacters: number): Promise<FileText> {
  if (startsWith(file, 'PK')) return docxText(file, mostCharacters)
  const known = openings.find(([opening]) => startsWith(file, opening))
  if (known !== undefined) return { refused: known[1] }
  if (startsWith(file, compoundFile)) return { refused: isEncrypted(file) ? 'encrypted' : 'old-word' }
  const text = decoded(file)
  if (text === null) return { refused: 'no-text' }
  return text.length > mostCharacters ? { refused: 'too-large' } : { text }
}

const openings: readonly [string, FileReason][] = [
  ['%PDF-', 'pdf'],
  ['{\\rtf', 'rich-text'],
  ['\x89PNG', 'picture'],
  ['\xff\xd8\xff', 'picture'],
  ['GIF8', 'picture'],
  ['RIFF', 'picture'],
  ['BM', 'picture'],
]

/** What Word wrote until 2003, and the wrapping of a document with a password since (MS-CFB 2.2, MS-OFFCRYPTO 2.3.4). */
const compoundFile = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

function isEncrypted(file: Buffer): boolean {
  return file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
}

function startsWith(file: Buffer, bytes: string): boolean {
  return file.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'))
}

/** By its byte order mark; else UTF-8 when it is that; else the Cyrillic of Windows, in which any bytes are letters. */
function decoded(file: Buffer): string | null {
  if (startsWith(file, '\xff\xfe')) return new TextDecoder('utf-16le').decode(file)
  if (startsWith(file, '\xfe\xff')) return new TextDecoder('utf-16be').decode(file)
  if (file.includes(0)) return null
  if (isUtf8(file)) return new TextDecoder().decode(file)
  return new TextDecoder('windows-1251').decode(file)
}
