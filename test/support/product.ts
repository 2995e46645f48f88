/** The product as a stranger has it: a new folder, the real program, its samples, and a mail server or none. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyDatabase } from './databases.ts'
import { type Mailbox, mailboxOfFolder, mailboxOfSink } from './mailbox.ts'
import { runCommand, type Server, type ServerSettings, startServer } from './processes.ts'
import { startSink } from './smtp-sink.ts'

export type Product = {
  origin: string
  mail: Mailbox
  /** Where it keeps what it keeps */
  folder: string
  /** The one-time address that it printed for the first organizer */
  firstOrganizer: string
  /** A command of the same product while it runs; what it printed */
  command(...words: string[]): Promise<string>
  /** All that it has printed */
  output(): string
  /** Stops it as Ctrl+C does and clears up; its exit code. */
  stop(): Promise<number | null>
}

export type Wanted = {
  dialect: 'sqlite' | 'postgres'
  /** `kept`: without a mail server letters stay on the machine. */
  mail: 'smtp' | 'kept'
  settings?: Readonly<Record<string, string>>
  /** A copy of the product to run; this one when absent */
  checkout?: string
}

export async function startProduct({ dialect, mail, settings = {}, ...wish }: Wanted): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-stranger-'))
  const given = dialect === 'postgres' ? await emptyDatabase('postgres') : null
  const sink = mail === 'smtp' ? await startSink() : null
  const wanted: ServerSettings = {
    // Said in words, this is what it is without a word: a file below the folder.
    databaseUrl: given?.url ?? 'sqlite:data/var/turnout.db',
    smtpUrl: sink?.url ?? null,
    samples: true,
    cwd: folder,
    ...wish,
    settings: { WORKER: 'on', ...settings },
  }
  const server = await startServer(wanted)
  return {
    origin: server.url,
    folder,
    mail: sink === null ? mailboxOfFolder(join(folder, 'data/var/mail')) : mailboxOfSink(sink),
    firstOrganizer: await printedLink(server),
    command: (...words) => runCommand(words, onSamePort(wanted, server)),
    output: server.output,
    async stop() {
      const code = await server.stop()
      await sink?.close()
      await given?.drop()
      rmSync(folder, { recursive: true })
      return code
    },
  }
}

/** Commands make their links from the same address. */
function onSamePort(wanted: ServerSettings, { url }: Server): ServerSettings {
  return { ...wanted, settings: { ...wanted.settings, PORT: new URL(url).port } }
}

/** Printed right after the address, perhaps in a piece of its own. */
async function printedLink(server: Server): Promise<string> {
  for (let tries = 0; tries < 500; tries += 1) {
    const [link] = /http:\S+\/organize\/sign-in\/\S+(?=\n)/.exec(server.output()) ?? []
    if (link !== undefined) return link
    await new Promise((later) => setTimeout(later, 10))
  }
  throw new Error(`No link for the first organizer\n${server.output()}`)
}
