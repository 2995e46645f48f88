/** The sites that the matrix visits: one with every event and everybody in it, and some that lack something. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../../src/database/connect.ts'
import type { Database } from '../../../src/database/database.ts'
import { findEvent } from '../../../src/domain/events/event-record.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { beginWork, keepList } from '../../../src/domain/registrations/import/list-import.ts'
import { type SiteOptions, startSite, type TestSite } from '../../support/site.ts'
import { callOff, importEvents, importOne, longAgo, now } from './events.ts'
import { addressToken, atStep, type Step } from './security-people.ts'

export type Stage = {
  /** Every event, every kind of registration */
  full: TestSite
  empty: TestSite
  /** One event alone, about which nobody may ask any more for now */
  single: TestSite
  /** Its database is gone */
  broken: TestSite
  /** `/r/{token}` of the person of this name; `/s/…`, `/unsubscribe/…` of a subscription */
  own(name: string): string
  /** A way into the workspace, good once */
  signInLink(): Promise<string>
  /** The session of somebody at this step of signing in */
  atStep(step: Step): Promise<string>
  /** Of a link that gives them another address */
  addressToken(): string
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-stage-'))
  const open = (name: string) => connect(`sqlite:${join(folder, `${name}.db`)}`)
  const [main, none, one, gone] = await Promise.all(['main', 'none', 'one', 'gone'].map(open))
  if (!main || !none || !one || !gone) throw new Error('A database is missing')
  const [full, empty, single, broken] = await Promise.all([
    fill(main),
    startSite(none, { clock: () => now }),
    importOne(one).then(() => limited(one)),
    startSite(gone, { clock: () => now }),
  ])
  await gone.close()
  const people = await ownAddresses(main, full)
  return {
    ...{ full, empty, single, broken },
    own: (name) => people.get(name) ?? '',
    signInLink: () => signInLink(main, full),
    addressToken: () => addressToken(full),
    atStep: (step) => atStep(step, { full, main, none }),
    async close() {
      await Promise.all([full, empty, single, broken].map((site) => site.stop()))
      await Promise.all([main, none, one].map((database) => database.close()))
      rmSync(folder, { recursive: true })
    },
  }
}

/** Who came, by the status that they have at the end; each is told once, in Bulgarian. */
const people: readonly [name: string, slug: string, more?: Readonly<Record<string, string>>][] = [
  [
    'confirmed',
    'everything',
    { 'answers[bus]': 'Не', 'answers[rules]': 'on', guests: '1', sessions: 'water' },
  ],
  ['maybe', 'everything', { 'answers[bus]': 'Не', 'answers[rules]': 'on', answer: 'maybe' }],
  ['declined', 'everything', { 'answers[bus]': 'Не', 'answers[rules]': 'on', answer: 'no' }],
  ['withdrawn', 'everything', { 'answers[bus]': 'Не', 'answers[rules]': 'on' }],
  ['first', 'waiting'],
  ['waitlisted', 'waiting'],
  ['only', 'full'],
  ['one-of-three', 'few'],
  ['pending-address', 'verified'],
  ['pending-approval', 'approved'],
  ['guest-of-cancelled', 'cancelled'],
  ['guest-of-postponed', 'postponed'],
  ['guest-of-today', 'today', { 'answers[bus]': 'Не', 'answers[rules]': 'on' }],
]

const settings = { keptMail: 'data/var/no-letters-here' }

async function fill(database: Database): Promise<TestSite> {
  let moment = longAgo
  const options: SiteOptions = { clock: () => moment, settings }
  await importEvents(database)
  const site = await startSite(database, options)
  await confirm(site, ['guest-of-over', 'over', { 'answers[bus]': 'Не', 'answers[rules]': 'on' }])
  moment = new Date(now.getTime() - 3_600_000)
  for (const person of people) await confirm(site, person)
  await site.post('/bg/events/everything/ask', { ...someone('Иво'), message: 'Има ли рампа?' })
  await callOff(database)
  await workOnList(database)
  moment = now
  for (const name of ['asked', 'confirmed'])
    await site.post('/bg/subscribe', { email: `${name}@example.org` })
  const own = await ownAddresses(database, site)
  await site.post(`/bg${own.get('withdrawn')}`, { action: 'cancel' })
  await site.post(`/bg${own.get('/s/confirmed')}`, { action: 'confirm' })
  return site
}

/** A list whose work never ends: the clock stands still. */
async function workOnList(database: Database): Promise<void> {
  const event = await findEvent(database.read, 'everything')
  if (event === undefined) throw new Error('The event is missing')
  const sheets = [{ name: '', columns: 1, rows: [[1, 'Елена Стоянова'] as const] }]
  const list = { eventId: event.id, by: 1, fileName: 'Списък.csv', sheets }
  const id = await keepList(database, list, now)
  await beginWork(database, { id, state: 'checking', run: 'for ever' }, now)
}

/** A provider of single sign-on that is down: nothing listens there. */
const oidc = { issuer: 'http://127.0.0.1:1', clientId: 'turnout', clientSecret: 'secret' }

/** More questions were sent than one visitor may send. */
async function limited(database: Database): Promise<TestSite> {
  const site = await startSite(database, { clock: () => now, settings: { rateLimits: true, oidc } })
  const question = { name: 'Иво', message: '?' }
  for (let n = 0; n < 31; n += 1)
    await site.post('/bg/events/alone/ask', { ...question, email: `ivo.${n}@example.org` })
  return site
}

async function confirm(site: TestSite, [name, slug, more = {}]: (typeof people)[number]): Promise<void> {
  const sent = await site.post(`/bg/events/${slug}/register`, { ...someone(name), ...more })
  if (sent.status !== 303)
    throw new Error(`${name} was not taken by ${slug}: ${sent.status} ${await sent.text()}`)
}

function someone(name: string) {
  return { name, email: `${name === 'Иво' ? 'ivo' : name}@example.org`, organization: 'Община Примерово' }
}

async function ownAddresses({ read }: Database, { tokens }: TestSite): Promise<Map<string, string>> {
  const people = await read.selectFrom('registrations').select(['id', 'name', 'generation']).execute()
  const subscribers = await read.selectFrom('subscriptions').select(['id', 'email', 'generation']).execute()
  return new Map([
    ...people.map(
      ({ id, name, generation }) => [name, `/r/${tokens.registration.sign(id, generation)}`] as const,
    ),
    ...subscribers.flatMap(({ id, email, generation }) => {
      const name = email.split('@')[0]
      return [
        [`/s/${name}`, `/s/${tokens.subscription.sign(id, generation)}`] as const,
        [`/unsubscribe/${name}`, `/unsubscribe/${tokens.unsubscribe.sign(id)}`] as const,
      ]
    }),
  ])
}

async function signInLink(database: Database, site: TestSite): Promise<string> {
  const person = {
    email: 'maria@example.org',
    name: 'Мария Примерова',
    role: 'admin' as const,
    eventSlugs: [],
  }
  const added = await addOrganizer(database, person, now)
  if (added.done === 'refused') throw new Error(added.reason)
  return `/organize/sign-in/${site.tokens.signIn.sign(added.signInId)}`
}
