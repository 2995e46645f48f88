/** Word documents as small as they can be, made by our own ZIP writer. */
import { zip } from '../../src/platform/zip.ts'

const at = new Date('2026-11-28T01:00:00Z')

export async function zipped(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const list = Object.entries(entries).map(([name, content]) => ({ name, content: Buffer.from(content) }))
  return Buffer.concat(await Array.fromAsync(zip(list, at)))
}

export function docx(body: string): Promise<Buffer> {
  const namespaces =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
  return zipped({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
  })
}

export function paragraphs(...lines: readonly string[]): string {
  return lines.map((line) => `<w:p><w:r><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`).join('')
}
