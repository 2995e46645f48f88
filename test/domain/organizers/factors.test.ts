import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../../src/database/database.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { admit, enter } from '../../../src/domain/organizers/admit.ts'
import { completeSignIn } from '../../../src/domain/organizers/complete-sign-in.ts'
import { addApp, addPasskey } from '../../../src/domain/organizers/factors/add-factor.ts'
import { useAnswer } from '../../../src/domain/organizers/factors/answer.ts'
import { openChallenge, sealChallenge } from '../../../src/domain/organizers/factors/challenge.ts'
import { factorsOf, passkeysOf } from '../../../src/domain/organizers/factors/factor.ts'
import { unusedRecoveryCodes } from '../../../src/domain/organizers/factors/recovery-codes.ts'
import { removeFactorsOnMachine } from '../../../src/domain/organizers/factors/remove-factor.ts'
import { findSession, type Session } from '../../../src/domain/organizers/session.ts'
import { signOn } from '../../../src/domain/organizers/single-sign-on.ts'
import { newCodeKey } from '../../../src/platform/one-time-codes.ts'
import { createTokens } from '../../../src/platform/tokens.ts'
import { codeAt } from '../../support/code-at.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { now } from '../registrations/cast.ts'

const tokens = createTokens(['a secret for tests only'])
const visit = { how: 'link' as const, userAgent: '', language: null }
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

