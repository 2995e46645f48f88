/** Colleagues at each step of signing in, for the pages that only they see. */
import type { Database } from '../../../src/database/database.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { admit, enter } from '../../../src/domain/organizers/admit.ts'
import { addApp } from '../../../src/domain/organizers/factors/add-factor.ts'
import { demandFactor } from '../../../src/domain/organizers/factors/demand.ts'
import { hasFactor } from '../../../src/domain/organizers/factors/factor.ts'
import { findSession } from '../../../src/domain/organizers/session.ts'
import { newCodeKey } from '../../../src/platform/one-time-codes.ts'
import { codeAt } from '../../support/code-at.ts'
import type { TestSite } from '../../support/site.ts'
import { now } from './events.ts'

/** `half`: has yet to give the second factor; `guarded`: has given it; `stale`: a while ago; `must`: needs one first */
export type Step = 'half' | 'guarded' | 'stale' | 'must'

const visit = { how: 'link' as const, userAgent: '', language: null }

/** The token for the cookie of somebody at this step; `must` is of another site, where it is demanded. */
export async function atStep(
  step: Step,
  sites: { full: TestSite; main: Database; none: Database },
): Promise<string> {
  if (step === 'must') return demanded(sites.none)
  const { main, full } = sites
  const id = await person(main, 'guarded@example.org')
  guarded = id
  if (!(await hasFactor(main.read, id))) await giveFactor(main, full, id)
  if (step === 'half') {
    const admitted = await main.write((tx) => admit(tx, id, visit, now))
    return admitted.done === 'half-way' ? admitted.half : ''
  }
  return main.write((tx) => enter(tx, id, visit, step === 'guarded' ? 'code' : null, now))
}

let guarded = 0

export function addressToken({ tokens }: TestSite): string {
  const until = new Date(now.getTime() + 60_000).toISOString()
  const change = { organizerId: guarded, from: 'guarded@example.org', to: 'new@example.org', until }
  return tokens.address.sign(change)
}

async function person(database: Database, email: string): Promise<number> {
  const added = await addOrganizer(
    database,
    { email, name: 'Иво Примеров', role: 'admin', eventSlugs: [] },
    now,
  )
  if (added.done === 'refused') throw new Error(added.reason)
  return added.organizerId
}

async function giveFactor(database: Database, { tokens }: TestSite, id: number): Promise<void> {
  const token = await database.write((tx) => enter(tx, id, visit, null, now))
  const session = await findSession(database.read, token, now)
  if (session === undefined) throw new Error('No session')
  const key = newCodeKey()
  await addApp(database, tokens, session, { key, code: codeAt(key, now), name: 'Телефон' }, now)
}

async function demanded(database: Database): Promise<string> {
  const id = await person(database, 'must@example.org')
  await demandFactor(database, true, { id, email: 'must@example.org' }, now)
  return database.write((tx) => enter(tx, id, visit, null, now))
}
