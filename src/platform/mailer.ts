import { createTransport, type SendMailOptions } from 'nodemailer'
import { createCapture } from './captured-mail.ts'
import { signing } from './dkim.ts'
import { type Outcome, outcomeOf } from './smtp-outcome.ts'

export type { Outcome } from './smtp-outcome.ts'

export type Mailbox = { name: string; address: string }

/** One letter to one recipient, ready to be sent. */
export type MailMessage = {
  /** Names the file where letters are kept instead of sent. */
  id: number
  /** With its angle brackets; a repeat carries the same one. */
  messageId: string
  /** UTC ISO */
  date: string
  from: Mailbox
  to: Mailbox
  replyTo: Mailbox | null
  /** Return path */
  envelopeFrom: string
  subject: string
  text: string
  html: string
  calendar: { method: 'REQUEST' | 'CANCEL'; content: string } | null
  headers: Readonly<Record<string, string>>
}

export type Dkim = { domainName: string; keySelector: string; privateKey: string }

export type MailerSettings = {
  /** `smtp://` or `smtps://`; null: every letter becomes a file in `captureDir`. */
  smtpUrl: string | null
  captureDir: string
  dkim: Dkim | null
  maxConnections: number
  /** Milliseconds; absent: `patience` below. */
  timeouts?: Partial<typeof patience>
}

export type Mailer = {
  /** Whether letters leave the machine (`smtp`) or are kept as files. */
  kind: 'smtp' | 'captured'
  maxConnections: number
  /** Hands one letter over and tells what became of it; throws only on faults that are none of mail's. */
  send(message: MailMessage, signal?: AbortSignal): Promise<Outcome>
  /** Ends idle connections; busy ones finish first. */
  close(): void
}

const patience = {
  connect: 20_000,
  greeting: 30_000,
  /** Silence in the middle of a conversation; servers that scan a letter answer late (RFC 5321, 4.5.3.2.6). */
  silence: 120_000,
}

export function createMailer(settings: MailerSettings): Mailer {
  return settings.smtpUrl === null ? capturingMailer(settings) : smtpMailer(settings, settings.smtpUrl)
}

function smtpMailer(settings: MailerSettings, url: string): Mailer {
  const limits = { ...patience, ...settings.timeouts }
  const transport = createTransport({
    pool: true,
    url,
    ...security(new URL(url)),
    ...signing(settings.dkim),
    maxConnections: settings.maxConnections,
    // A conversation cut off is settled in the outbox, where it is counted and seen.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: limits.connect,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.silence,
    dnsTimeout: limits.connect,
  })
  return {
    kind: 'smtp',
    maxConnections: settings.maxConnections,
    close: () => transport.close(),
    async send(message, signal) {
      if (!isSingleAddress(message.to.address)) return badAddress
      try {
        const { response } = await transport.sendMail(
          signal ? { ...compose(message), signal } : compose(message),
        )
        return { outcome: 'sent', replyCode: Number.parseInt(response, 10) || null }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

function capturingMailer(settings: MailerSettings): Mailer {
  const capture = createCapture(settings.captureDir, settings.dkim)
  return {
    kind: 'captured',
    maxConnections: settings.maxConnections,
    close: () => {},
    send: async (message) =>
      isSingleAddress(message.to.address)
        ? capture({ id: message.id, date: message.date, mail: compose(message) })
        : badAddress,
  }
}

const badAddress: Outcome = { outcome: 'rejected', reason: 'bad-address', replyCode: null }

/**
 * Certificates are verified, and a password crosses a network only encrypted. Not so on this very machine:
 * a mail server there commonly has a certificate for no name at all, and nobody stands in between.
 */
function security(url: URL): { requireTLS?: boolean; tls?: { rejectUnauthorized: boolean } } {
  if (url.protocol !== 'smtp:') return {}
  if (isThisMachine(url.hostname)) return { tls: { rejectUnauthorized: false } }
  return url.username === '' || url.searchParams.has('requireTLS') ? {} : { requireTLS: true }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

/** One address and nothing else: a list, a display name or a second line would write to other people. */
function isSingleAddress(address: string): boolean {
  return /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/.test(address) && address.length <= 320
}

/**
 * The tree that mail programs and calendars expect: alternatives (plain, HTML, calendar last, without disposition),
 * then the same calendar bytes as `invite.ics` (RFC 6047).
 */
function compose(message: MailMessage): SendMailOptions {
  const { replyTo } = message
  return {
    messageId: message.messageId,
    // As a Date: text would stand in the header as it is, and RFC 5322 has a form of its own.
    date: new Date(message.date),
    from: legible(message.from),
    to: legible(message.to),
    ...(replyTo && isSingleAddress(replyTo.address) ? { replyTo: legible(replyTo) } : {}),
    envelope: { from: message.envelopeFrom, to: [message.to.address] },
    subject: unencoded(message.subject),
    headers: { ...message.headers },
    ...(isShorterInBase64(message.html) ? encodedParts(message) : plainParts(message)),
  }
}

function legible({ name, address }: Mailbox): Mailbox {
  return { name: unencoded(name), address }
}

/**
 * Somebody may be named `=?utf-8?q?=0D=0ABcc:...?=`. ASCII goes out as it is, and whoever reads it decodes that, even
 * in quotes where nothing is encoded (RFC 2047, 5), and gets a line that we never wrote.
 */
function unencoded(text: string): string {
  return text.replaceAll('=?', '= ?')
}

function plainParts({ text, html, calendar }: MailMessage): SendMailOptions {
  return { text, html, ...(calendar ? { icalEvent: { ...calendar, filename: 'invite.ics' } } : {}) }
}

/** The same tree, its parts encoded here: the library's encoder costs a quarter of the whole letter. */
function encodedParts({ text, html, calendar }: MailMessage): SendMailOptions {
  const alternatives = [
    part('text/plain; charset=utf-8', base64(text)),
    part('text/html; charset=utf-8', base64(html)),
  ]
  if (calendar === null) return { alternatives }
  const file = base64(calendar.content)
  const disposition = '\r\nContent-Disposition: attachment; filename=invite.ics'
  return {
    alternatives: [...alternatives, part(`text/calendar; charset=utf-8; method=${calendar.method}`, file)],
    attachments: [part('application/ics; name=invite.ics', file, disposition)],
  }
}

function part(contentType: string, body: string, more = '') {
  const raw = `Content-Type: ${contentType}\r\nContent-Transfer-Encoding: base64${more}\r\n\r\n${body}`
  return { contentType, raw }
}

/** In lines of 76 characters, its own line ends as CRLF (RFC 2045, 6.8). */
function base64(text: string): string {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n')).toString('base64').replace(/.{76}/g, '$&\r\n')
}

/** A Cyrillic letter takes six octets in quoted-printable and less than three in base64; an ASCII one 1 and 1⅓. */
function isShorterInBase64(text: string): boolean {
  return Buffer.byteLength(text) - text.length > text.length / 9
}