onEachDatabase('second factors', (of) => {
  async function newcomer(email: string): Promise<Session> {
    const { database } = of()
    const added = await addOrganizer(database, { email, name: '', role: 'organizer', eventSlugs: [] }, now)
    if (added.done === 'refused') throw new Error(added.reason)
    const token = await database.write((tx) => enter(tx, added.organizerId, visit, null, now))
    const session = await findSession(database.read, token, now)
    if (session === undefined) throw new Error('No session')
    return session
  }

  async function withApp(email: string) {
    const session = await newcomer(email)
    const key = newCodeKey()
    const app = { key, code: codeAt(key, now), name: 'Телефон' }
    const added = await addApp(of().database, tokens, session, app, now)
    return { session, key, codes: added.done === 'added' ? added.codes : [] }
  }

  let session: Session
  let key = ''
  let codes: readonly string[] = []
  beforeAll(async () => {
    ;({ session, key, codes } = await withApp('has@example.org'))
  })

  test('one code, given by many at once, is good for one of them', async () => {
    const at = later(5)
    const answer = { kind: 'code' as const, code: codeAt(key, at) }
    const used = await Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        of().database.write((tx) => useAnswer(tx, tokens, session.organizer.id, answer, at)),
      ),
    )
    expect(used.filter((one) => one !== null)).toEqual(['code'])
  })

  test('one recovery code, given by many at once, is good for one of them', async () => {
    const answer = { kind: 'recovery-code' as const, code: codes[0] ?? '' }
    const used = await Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        of().database.write((tx) => useAnswer(tx, tokens, session.organizer.id, answer, now)),
      ),
    )
    expect(used.filter((one) => one !== null)).toEqual(['recovery-code'])
    expect(await unusedRecoveryCodes(of().database.read, session.organizer.id)).toBe(9)
  })

  test('were the code looked at first and written down after, several would be let in', async () => {
    const { database } = of()
    // SQLite has one writer: there nobody comes in between.
    if (database.dialect === 'sqlite') return
    const mine = (tx: Tx) =>
      tx.db.selectFrom('recovery_codes').where('organizer_id', '=', session.organizer.id)
    const unguarded = (tx: Tx) =>
      mine(tx)
        .select('code_hash')
        .where('used_at', 'is', null)
        .execute()
        .then(async (unused) => {
          await sql`select pg_sleep(0.1)`.execute(tx.db)
          await tx.db
            .updateTable('recovery_codes')
            .set({ used_at: now.toISOString() })
            .where('code_hash', '=', unused[0]?.code_hash ?? '')
            .execute()
          return unused[0]?.code_hash
        })
    const used = await Promise.all([1, 2, 3].map(() => database.write(unguarded)))
    expect(new Set(used).size).toBe(1)
  })

  test('a half-open session ends with its answer, and answers of others are worth nothing in it', async () => {
    const { database } = of()
    const other = await withApp('other@example.org')
    const at = later(20)
    const half = async () => {
      const admitted = await database.write((tx) => admit(tx, session.organizer.id, visit, at))
      return admitted.done === 'half-way' ? admitted.half : ''
    }
    const gives = (token: string, of: string) =>
      completeSignIn(database, tokens, token, { kind: 'code', code: codeAt(of, at) }, at)
    const token = await half()
    expect(await findSession(database.read, token, at)).toBeUndefined()
    expect(await gives(token, other.key)).toEqual({ done: 'refused', reason: 'wrong' })
    const foreign = { kind: 'recovery-code' as const, code: other.codes[0] ?? '' }
    expect(await completeSignIn(database, tokens, token, foreign, at)).toEqual({
      done: 'refused',
      reason: 'wrong',
    })
    expect((await gives(token, key)).done).toBe('signed-in')
    expect(await gives(token, key)).toEqual({ done: 'refused', reason: 'ended' })
    expect(await gives('no token', key)).toEqual({ done: 'refused', reason: 'ended' })
  })

  test('a passkey is made once for a challenge, belongs to one person, and its count only rises', async () => {
    const { database } = of()
    const owner = await newcomer('passkey@example.org')
    const challenge = (text: string, use: 'make' | 'prove' = 'make', at = now) => {
      const asked = { for: use, organizerId: owner.organizer.id }
      const opened = openChallenge(tokens, sealChallenge(tokens, { ...asked, text }, now), asked, at)
      if (opened === null) throw new Error('No challenge')
      return opened
    }
    const passkey = { id: 'credential', publicKey: 'key', counter: 3, transports: ['usb'], name: 'Ключ' }
    const make = (text: string, by = owner, id = 'credential') =>
      addPasskey(database, by, { ...passkey, id, challenge: challenge(text) }, now)
    expect((await make('first')).done).toBe('added')
    expect(await make('first', owner, 'another')).toEqual({ done: 'refused', reason: 'spent' })
    expect(await make('second', await newcomer('thief@example.org'))).toEqual({
      done: 'refused',
      reason: 'spent',
    })
    const [known] = await passkeysOf(database.read, owner.organizer.id)
    expect(known).toEqual({
      factorId: known?.factorId,
      id: 'credential',
      publicKey: 'key',
      counter: 3,
      transports: ['usb'],
    })
    const prove = (text: string, counter: number) =>
      database.write((tx) => {
        const answer = {
          kind: 'passkey' as const,
          factorId: known?.factorId ?? 0,
          counter,
          challenge: challenge(text, 'prove'),
        }
        return useAnswer(tx, tokens, owner.organizer.id, answer, now)
      })
    expect([await prove('a', 4), await prove('a', 5), await prove('b', 4), await prove('c', 5)]).toEqual([
      'passkey',
      null,
      null,
      'passkey',
    ])
    expect(() => challenge('late', 'make', later(10))).toThrow('No challenge')
    const sealed = sealChallenge(tokens, { for: 'make', organizerId: 1, text: 'x' }, now)
    expect(openChallenge(tokens, sealed, { for: 'prove', organizerId: 1 }, now)).toBeNull()
    expect(openChallenge(tokens, sealed, { for: 'make', organizerId: 2 }, now)).toBeNull()
  })

  test('are taken away at the machine, with codes and sessions, and the log says by nobody', async () => {
    const { database } = of()
    const lost = await withApp('lost@example.org')
    const { id } = lost.session.organizer
    await removeFactorsOnMachine(database, id, now)
    await removeFactorsOnMachine(database, id, now)
    expect(await factorsOf(database.read, id)).toEqual([])
    expect(await unusedRecoveryCodes(database.read, id)).toBe(0)
    expect(await findSession(database.read, lost.session.token, now)).toBeUndefined()
    const entries = await database.read
      .selectFrom('audit_log')
      .select(['action', 'organizer_id'])
      .where('subject', '=', 'lost@example.org')
      .where('action', 'in', ['second-factor-removed', 'sessions-ended'])
      .orderBy('id')
      .execute()
    expect(entries).toEqual([
      { action: 'second-factor-removed', organizer_id: null },
      { action: 'sessions-ended', organizer_id: null },
    ])
  })

  test('an answer of a provider is taken once, also when it comes twice at once', async () => {
    await newcomer('signs-on@example.org')
    const arrival = {
      issuer: 'https://login.example.org',
      subject: 'one',
      email: 'signs-on@example.org',
      isEmailVerified: true,
      state: 'the state',
      until: later(10).toISOString(),
      userAgent: '',
      language: null,
    }
    const done = await Promise.all([1, 2, 3].map(() => signOn(of().database, arrival, now)))
    expect(done.map((one) => (one.done === 'refused' ? one.reason : one.done)).sort()).toEqual([
      'repeated',
      'repeated',
      'signed-in',
    ])
  })
})
