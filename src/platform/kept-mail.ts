/** Letters that were kept as files because no mail server is set, read back; `captured-mail.ts` writes them. */
import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'

/** `name` is the file's, without `.eml`; `date` is UTC ISO. */
export type KeptHead = {
  name: string
  subject: string
  to: { name: string; address: string }
  date: string | null
}

export type KeptLetter = KeptHead & {
  /** Every header line as written, unfolded and decoded */
  headers: readonly { name: string; value: string }[]
  text: string
  /** The calendar part */
  calendar: string | null
  attachments: readonly { name: string; type: string; size: number }[]
}

export type KeptPage = { letters: readonly KeptHead[]; total: number }

/** A page of the letters in `folder`, newest first; a folder that is not there yet holds none. */
export async function keptLetters(folder: string, page: number, size: number): Promise<KeptPage> {
  const names = (await namesIn(folder)).sort().reverse()
  const shown = names.slice((page - 1) * size, page * size)
  return { letters: await Promise.all(shown.map((name) => headOf(folder, name))), total: names.length }
}

/** Null when there is no such letter. */
export async function keptLetter(folder: string, name: string): Promise<KeptLetter | null> {
  const source = await keptSource(folder, name)
  if (source === null) return null
  const mail = await simpleParser(source, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  })
  const calendar = mail.attachments.find(({ contentType }) =>
    /^(text\/calendar|application\/ics)$/.test(contentType),
  )
  return {
    ...head(name, mail),
    headers: mail.headerLines.map(({ line }) => headerLine(line)),
    text: mail.text ?? '',
    calendar: calendar?.content.toString('utf8') ?? null,
    attachments: mail.attachments
      .filter(({ filename }) => filename !== undefined)
      .map(({ filename, contentType, size }) => ({ name: filename ?? '', type: contentType, size })),
  }
}

/** The letter as it would have been sent; null when there is no such letter. */
export async function keptSource(folder: string, name: string): Promise<Buffer | null> {
  if (!nameShape.test(name)) return null
  try {
    return await readFile(join(folder, `${name}.eml`))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** What `captureName` makes. Nothing else is ever opened: a name may come from an address that somebody typed. */
const nameShape = /^\d{8}T\d{9}Z-\d{8,}$/

async function namesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder)
    return files.map((file) => file.replace(/\.eml$/, '')).filter((name) => nameShape.test(name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const longestHead = 16 * 1024

/** Reads the top of the file only: an invitation has many times as much below. */
async function headOf(folder: string, name: string): Promise<KeptHead> {
  const file = await open(join(folder, `${name}.eml`))
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(longestHead) })
    const top = buffer.subarray(0, bytesRead)
    const end = top.indexOf('\r\n\r\n')
    return head(
      name,
      await simpleParser(Buffer.concat([end < 0 ? top : top.subarray(0, end), Buffer.from('\r\n\r\n')])),
    )
  } finally {
    await file.close()
  }
}

function head(name: string, mail: ParsedMail): KeptHead {
  return {
    name,
    subject: mail.subject ?? '',
    to: recipient(mail),
    date: mail.date?.toISOString() ?? null,
  }
}

/** Our letters go to one person each. */
function recipient({ to }: ParsedMail): KeptHead['to'] {
  const [first] = [to ?? []].flat()
  const mailbox = first?.value[0]
  return { name: mailbox?.name ?? '', address: mailbox?.address ?? '' }
}

function headerLine(line: string): { name: string; value: string } {
  const colon = line.indexOf(':')
  return {
    name: line.slice(0, colon),
    value: line
      .slice(colon + 1)
      .replace(/\s+/g, ' ')
      .trim(),
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
