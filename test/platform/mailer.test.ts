import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, describe, expect, test } from 'vitest'
import { createMailer, type Mailer, type MailMessage, type Outcome } from '../../src/platform/mailer.ts'
import { outcomeOf } from '../../src/platform/smtp-outcome.ts'
import { type Sink, type SinkOptions, startSink } from '../support/smtp-sink.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const letter: MailMessage = {
  id: 7,
  messageId: '<0f3c@example.org>',
  date: '2026-11-22T09:00:00.000Z',
  from: { name: 'Община Стара Загора', address: 'events@example.org' },
  to: { name: 'Мария Иванова', address: 'maria@example.org' },
  replyTo: { name: 'Петър', address: 'petar@example.org' },
  envelopeFrom: 'events@example.org',
  subject: 'Мястото Ви е потвърдено',
  text: 'Здравейте',
  html: '<p>Здравейте</p>',
  calendar: {
    method: 'REQUEST',
    content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Кръгла маса\r\nEND:VCALENDAR\r\n',
  },
  headers: { 'Auto-Submitted': 'auto-generated' },
}

async function sinkWith(options: SinkOptions = {}): Promise<Sink> {
  const sink = await startSink(options)
  open.unshift(sink)
  return sink
}

function mailerFor(url: string | null, more: Partial<Parameters<typeof createMailer>[0]> = {}): Mailer {
  const mailer = createMailer({
    smtpUrl: url,
    captureDir: '/nowhere',
    dkim: null,
    maxConnections: 2,
    ...more,
  })
  open.unshift(mailer)
  return mailer
}

