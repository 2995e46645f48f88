import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { signing } from './dkim.ts'
import type { Dkim } from './mailer.ts'
import type { Outcome } from './smtp-outcome.ts'

type Letter = { id: number; date: string; mail: SendMailOptions }

/**
 * Where no mail server is set: keeps each letter as an `.eml` file in `folder`, with the bytes that would have been
 * sent. Names sort by time; the same letter again replaces its file.
 */
export function createCapture(folder: string, dkim: Dkim | null): (letter: Letter) => Promise<Outcome> {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...signing(dkim),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (letter) => {
    const { message } = await transport.sendMail(letter.mail)
    try {
      await keep(folder, captureName(letter), message)
      return { outcome: 'sent', replyCode: null }
    } catch {
      // The disk is full or the folder is closed to us: all letters would fare the same.
      return { outcome: 'unreachable', reason: 'cannot-store', replyCode: null }
    }
  }
}

/** `20261122T200357123Z-00000012.eml` */
export function captureName({ id, date }: Pick<Letter, 'id' | 'date'>): string {
  return `${date.replace(/[-:.]/g, '')}-${String(id).padStart(8, '0')}.eml`
}

/** Readers of the folder never see half a letter, and only the owner sees any. */
async function keep(folder: string, name: string, bytes: unknown): Promise<void> {
  if (!Buffer.isBuffer(bytes)) throw new Error('the letter was not composed into memory')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const partial = join(folder, `.${name}.${process.pid}.part`)
  await writeFile(partial, bytes, { mode: 0o600, flush: true })
  await rename(partial, join(folder, name))
}
