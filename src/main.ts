/** Starts the whole system and stops it gracefully. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Settings } from './config.ts'
import { lastBaseAddress, rememberBaseAddress } from './database/base-address.ts'
import { connect } from './database/connect.ts'
import type { Database } from './database/database.ts'
import { refreshWords } from './domain/events/finding/store-words.ts'
import { loadFirstSamples } from './domain/events/first-samples.ts'
import { firstOrganizerToken } from './domain/organizers/first-organizer.ts'
import { createRenderer } from './mailroom/render.ts'
import { startWorker, type Worker } from './mailroom/schedule.ts'
import { systemClock } from './platform/clock.ts'
import { createLog, type Log } from './platform/log.ts'
import { createMailer } from './platform/mailer.ts'
import { secretIn } from './platform/secret-file.ts'
import { createTokens, type Tokens } from './platform/tokens.ts'
import { createViews } from './platform/views.ts'
import { createApp } from './web/app.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** What every part needs once the settings are read: the database, up to date, and what signs links. */
export type Ground = { settings: Settings; database: Database; tokens: Tokens; log: Log }

export async function openGround(settings: Settings): Promise<Ground> {
  const log = createLog(settings.logLevel)
  const secrets = settings.secrets.length > 0 ? settings.secrets : [secretBeside(settings.databaseUrl)]
  if (secrets.some((secret) => secret.length < 16)) log.warn('SECRET is short: say a long random text')
  const database = await connect(settings.databaseUrl)
  await refreshWords(database, systemClock())
  return { settings, database, tokens: createTokens(secrets), log }
}

function secretBeside(databaseUrl: string): string {
  return secretIn(`${databaseUrl.slice('sqlite:'.length)}.secret`)
}

export type Running = {
  baseUrl: string
  /** Where it really listens; behind a proxy not what people type. */
  listening: string
  /** While there is no organizer: the address that makes the first one. */
  firstOrganizer: string | null
  stop(): Promise<void>
}

/** The web part and, unless it runs elsewhere, the worker. Answers once it listens. */
export async function startServing(ground: Ground): Promise<Running> {
  const { settings, database, tokens, log } = ground
  if (wantsSamples(settings)) await loadFirstSamples(database, systemClock())
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 })
  const listening = `http://localhost:${await listen(server, settings)}`
  const baseUrl = settings.baseUrl ?? listening
  const worker = settings.worker ? startMailWorker(ground, baseUrl) : null
  const stopping = new AbortController()
  const render = rendererOf(ground, baseUrl)
  const parts = { ...webParts(settings, baseUrl), render, stopping: stopping.signal }
  server.on('request', createApp({ database, tokens, log, ...parts }))
  await rememberBaseAddress(database, baseUrl, systemClock())
  const token = await firstOrganizerToken(database, tokens, systemClock())
  return {
    baseUrl,
    listening,
    firstOrganizer: token === null ? null : `${baseUrl}/organize/sign-in/${token}`,
    stop() {
      stopping.abort()
      return stop(server, worker, database)
    },
  }
}

function webParts(settings: Settings, baseUrl: string) {
  const keptMail = settings.smtpUrl === null ? settings.mailFolder : null
  return {
    clock: systemClock,
    views: createViews(path('../views/')),
    assetsFolder: path('../views/assets/'),
    settings: { ...settings, baseUrl, keptMail },
  }
}

/** Writes letters: for the worker that sends them, and for organizers who look at one before it is sent. */
function rendererOf({ settings, tokens }: Ground, baseUrl: string) {
  const { brandName, mailFrom } = settings
  const words = { baseUrl, brandName, mailFrom, inbound: false, tokens }
  return createRenderer(path('../templates/'), words)
}

export function startMailWorker(ground: Ground, baseUrl: string): Worker {
  const { settings, database, log } = ground
  const mailer = createMailer({
    smtpUrl: settings.smtpUrl,
    captureDir: settings.mailFolder,
    dkim: settings.dkim,
    maxConnections: 5,
  })
  const render = rendererOf(ground, baseUrl)
  return startWorker({ database, mailer, render, clock: systemClock, log })
}

function listen(server: Server, { host, port }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // A TCP server's address is an object with its port.
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

/** Requests under way are answered, letters under way are settled; then the database is closed. */
async function stop(server: Server, worker: Worker | null, database: Database): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const impatience = setTimeout(() => server.closeAllConnections(), 10_000)
  await Promise.all([closed, worker?.stop()])
  clearTimeout(impatience)
  await database.close()
}

/** The origin of links that a program beside the site makes: on any free port, the one where the site last was. */
export async function baseAddress({ settings, database }: Ground): Promise<string> {
  if (settings.baseUrl !== null) return settings.baseUrl
  const known = settings.port === 0 ? await lastBaseAddress(database) : undefined
  return known ?? `http://localhost:${settings.port}`
}

/** Unless the setting says otherwise: on somebody's own machine, never on a site that others see. */
function wantsSamples({ sampleData, baseUrl }: Settings): boolean {
  const hostname = baseUrl === null ? 'localhost' : new URL(baseUrl).hostname
  return sampleData ?? ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