async function outcomeWith(options: SinkOptions): Promise<Outcome> {
  const sink = await sinkWith(options)
  return mailerFor(sink.url).send(letter)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('a letter that is taken', () => {
  test('is answered as sent, and reads as it was written', async () => {
    const sink = await sinkWith()
    expect(await mailerFor(sink.url).send(letter)).toEqual({ outcome: 'sent', replyCode: 250 })
    const [mail] = await sink.parsed()
    expect({
      envelope: [sink.letters[0]?.from, sink.letters[0]?.to],
      id: mail?.messageId,
      date: mail?.date?.toISOString(),
      from: mail?.from?.value,
      replyTo: mail?.replyTo?.value,
      subject: mail?.subject,
      text: mail?.text?.trim(),
      automatic: mail?.headers.get('auto-submitted'),
    }).toEqual({
      envelope: ['events@example.org', ['maria@example.org']],
      id: '<0f3c@example.org>',
      date: '2026-11-22T09:00:00.000Z',
      from: [{ name: 'Община Стара Загора', address: 'events@example.org' }],
      replyTo: [{ name: 'Петър', address: 'petar@example.org' }],
      subject: 'Мястото Ви е потвърдено',
      text: 'Здравейте',
      automatic: 'auto-generated',
    })
  })

  test('has no line that hides in a name or a subject as an encoded word', async () => {
    const sink = await sinkWith()
    const hidden = '=?utf-8?q?Boss=0D=0ABcc:_eve@example.org?= a'
    const to = { name: hidden, address: 'maria@example.org' }
    const replyTo = { name: hidden, address: 'petar@example.org' }
    await mailerFor(sink.url).send({ ...letter, to, replyTo, subject: hidden })
    const [mail] = await sink.parsed()
    const shown = '= ?utf-8?q?Boss=0D=0ABcc:_eve@example.org?= a'
    expect([mail?.to, mail?.replyTo].flat().map((list) => list?.value)).toEqual([
      [{ ...to, name: shown }],
      [{ ...replyTo, name: shown }],
    ])
    expect(mail?.subject).toBe(shown)
    expect(mail?.bcc).toBeUndefined()
  })

  const english = { ...letter, text: 'Good day', html: '<p>Good day</p>'.repeat(20) }

  test.each([
    ['Cyrillic', letter],
    ['Latin', english],
  ])(
    'carries the calendar last among the alternatives, and the same bytes as a file (%s)',
    async (_script, written) => {
      const sink = await sinkWith()
      await mailerFor(sink.url).send(written)
      const raw = sink.letters[0]?.raw.toString() ?? ''
      expect(treeOf(raw)).toEqual([
        'multipart/mixed',
        'multipart/alternative',
        'text/plain; charset=utf-8',
        'text/html; charset=utf-8',
        'text/calendar; charset=utf-8; method=REQUEST',
        'application/ics; name=invite.ics',
      ])
      expect(calendarBytes(raw)).toEqual([letter.calendar?.content, letter.calendar?.content])
      expect(partOf(raw, 'text/calendar')).not.toMatch(/Content-Disposition/i)
    },
  )

  test('is signed where a key is set', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const dkim = {
      domainName: 'example.org',
      keySelector: 'turnout',
      privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    }
    const sink = await sinkWith()
    const headers = {
      ...letter.headers,
      'List-Unsubscribe': '<https://x.example>',
      'List-Unsubscribe-Post': 'x',
    }
    await mailerFor(sink.url, { dkim }).send({ ...letter, headers })
    const head =
      sink.letters[0]?.raw
        .toString()
        .split('\r\n\r\n')[0]
        ?.replace(/\r\n\s+/g, ' ') ?? ''
    const signature = /^DKIM-Signature: (.*)$/m.exec(head)?.[1] ?? ''
    expect(signature).toMatch(/d=example\.org;.* s=turnout;/)
    const signed = / h=([^;]*)/.exec(signature)?.[1]?.replaceAll(' ', '').toLowerCase().split(':')
    const wanted = ['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'mime-version']
    // Without both of them signed nobody believes in unsubscribing by one click (RFC 8058, 4).
    expect(signed).toEqual(expect.arrayContaining([...wanted, 'list-unsubscribe', 'list-unsubscribe-post']))
  })

  test('a login is used where the server asks for one', async () => {
    const login = { user: 'events', password: 'p@ss:w/rd' }
    expect(await outcomeWith({ login })).toEqual({ outcome: 'sent', replyCode: 250 })
  })

  test('a server on this machine may have a certificate for no name', async () => {
    expect(await outcomeWith({ offersTls: true })).toEqual({ outcome: 'sent', replyCode: 250 })
  })
})

describe('each class of answer', () => {
  const classes: [string, SinkOptions, Outcome][] = [
    ['4xx to the recipient', { faults: { rcpt: () => ({ reply: [450, 'busy'] }) } }, retry('try-later', 450)],
    ['4xx to the sender', { faults: { mail: () => ({ reply: [451, 'later'] }) } }, retry('try-later', 451)],
    ['4xx to the letter', { faults: { data: () => ({ reply: [452, 'full'] }) } }, retry('try-later', 452)],
    ['421 in the middle', { faults: { rcpt: () => ({ reply: [421, 'bye'] }) } }, retry('try-later', 421)],
    ['cut at the sender', { faults: { mail: () => ({ cut: true }) } }, retry('connection-cut', null)],
    ['cut after the letter', { faults: { data: () => ({ cut: true }) } }, retry('connection-cut', null)],
    [
      '432',
      { faults: { data: () => ({ reply: [432, 'limit'] }) } },
      { outcome: 'backoff', reason: 'slow-down', replyCode: 432 },
    ],
    [
      '432 to the sender',
      { faults: { mail: () => ({ reply: [432, 'limit'] }) } },
      { outcome: 'backoff', reason: 'slow-down', replyCode: 432 },
    ],
    [
      '5xx to the recipient',
      { faults: { rcpt: () => ({ reply: [550, 'who?'] }) } },
      never('recipient-refused', 550),
    ],
    [
      '5xx to the letter',
      { faults: { data: () => ({ reply: [554, 'spam'] }) } },
      never('message-refused', 554),
    ],
    ['too large', { faults: { data: () => ({ reply: [552, 'size'] }) } }, never('message-too-large', 552)],
    [
      '5xx to the sender',
      { faults: { mail: () => ({ reply: [550, 'not you'] }) } },
      wrong('sender-refused', 550),
    ],
    ['no login given', { login: { user: 'a', password: 'b' } }, wrong('authentication', 530)],
    ['greeting 554', { faults: { greeting: () => ({ reply: [554, 'go'] }) } }, wrong('server-closed', 554)],
    [
      'greeting 421',
      { faults: { greeting: () => ({ reply: [421, 'busy'] }) } },
      { outcome: 'unreachable', reason: 'try-later', replyCode: 421 },
    ],
    ['self-signed', { secure: true }, wrong('tls', null)],
  ]

  test.each(classes)('%s', async (name, options, expected) => {
    const sink = await sinkWith(options)
    const url = name === 'no login given' ? sink.url.replace('a:b@', '') : sink.url
    expect(await mailerFor(url).send(letter)).toEqual(expected)
  })

  test('a wrong password', async () => {
    const sink = await sinkWith({ login: { user: 'a', password: 'b' } })
    expect(await mailerFor(sink.url.replace('a:b@', 'a:c@')).send(letter)).toEqual(
      wrong('authentication', 535),
    )
  })

  test('nobody listens', async () => {
    const outcome = await mailerFor(`smtp://127.0.0.1:${await freePort()}`).send(letter)
    expect(outcome).toEqual({ outcome: 'unreachable', reason: 'no-connection', replyCode: null })
  })

  test('no such host', async () => {
    const outcome = await mailerFor('smtp://mail.invalid:25').send(letter)
    expect(outcome).toEqual({ outcome: 'unreachable', reason: 'no-connection', replyCode: null })
  })

  test('silence after the greeting, and no greeting at all', async () => {
    const silent = await sinkWith({ faults: { rcpt: () => ({ delay: 5_000 }) } })
    expect(await mailerFor(silent.url, { timeouts: { silence: 200 } }).send(letter)).toEqual(
      retry('timeout', null),
    )
    const mute = await sinkWith({ faults: { greeting: () => ({ delay: 5_000 }) } })
    expect(await mailerFor(mute.url, { timeouts: { greeting: 200 } }).send(letter)).toEqual({
      outcome: 'unreachable',
      reason: 'no-connection',
      replyCode: null,
    })
  })

  test('a server that always hangs up before its greeting', async () => {
    const sink = await sinkWith({ faults: { greeting: () => ({ cut: true }) } })
    expect(await mailerFor(sink.url).send(letter)).toEqual({
      outcome: 'unreachable',
      reason: 'connection-cut',
      replyCode: null,
    })
  })

  // 0.0.0.0 reaches the same server, yet does not say that it is this machine.
  test('a password does not cross a network in the clear', async () => {
    const sink = await sinkWith({ login: { user: 'a', password: 'b' } })
    expect(await mailerFor(sink.url.replace('127.0.0.1', '0.0.0.0')).send(letter)).toEqual(wrong('tls', 500))
    expect(sink.letters).toEqual([])
  })

  test('a certificate that nobody signed is refused over a network', async () => {
    const sink = await sinkWith({ offersTls: true })
    expect(await mailerFor(sink.url.replace('127.0.0.1', '0.0.0.0')).send(letter)).toEqual(wrong('tls', null))
    expect(sink.letters).toEqual([])
  })

  test('a letter cut off after it was taken was handed over once, not again by itself', async () => {
    const sink = await sinkWith({ faults: { data: () => ({ cut: true }) } })
    await mailerFor(sink.url).send(letter)
    expect(sink.letters.length).toBe(1)
  })

  test('one refused recipient leaves the connection to the next letter', async () => {
    const sink = await sinkWith({
      faults: { rcpt: (to) => (to === 'gone@example.org' ? { reply: [550, 'x'] } : undefined) },
    })
    const mailer = mailerFor(sink.url, { maxConnections: 1 })
    const to = { name: '', address: 'gone@example.org' }
    expect((await mailer.send({ ...letter, to })).outcome).toBe('rejected')
    expect((await mailer.send(letter)).outcome).toBe('sent')
    expect(sink.connections()).toBe(1)
  })

  test.each([
    'a@example.org, b@example.org',
    'a@example.org\r\nRCPT TO:<b@example.org>',
    'nobody',
    '<a@example.org>',
    '',
  ])('no address: %j', async (address) => {
    const sink = await sinkWith()
    const outcome = await mailerFor(sink.url).send({ ...letter, to: { name: '', address } })
    expect([outcome, sink.asked]).toEqual([never('bad-address', null), []])
  })

  test('a fault of our own is thrown, not classed', () => {
    expect(() => outcomeOf(new TypeError('x is not a function'))).toThrow('x is not a function')
  })
})

describe('without a mail server', () => {
  test('the letter is a file that sorts by time, with the bytes that would be sent, and a repeat replaces it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'letters-'))
    open.unshift({ close: () => rm(folder, { recursive: true }) })
    const captureDir = join(folder, 'var', 'mail')
    const mailer = mailerFor(null, { captureDir })
    expect(await mailer.send(letter)).toEqual({ outcome: 'sent', replyCode: null })
    await mailer.send(letter)
    await mailer.send({ ...letter, id: 8, date: '2026-11-22T09:00:01.000Z' })
    const files = (await readdir(captureDir)).sort()
    expect(files).toEqual(['20261122T090000000Z-00000007.eml', '20261122T090001000Z-00000008.eml'])
    const raw = await readFile(join(captureDir, files[0] ?? ''), 'utf8')
    expect(raw.replaceAll('\r\n', '')).not.toContain('\n')
    expect((await simpleParser(raw)).subject).toBe(letter.subject)
    expect(treeOf(raw).length).toBe(6)
  })

  test('a folder that cannot be written to stops nothing for good', async () => {
    const outcome = await mailerFor(null, { captureDir: '/dev/null/mail' }).send(letter)
    expect(outcome).toEqual({ outcome: 'unreachable', reason: 'cannot-store', replyCode: null })
  })
})

