/**
 * A real SMTP server that keeps what it gets and misbehaves as told. Run by itself
 * (`node test/support/smtp-sink.ts`) it only counts, for benchmarks, and prints its port.
 */

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

/** How the server answers at one point of a conversation. */
export type Answer = {
  /** Reply code and text; absent: accept. */
  reply?: readonly [number, string]
  /** Milliseconds before the answer */
  delay?: number
  /** Breaks the connection instead of answering. */
  cut?: boolean
}

export type Faults = {
  greeting?: () => Answer | undefined
  mail?: (from: string) => Answer | undefined
  rcpt?: (to: string) => Answer | undefined
  /** After the whole letter has come. With `cut` the letter is kept, as a server that took it and then fell. */
  data?: (letter: Received) => Answer | undefined
}

export type Received = { from: string; to: readonly string[]; raw: Buffer; connection: string; at: number }

export type Sink = {
  url: string
  port: number
  /** Letters that the server has answered with 250, or kept before a cut, in the order of arrival. */
  letters: Received[]
  /** Recipients that were asked about, taken or not. */
  asked: string[]
  connections: () => number
  faults: Faults
  parsed(): Promise<ParsedMail[]>
  close(): Promise<void>
}

export type SinkOptions = {
  port?: number
  faults?: Faults
  /** Demands these. */
  login?: { user: string; password: string }
  /** TLS from the first byte, with a certificate that nobody signed. */
  secure?: boolean
  /** Offers STARTTLS. */
  offersTls?: boolean
  keep?: boolean
}

export async function startSink(options: SinkOptions = {}): Promise<Sink> {
  const sink: Pick<Sink, 'letters' | 'asked' | 'faults'> = {
    letters: [],
    asked: [],
    faults: options.faults ?? {},
  }
  let connections = 0
  const server: SMTPServer = new SMTPServer({
    ...protocol(options),
    onConnect: (session, done) => {
      connections += 1
      return answer(server, session, sink.faults.greeting?.(), done)
    },
    onMailFrom: ({ address }, session, done) => answer(server, session, sink.faults.mail?.(address), done),
    onRcptTo: ({ address }, session, done) => {
      sink.asked.push(address)
      return answer(server, session, sink.faults.rcpt?.(address), done)
    },
    onData: async (stream, session, done) => {
      // Who breaks off in the middle of a letter has sent none, and hears no answer.
      const letter = await receive(stream, session).catch(() => undefined)
      if (letter === undefined) return
      const fault = sink.faults.data?.(letter)
      if (fault?.reply === undefined && options.keep !== false) sink.letters.push(letter)
      await answer(server, session, fault, done)
    },
  })
  server.on('error', () => {}) // a client that breaks off is part of the play
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server.server, 'listening')
  return opened(server, sink, options, () => connections)
}

function opened(
  server: SMTPServer,
  sink: Pick<Sink, 'letters' | 'asked' | 'faults'>,
  options: SinkOptions,
  connections: () => number,
): Sink {
  // A TCP server that listens has an address of this shape.
  const { port } = server.server.address() as AddressInfo
  const login = options.login ? `${options.login.user}:${encodeURIComponent(options.login.password)}@` : ''
  return Object.assign(sink, {
    port,
    url: `${options.secure ? 'smtps' : 'smtp'}://${login}127.0.0.1:${port}`,
    connections,
    parsed: () => Promise.all(sink.letters.map((letter) => simpleParser(letter.raw))),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const connection of server.connections) cut(server, connection.session.id)
      }),
  })
}

function protocol({ login, secure, offersTls }: SinkOptions): SMTPServerOptions {
  return {
    secure: secure ?? false,
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disabledCommands: [...(login ? [] : ['AUTH']), ...(offersTls ? [] : ['STARTTLS'])],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onAuth: (given, _session, done) =>
      given.username === login?.user && given.password === login?.password
        ? done(null, { user: given.username })
        : done(new Error('Authentication credentials invalid')),
  }
}

async function receive(stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<Received> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece)
  const { mailFrom, rcptTo } = session.envelope
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    raw: Buffer.concat(pieces),
    connection: session.id,
    at: Date.now(),
  }
}

async function answer(
  server: SMTPServer,
  session: SMTPServerSession,
  given: Answer | undefined,
  done: (error?: Error | null) => void,
): Promise<void> {
  if (given?.delay !== undefined) await pause(given.delay)
  if (given?.cut) cut(server, session.id)
  else if (given?.reply) done(Object.assign(new Error(given.reply[1]), { responseCode: given.reply[0] }))
  else done()
}

function cut(server: SMTPServer, id: string): void {
  for (const connection of server.connections) {
    // The library keeps its socket to itself, and a server that falls asks nobody.
    if (connection.session.id === id) Reflect.get(connection, '_socket').destroy()
  }
}

if (import.meta.main) {
  const sink = await startSink({ keep: false })
  console.log(sink.port)
  process.on('disconnect', () => process.exit(0))
}
