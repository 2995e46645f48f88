/** The workspace as browsers visit it, over the real web part and a real database. */
import type { Database } from '../../../src/database/database.ts'
import type { Role } from '../../../src/database/tables.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import type { Secrets } from '../../../src/platform/tokens.ts'
import type { WebSettings } from '../../../src/web/site.ts'
import { now } from '../../domain/registrations/cast.ts'
import { encoded, type Form, startSite, type TestSite } from '../../support/site.ts'

export type Workspace = TestSite & {
  /** Moves the clock to so many minutes after the beginning. */
  wait(minutes: number): void
  /** What time it is there */
  clock(): Date
}

export async function openWorkspace(
  database: Database,
  settings: Partial<WebSettings> = {},
  secrets?: Secrets,
): Promise<Workspace> {
  let minutes = 0
  const clock = () => new Date(now.getTime() + minutes * 60_000)
  const site = await startSite(database, {
    clock,
    settings,
    ...(secrets === undefined ? {} : { secrets }),
  })
  return {
    ...site,
    clock,
    wait: (later) => {
      minutes = later
    },
  }
}

export type Page = { status: number; location: string | null; headers: Headers; text: string; bytes: Buffer }

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
    form: Form | FormData = {},
    headers: Record<string, string> = { origin: this.workspace.base },
  ): Promise<Page> {
    const body = form instanceof FormData ? form : encoded(form)
    return this.#ask(path, { method: 'POST', headers: { ...this.#headers(), ...headers }, body })
  }

  async #ask(path: string, request: RequestInit): Promise<Page> {
    const response = await fetch(new URL(path, this.workspace.base), { ...request, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const { status, headers } = response
    const bytes = await bodyOf(response)
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

/** Of what goes on for as long as somebody listens nothing is read. */
async function bodyOf(response: Response): Promise<Buffer> {
  const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (isEndless) await response.body?.cancel()
  return isEndless ? Buffer.alloc(0) : Buffer.from(await response.arrayBuffer())
}

/** The address that a letter to this organizer would carry. */
export async function signInAddress(
  { tokens, clock }: Workspace,
  database: Database,
  email: string,
  role: Role,
  eventSlugs: string[] = [],
): Promise<string> {
  const added = await addOrganizer(database, { email, name: '', role, eventSlugs }, clock())
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
  const entered = await browser.post(await signInAddress(workspace, database, email, role, eventSlugs))
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
