/** The real web part over a real database, and browsers that visit it. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Database } from '../../../src/database/database.ts'
import type { Role } from '../../../src/database/tables.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createTokens } from '../../../src/platform/tokens.ts'
import { createViews } from '../../../src/platform/views.ts'
import { createApp } from '../../../src/web/app.ts'
import { now } from '../../domain/registrations/cast.ts'

const views = join(import.meta.dirname, '../../../views')

export const tokens = createTokens(['a secret that nobody guesses'])

export type Workspace = {
  baseUrl: string
  /** Where requests go; the base address when the site is not behind a proxy */
  listening: string
  /** Moves the clock to so many minutes after the beginning. */
  wait(minutes: number): void
  close(): Promise<void>
}

type Options = { keptMail?: string; rateLimits?: boolean }

export async function openWorkspace(database: Database, options: Options = {}): Promise<Workspace> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object with its port.
  const baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`
  let minutes = 0
  server.on(
    'request',
    createApp({
      database,
      tokens,
      clock: () => new Date(now.getTime() + minutes * 60_000),
      log: createLog('silent'),
      views: createViews(views),
      assetsFolder: join(views, 'assets'),
      settings: {
        baseUrl,
        trustProxy: false,
        rateLimits: options.rateLimits ?? false,
        brandName: 'Turnout',
        brandLogo: null,
        brandAccent: null,
        mailFrom: { name: 'Община Примерово', address: 'events@example.org' },
        keptMail: options.keptMail ?? null,
      },
    }),
  )
  return {
    baseUrl,
    listening: baseUrl,
    wait: (later) => {
      minutes = later
    },
    close: () => closeServer(server),
  }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

export type Page = { status: number; location: string | null; headers: Headers; text: string; bytes: Buffer }

type Form = Record<string, string | readonly string[]>

/** Keeps cookies, follows no redirect by itself, and posts as a browser does from our own pages. */
export class Browser {
  readonly workspace: Workspace
  readonly cookies = new Map<string, string>()
  language = 'en'

  constructor(workspace: Workspace) {
    this.workspace = workspace
  }

  get(path: string): Promise<Page> {
    return this.#ask(path, { headers: this.#headers() })
  }

  post(
    path: string,
    form: Form = {},
    headers: Record<string, string> = { origin: this.workspace.baseUrl },
  ): Promise<Page> {
    const body = new URLSearchParams()
    for (const [name, values] of Object.entries(form))
      for (const value of [values].flat()) body.append(name, value)
    return this.#ask(path, { method: 'POST', headers: { ...this.#headers(), ...headers }, body })
  }

  async #ask(path: string, request: RequestInit): Promise<Page> {
    const address = new URL(path, this.workspace.listening)
    const response = await fetch(address, { ...request, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const bytes = Buffer.from(await response.arrayBuffer())
    const { status, headers } = response
    return { status, headers, location: headers.get('location'), bytes, text: bytes.toString('utf8') }
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (value === '') this.cookies.delete(name)
    else this.cookies.set(name, value)
  }

  #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { 'accept-language': this.language, ...(cookie === '' ? {} : { cookie }) }
  }
}

/** The address that a letter to this organizer would carry. */
export async function signInAddress(
  database: Database,
  email: string,
  role: Role,
  eventSlugs: string[] = [],
) {
  const added = await addOrganizer(database, { email, name: '', role, eventSlugs }, now)
  if (added.done === 'refused') throw new Error(added.reason)
  return `/organize/sign-in/${tokens.signIn.sign(added.signInId)}`
}

/** Somebody with this role, signed in. */
export async function signedIn(
  workspace: Workspace,
  database: Database,
  email: string,
  role: Role,
  eventSlugs: string[] = [],
): Promise<Browser> {
  const browser = new Browser(workspace)
  const entered = await browser.post(await signInAddress(database, email, role, eventSlugs))
  if (entered.status !== 303) throw new Error(`Signing in answered ${entered.status}`)
  return browser
}

/** The text of a page as a reader sees it: no markup, single spaces. */
export function reading(page: Page): string {
  const [, main = page.text] = /<main[^>]*>([\s\S]*)<\/main>/.exec(page.text) ?? []
  return main
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}
