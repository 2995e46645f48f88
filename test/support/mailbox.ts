/** Everybody's mailbox: the letters that left, or were kept as files, read as a mail program reads them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type AddressObject, type Attachment, type StructuredHeader, simpleParser } from 'mailparser'
import type { Sink } from './smtp-sink.ts'

export type Letter = {
  from: string
  to: string
  replyTo: string
  subject: string
  text: string
  html: string
  /** `text/calendar; method=REQUEST`, `application/ics; invite.ics`, … in the order of the letter */
  parts: string[]
  /** Those parts' contents */
  files: Buffer[]
}

export type Mailbox = {
  /** All that has come to an address, oldest first. */
  lettersTo(address: string): Promise<Letter[]>
  /** The same once there are `count` of them; throws when they have not come in time. */
  waitFor(address: string, count: number): Promise<Letter[]>
  count(): number
}

/** A due letter leaves within five seconds; a machine under load is given some more. */
const patience = 10_000

export function mailboxOfSink(sink: Sink): Mailbox {
  return mailbox(() => sink.letters.map(({ raw }, i) => [String(i), () => raw]))
}

/** Of `.eml` files in a folder, which may not be there yet. */
export function mailboxOfFolder(folder: string): Mailbox {
  return mailbox(() =>
    namesIn(folder)
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => [name, () => readFileSync(join(folder, name))]),
  )
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // The first letter makes the folder.
    return []
  }
}

/** In order of arrival: what a letter is known by here, and its bytes. */
type Arrivals = () => [string, () => Buffer][]

function mailbox(arrivals: Arrivals): Mailbox {
  const read = new Map<string, Promise<Letter>>()
  const letterOf = ([name, bytes]: [string, () => Buffer]) => {
    const letter = read.get(name) ?? readLetter(bytes())
    read.set(name, letter)
    return letter
  }
  const lettersTo = async (address: string) => {
    const letters = await Promise.all(arrivals().map(letterOf))
    return letters.filter(({ to }) => to === address)
  }
  return {
    lettersTo,
    count: () => arrivals().length,
    async waitFor(address, count) {
      const until = performance.now() + patience
      for (;;) {
        const letters = await lettersTo(address)
        if (letters.length >= count) return letters
        if (performance.now() > until) throw new Error(`${letters.length} of ${count} letters to ${address}`)
        await pause(50)
      }
    },
  }
}

async function readLetter(raw: Buffer): Promise<Letter> {
  const mail = await simpleParser(raw)
  return {
    from: addressOf(mail.from),
    to: addressOf(mail.to),
    replyTo: addressOf(mail.replyTo),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    parts: mail.attachments.map(partName),
    files: mail.attachments.map(({ content }) => content),
  }
}

/** A letter to two people at once would be none of ours: their addresses stay side by side. */
function addressOf(head: AddressObject | AddressObject[] | undefined): string {
  const all = head === undefined ? [] : [head].flat()
  return all.flatMap(({ value }) => value.map(({ address }) => address ?? '')).join(', ')
}

function partName({ contentType, filename, headers }: Attachment): string {
  // mailparser reads this header, where it stands, into a value with parameters.
  const type = headers.get('content-type') as StructuredHeader | undefined
  const method = type?.params.method
  return [contentType, method && `method=${method}`, filename].filter(Boolean).join('; ')
}
