/** The only reader of the environment: settings are checked once and handed down as values. */
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { isLegibleAccent, leastContrast, legibleAccent } from './platform/colour.ts'

export type MailFrom = { name: string; address: string }

export type Settings = Readonly<{
  host: string
  /** 0: any free port */
  port: number
  /** Without a slash at the end; null: made from the port once it is known */
  baseUrl: string | null
  databaseUrl: string
  /** Where the database, its secret and kept mail live; null with a database server */
  dataFolder: string | null
  /** Empty: one is kept beside the SQLite database */
  secrets: readonly string[]
  smtpUrl: string | null
  mailFrom: MailFrom
  mailFolder: string
  dkim: Readonly<{ domainName: string; keySelector: string; privateKey: string }> | null
  /** As Express takes it: false, a number of proxies, or their addresses */
  trustProxy: boolean | number | string
  /** The provider of single sign-on; null: there is none */
  oidc: Readonly<{ issuer: string; clientId: string; clientSecret: string }> | null
  brandName: string
  brandLogo: string | null
  brandAccent: string | null
  worker: boolean
  /** null: where the base address is this machine */
  sampleData: boolean | null
  rateLimits: boolean
  logLevel: string
}>

export type Environment = Readonly<Record<string, string | undefined>>

const onOff = z.enum(['on', 'off'], { error: 'say on or off' }).transform((value) => value === 'on')

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'say an address such as https://events.example.org', abort: true })
  .regex(/^[a-z]+:\/\/[^/?#]+\/?$/i, 'say an address without a path')
  .transform((value) => new URL(value).origin)

const databaseUrl = z
  .string()
  .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'say sqlite:FILE or postgres://user:password@host/database')

const smtpUrl = z.url({ protocol: /^smtps?$/, error: 'say smtp://user:password@host:port or smtps://…' })

const oidcIssuer = z
  .url({ protocol: /^https?$/, error: 'say an address such as https://login.example.org', abort: true })
  .refine(isGuarded, 'say an address with https; http is for this machine alone')
  .refine((issuer) => !/[?#]/.test(issuer), 'say an address without ? and #')

/** What goes over the line decides who is let in. */
function isGuarded(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function paleAccent(accent: string): string {
  return `${accent} is too pale for links and buttons on paper (contrast below ${leastContrast}); say ${legibleAccent(accent)} or a darker colour`
}

const variables = z.object({
  PORT: z.coerce
    .number({ error: 'say a port number' })
    .int('say a port number')
    .min(0, 'say a port number')
    .max(65_535, 'say a port number below 65536')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: baseUrl.optional(),
  DATABASE_URL: databaseUrl.default('sqlite:data/var/turnout.db'),
  SECRET: z.string().optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z.string().default('Turnout <events@localhost>'),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  TRUST_PROXY: z.string().default('off'),
  OIDC_ISSUER: oidcIssuer.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  BRAND_NAME: z.string().max(60, 'say at most 60 characters').default('Turnout'),
  BRAND_LOGO: z.string().optional(),
  BRAND_ACCENT: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, { error: 'say a colour such as #0b5563', abort: true })
    .refine(isLegibleAccent, { error: ({ input }) => paleAccent(String(input)) })
    .optional(),
  WORKER: onOff.default(true),
  SAMPLE_DATA: onOff.optional(),
  RATE_LIMITS: onOff.default(true),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'say fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

type Variables = z.infer<typeof variables>

/** The settings, or what is wrong with them, a line each. A setting that is empty counts as not given. */
export function readSettings(environment: Environment): { settings: Settings } | { mistakes: string[] } {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    return { mistakes: parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`) }
  }
  const mistakes = [...wrongTogether(parsed.data)]
  if (mistakes.length > 0) return { mistakes }
  return { settings: Object.freeze(settingsFrom(parsed.data)) }
}

/** The environment of this process over what `.env` says, when there is one in this folder. */
export function environment(): Environment {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  return { ...file, ...process.env }
}

function* wrongTogether(read: Variables): Generator<string> {
  if (mailFrom(read.MAIL_FROM) === null)
    yield 'MAIL_FROM: say a sender such as Town hall <events@example.org>'
  if (!isSqlite(read) && secretsOf(read).length === 0)
    yield 'SECRET: is required with PostgreSQL; say a long random text'
  if (trustProxy(read.TRUST_PROXY) === null)
    yield 'TRUST_PROXY: say off, a number of proxies, or their addresses'
  for (const name of ['BRAND_LOGO', 'DKIM_KEY_FILE'] as const) {
    const file = read[name]
    if (file !== undefined && !existsSync(file)) yield `${name}: there is no file ${file}`
  }
  const dkim = [read.DKIM_DOMAIN, read.DKIM_SELECTOR, read.DKIM_KEY_FILE].filter((part) => part !== undefined)
  if (dkim.length % 3 !== 0) yield 'DKIM_DOMAIN: DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE go together'
  const signOn = [read.OIDC_ISSUER, read.OIDC_CLIENT_ID, read.OIDC_CLIENT_SECRET].filter(
    (part) => part !== undefined,
  )
  if (signOn.length % 3 !== 0)
    yield 'OIDC_ISSUER: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together'
}

function settingsFrom(read: Variables): Settings {
  const dataFolder = isSqlite(read) ? dirname(read.DATABASE_URL.slice('sqlite:'.length)) : null
  return {
    host: read.HOST,
    port: read.PORT,
    baseUrl: read.BASE_URL ?? null,
    databaseUrl: read.DATABASE_URL,
    dataFolder,
    secrets: secretsOf(read),
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: mailFrom(read.MAIL_FROM) ?? { name: '', address: '' },
    mailFolder: 'data/var/mail',
    dkim: dkim(read),
    trustProxy: trustProxy(read.TRUST_PROXY) ?? false,
    oidc: oidc(read),
    brandName: read.BRAND_NAME,
    brandLogo: read.BRAND_LOGO ?? null,
    brandAccent: read.BRAND_ACCENT ?? null,
    worker: read.WORKER,
    sampleData: read.SAMPLE_DATA ?? null,
    rateLimits: read.RATE_LIMITS,
    logLevel: read.LOG_LEVEL,
  }
}

function oidc(read: Variables): Settings['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = read
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  return { issuer, clientId, clientSecret }
}

function isSqlite(read: Variables): boolean {
  return read.DATABASE_URL.startsWith('sqlite:')
}

function secretsOf(read: Variables): string[] {
  return (read.SECRET ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
}

/** `Name <address>` or the address alone. */
function mailFrom(text: string): MailFrom | null {
  const [, name = '', address = ''] = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>\s]+)>|(?=\S+@))/.exec(text) ?? []
  const found = address === '' ? text.trim() : address
  return /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(found) ? { name: name.trim() || found, address: found } : null
}

function trustProxy(text: string): boolean | number | string | null {
  if (text === 'off') return false
  if (/^\d+$/.test(text)) return Number(text)
  return text.split(',').every((part) => isProxyAddress(part.trim())) ? text : null
}

/** What Express takes as a proxy: an address, a range such as 10.0.0.0/8, or the name of a range. */
function isProxyAddress(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits = '1', ...more] = text.split('/')
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? 0
  return more.length === 0 && /^\d+$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most
}

function dkim(read: Variables): Settings['dkim'] {
  const { DKIM_DOMAIN: domainName, DKIM_SELECTOR: keySelector, DKIM_KEY_FILE: file } = read
  if (domainName === undefined || keySelector === undefined || file === undefined) return null
  return { domainName, keySelector, privateKey: readFileSync(file, 'utf8') }
}
