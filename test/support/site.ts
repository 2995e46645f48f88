/** The web part on a free port, as a browser meets it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Express } from 'express'
import type { Database } from '../../src/database/database.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import { createLog } from '../../src/platform/log.ts'
import { createTokens, type Secrets, type Tokens } from '../../src/platform/tokens.ts'
import { createViews } from '../../src/platform/views.ts'
import { createApp } from '../../src/web/app.ts'
import type { AppInput, WebSettings } from '../../src/web/site.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export type TestSite = {
  app: Express
  base: string
  port: number
  tokens: Tokens
  /** Follows no redirect */
  get(address: string, headers?: Record<string, string>): Promise<Response>
  /** A form, as a browser sends it from our own page */
  post(address: string, fields: Form, headers?: Record<string, string>): Promise<Response>
  stop(): Promise<void>
}

export type Form = Record<string, string | readonly string[]>

export type SiteOptions = Partial<Pick<AppInput, 'clock' | 'maxAge' | 'log'>> & {
  settings?: Partial<WebSettings>
  secrets?: Secrets
}

export async function startSite(database: Database, options: SiteOptions = {}): Promise<TestSite> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo
  const base = `http://localhost:${port}`
  const tokens = createTokens(options.secrets ?? ['a secret for tests only'])
  const app = createApp(appInput(database, base, tokens, options))
  server.on('request', app)
  return {
    app,
    base,
    port,
    tokens,
    get: (address, headers = {}) => fetch(base + address, { redirect: 'manual', headers }),
    post: (address, fields, headers = {}) =>
      fetch(base + address, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
        body: encoded(fields),
      }),
    async stop() {
      server.closeAllConnections()
      await new Promise((stopped) => server.close(stopped))
    },
  }
}

function appInput(database: Database, baseUrl: string, tokens: Tokens, options: SiteOptions): AppInput {
  return {
    database,
    tokens,
    clock: options.clock ?? (() => new Date()),
    log: options.log ?? createLog('silent'),
    maxAge: options.maxAge ?? 0,
    views: createViews(path('../../views/')),
    assetsFolder: path('../../views/assets/'),
    render: createRenderer(path('../../templates/'), {
      ...{ baseUrl, brandName: 'Turnout', inbound: false, tokens },
      mailFrom: { name: 'Turnout', address: 'events@example.org' },
    }),
    settings: {
      baseUrl,
      trustProxy: false,
      rateLimits: false,
      brandName: 'Turnout',
      brandLogo: null,
      brandAccent: null,
      mailFrom: { name: 'Turnout', address: 'events@example.org' },
      keptMail: null,
      oidc: null,
      ...options.settings,
    },
  }
}

export function encoded(fields: Form): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
  }
  return body
}