function retry(reason: 'try-later' | 'connection-cut' | 'timeout', replyCode: number | null): Outcome {
  return { outcome: 'retry', reason, replyCode }
}

function never(
  reason: 'recipient-refused' | 'message-refused' | 'message-too-large' | 'bad-address',
  replyCode: number | null,
): Outcome {
  return { outcome: 'rejected', reason, replyCode }
}

function wrong(
  reason: 'authentication' | 'tls' | 'sender-refused' | 'server-closed',
  replyCode: number | null,
): Outcome {
  return { outcome: 'configuration', reason, replyCode }
}

function treeOf(raw: string): string[] {
  const types = raw.replace(/\r\n\s+/g, ' ').match(/^Content-Type: .*$/gim) ?? []
  return types.map((line) =>
    line
      .slice('Content-Type: '.length)
      .replace(/; boundary=.*/, '')
      .trim(),
  )
}

function partOf(raw: string, type: string): string {
  return raw.split(/\r\n--\S+\r\n/).find((part) => part.toLowerCase().includes(`content-type: ${type}`)) ?? ''
}

function calendarBytes(raw: string): string[] {
  return ['text/calendar', 'application/ics'].map((type) => {
    const [head = '', body = ''] = partOf(raw, type).split('\r\n\r\n')
    const bytes = body.split('\r\n--')[0] ?? ''
    if (/base64/i.test(head)) return Buffer.from(bytes, 'base64').toString()
    const joined = bytes.replace(/=\r\n/g, '')
    return decodeURIComponent(joined.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'))
  })
}
