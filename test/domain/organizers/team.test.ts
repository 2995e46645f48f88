import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../src/database/tables.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { findSession } from '../../../src/domain/organizers/session.ts'
import { changeRole } from '../../../src/domain/organizers/team/change-role.ts'
import { allColleagues, colleaguesOf } from '../../../src/domain/organizers/team/colleagues.ts'
import { inviteAgain } from '../../../src/domain/organizers/team/invite-again.ts'
import { inviteColleague } from '../../../src/domain/organizers/team/invite-colleague.ts'
import { removeOrganizer } from '../../../src/domain/organizers/team/remove-organizer.ts'
import { takeRole } from '../../../src/domain/organizers/team/take-role.ts'
import { signInLinkState, useSignInLink } from '../../../src/domain/organizers/use-sign-in-link.ts'
import { emptyDatabase, onEachDatabase } from '../../support/databases.ts'
import { hold, later, now, roundTable } from '../registrations/cast.ts'

const visitor = { userAgent: 'a browser', language: null }

const day = 24 * 60

onEachDatabase('the team', (of) => {
  const events = { town: 0, village: 0 }
  const ids = { boss: 0, maria: 0, petar: 0, vera: 0 }

  beforeAll(async () => {
    const { database } = of()
    for (const slug of ['town', 'village'] as const)
      events[slug] = (await hold(database, roundTable(slug))).id
    ids.boss = await add('boss', 'admin')
    ids.maria = await add('maria', 'organizer', ['town'])
    ids.petar = await add('petar', 'admin', ['village'])
    ids.vera = await add('vera', 'organizer')
  })

  async function add(name: string, role: Role, eventSlugs: string[] = []): Promise<number> {
    const asked = { email: `${name}@example.org`, name, role, eventSlugs }
    const added = await addOrganizer(of().database, asked, now)
    if (added.done === 'refused') throw new Error(added.reason)
    return added.organizerId
  }

  const invite = (by: number, name: string, role: Role, scopes: (number | null)[], at = now) => {
    const asked = { by, email: `${name}@example.org`, name, role, scopes, language: 'bg' }
    return inviteColleague(of().database, asked, at)
  }

  const rolesOf = async (name: string) => {
    const rows = await of()
      .database.read.selectFrom('organizer_roles')
      .innerJoin('organizers', 'organizers.id', 'organizer_id')
      .select(['organizer_roles.id', 'organizer_id', 'role', 'event_id'])
      .where('email', '=', `${name}@example.org`)
      .orderBy('organizer_roles.id')
      .execute()
    return rows.map((row) => ({ ...row, event_id: row.event_id }))
  }

  const letters = async (name: string) => {
    const rows = await of()
      .database.read.selectFrom('outbox')
      .select(['kind', 'state', 'language', 'to_name', 'data'])
      .where('to_email', '=', `${name}@example.org`)
      .orderBy('id')
      .execute()
    return rows.map(({ data, ...row }) => ({ ...row, data: JSON.parse(data) }))
  }

  const logOf = (name: string) =>
    of()
      .database.read.selectFrom('audit_log')
      .select(['action', 'organizer_id', 'event_id', 'before', 'after'])
      .where('subject', '=', `${name}@example.org`)
      .where('action', '!=', 'signed-in')
      .orderBy('id')
      .execute()

  test('an organizer of an event invites to that event, and no further', async () => {
    const { maria, petar, vera, boss } = ids
    const refused = { done: 'refused', reason: 'not-allowed' }
    for (const role of ['organizer', 'contact', 'desk'] as const) {
      expect(await invite(maria, `in-${role}`, role, [events.town])).toMatchObject({ done: 'invited' })
      expect(await invite(maria, `out-${role}`, role, [events.village])).toEqual(refused)
      expect(await invite(maria, `out-${role}`, role, [events.town, events.village])).toEqual(refused)
      expect(await invite(maria, `out-${role}`, role, [null])).toEqual(refused)
      expect(await invite(vera, `out-${role}`, role, [null])).toEqual(refused)
      expect(await rolesOf(`out-${role}`)).toEqual([])
    }
    for (const by of [maria, vera]) expect(await invite(by, 'high', 'admin', [events.town])).toEqual(refused)
    expect(await invite(petar, 'high', 'admin', [events.town])).toEqual(refused)
    expect(await invite(petar, 'high', 'admin', [null])).toEqual(refused)
    expect(await invite(999, 'high', 'desk', [events.town])).toEqual(refused)
    const unknown = await of()
      .database.read.selectFrom('organizers')
      .select('email')
      .where('email', 'like', 'high%')
      .execute()
    expect(unknown).toEqual([])
    expect(await letters('high')).toEqual([])
    expect(await invite(petar, 'village-admin', 'admin', [events.village])).toMatchObject({ done: 'invited' })
    expect(await invite(boss, 'second-boss', 'admin', [null])).toMatchObject({ done: 'invited' })
  })

  test('a desk and a contact invite nobody', async () => {
    for (const role of ['desk', 'contact'] as const) {
      const [held] = await rolesOf(`in-${role}`)
      expect(await invite(held?.organizer_id ?? 0, 'nobody', 'desk', [events.town])).toEqual({
        done: 'refused',
        reason: 'not-allowed',
      })
    }
  })

  test('an invitation signs in once within seven days, and looking uses nothing up', async () => {
    const { database } = of()
    await invite(ids.maria, 'ana', 'desk', [events.town])
    const [letter] = await letters('ana')
    expect(letter).toEqual({
      kind: 'colleague-invitation',
      state: 'waiting',
      language: 'bg',
      to_name: 'ana',
      data: {
        signIn: letter?.data.signIn,
        invitation: { by: 'maria', roles: [{ role: 'desk', eventId: events.town }] },
      },
    })
    const link = letter?.data.signIn
    const state = (minutes: number) => signInLinkState(database.read, link, later(minutes))
    expect([await state(0), await state(7 * day - 1), await state(7 * day)]).toEqual([
      'good',
      'good',
      'expired',
    ])
    const entered = await useSignInLink(database, link, visitor, later(6 * day))
    expect(entered.done).toBe('signed-in')
    expect(await state(6 * day)).toBe('used')
    expect((await useSignInLink(database, link, visitor, later(6 * day))).done).toBe('refused')
    expect(await logOf('ana')).toEqual([
      {
        action: 'colleague-invited',
        organizer_id: ids.maria,
        event_id: events.town,
        before: null,
        after: '{"role":"desk"}',
      },
    ])
  })

  test('who is known keeps name and language, gets what is new, and is refused what is not', async () => {
    const { database } = of()
    await database.write((tx) =>
      tx.db.updateTable('organizers').set({ language: 'ru' }).where('id', '=', ids.vera).execute(),
    )
    const asked = { email: ' VERA@example.org', name: 'Somebody', role: 'desk' as const, language: 'bg' }
    const scopes = [events.town]
    await inviteColleague(database, { ...asked, scopes, by: ids.maria }, now)
    expect(await inviteColleague(database, { ...asked, scopes, by: ids.maria }, now)).toEqual({
      done: 'refused',
      reason: 'already',
    })
    expect(await letters('vera')).toMatchObject([{ language: 'ru', to_name: 'vera' }])
    expect((await logOf('vera')).map(({ action }) => action)).toEqual(['role-granted'])
    expect(await inviteColleague(database, { ...asked, email: 'vera', scopes, by: ids.boss }, now)).toEqual({
      done: 'refused',
      reason: 'bad-address',
    })
  })

  test('sent again, the earlier link ends and an unsent letter does not leave', async () => {
    const { database } = of()
    await invite(ids.maria, 'late', 'contact', [events.town])
    const [held] = await rolesOf('late')
    const again = { organizerId: held?.organizer_id ?? 0, language: 'bg' }
    expect(await inviteAgain(database, { ...again, by: ids.petar, within: 'any' }, later(1))).toEqual({
      done: 'refused',
      reason: 'unknown',
    })
    expect(
      await inviteAgain(database, { ...again, by: ids.maria, within: events.village }, later(1)),
    ).toEqual({
      done: 'refused',
      reason: 'unknown',
    })
    const done = await inviteAgain(database, { ...again, by: ids.maria, within: events.town }, later(1))
    expect(done).toMatchObject({ done: 'invited-again' })
    const [first, second] = await letters('late')
    expect([first?.state, second?.state]).toEqual(['dropped', 'waiting'])
    expect(await signInLinkState(database.read, first?.data.signIn, later(2))).toBe('unknown')
    expect(await signInLinkState(database.read, second?.data.signIn, later(2))).toBe('good')
    await useSignInLink(database, second?.data.signIn, visitor, later(2))
    expect(await inviteAgain(database, { ...again, by: ids.maria, within: 'any' }, later(3))).toEqual({
      done: 'refused',
      reason: 'has-come',
    })
  })

  test('a role is changed by who may take the one and give the other', async () => {
    const { database } = of()
    await invite(ids.maria, 'turns', 'desk', [events.town])
    const [held] = await rolesOf('turns')
    const change = (by: number, role: Role, within: number | 'any' = 'any') =>
      changeRole(database, { by, roleId: held?.id ?? 0, role, within }, now)
    const unknown = { done: 'refused', reason: 'unknown' }
    expect(await change(ids.petar, 'contact')).toEqual(unknown)
    expect(await change(ids.maria, 'admin')).toEqual(unknown)
    expect(await change(ids.maria, 'contact', events.village)).toEqual(unknown)
    expect((await rolesOf('turns')).map(({ role }) => role)).toEqual(['desk'])
    expect(await change(ids.maria, 'contact', events.town)).toEqual({ done: 'changed' })
    expect(await change(ids.boss, 'admin')).toEqual({ done: 'changed' })
    expect(await change(ids.maria, 'desk')).toEqual(unknown)
    expect((await rolesOf('turns')).map(({ role }) => role)).toEqual(['admin'])
    expect((await logOf('turns')).map(({ action, before, after }) => [action, before, after])).toEqual([
      ['colleague-invited', null, '{"role":"desk"}'],
      ['role-changed', '{"role":"desk"}', '{"role":"contact"}'],
      ['role-changed', '{"role":"contact"}', '{"role":"admin"}'],
    ])
  })

  test('changed into a role that is there already, only one of the two stays', async () => {
    await invite(ids.boss, 'twice', 'desk', [events.town])
    await invite(ids.boss, 'twice', 'contact', [events.town])
    const [desk] = await rolesOf('twice')
    const change = { by: ids.boss, roleId: desk?.id ?? 0, role: 'contact' as const, within: 'any' as const }
    expect(await changeRole(of().database, change, now)).toEqual({ done: 'changed' })
    expect((await rolesOf('twice')).map(({ role }) => role)).toEqual(['contact'])
  })

  test('who loses the last role goes whole; with another role they stay', async () => {
    const { database } = of()
    await invite(ids.boss, 'both', 'desk', [events.town, events.village])
    const [town, village] = await rolesOf('both')
    const take = (by: number, roleId = 0, within: number | 'any' = 'any') =>
      takeRole(database, { by, roleId, within }, now)
    const unknown = { done: 'refused', reason: 'unknown' }
    expect(await take(ids.maria, village?.id)).toEqual(unknown)
    expect(await take(ids.maria, town?.id, events.village)).toEqual(unknown)
    expect(await take(ids.maria, (await rolesOf('second-boss'))[0]?.id)).toEqual(unknown)
    expect(await take(ids.maria, (await rolesOf('turns'))[0]?.id)).toEqual(unknown)
    expect(await take(ids.maria, town?.id, events.town)).toEqual({ done: 'taken', removed: false })
    expect(await take(ids.maria, town?.id)).toEqual(unknown)
    expect(await take(ids.petar, village?.id)).toEqual({ done: 'taken', removed: true })
    expect((await logOf('both')).map(({ action }) => action)).toEqual([
      'colleague-invited',
      'colleague-invited',
      'role-taken',
      'role-taken',
      'organizer-removed',
    ])
  })

  test('who is removed is signed out, and no link or letter that is on its way helps them', async () => {
    const { database } = of()
    await invite(ids.boss, 'gone', 'organizer', [null])
    await invite(ids.boss, 'gone', 'desk', [events.town])
    const [first, second] = await letters('gone')
    const entered = await useSignInLink(database, first?.data.signIn, visitor, now)
    const session = entered.done === 'signed-in' ? entered.session : ''
    expect(await findSession(database.read, session, now)).toBeDefined()
    const [held] = await rolesOf('gone')
    const organizerId = held?.organizer_id ?? 0
    for (const by of [ids.maria, ids.petar, ids.vera])
      expect(await removeOrganizer(database, { by, organizerId }, now)).toEqual({
        done: 'refused',
        reason: 'unknown',
      })
    expect(await findSession(database.read, session, now)).toBeDefined()
    expect(await removeOrganizer(database, { by: ids.boss, organizerId }, now)).toEqual({ done: 'removed' })
    expect(await findSession(database.read, session, now)).toBeUndefined()
    expect(await useSignInLink(database, second?.data.signIn, visitor, now)).toEqual({
      done: 'refused',
      reason: 'unknown',
    })
    expect(await letters('gone')).toEqual([])
    expect(await rolesOf('gone')).toEqual([])
    expect((await logOf('gone')).at(-1)).toEqual({
      action: 'organizer-removed',
      organizer_id: ids.boss,
      event_id: null,
      before: '{"name":"gone","email":"gone@example.org","roles":["organizer","desk"]}',
      after: null,
    })
  })

  test('the last administrator of everything stays, whichever way one tries', async () => {
    const { database } = of()
    const [second] = await rolesOf('second-boss')
    await removeOrganizer(database, { by: ids.boss, organizerId: second?.organizer_id ?? 0 }, now)
    const [own] = await rolesOf('boss')
    const roleId = own?.id ?? 0
    const before = await rolesOf('boss')
    const last = { done: 'refused', reason: 'last-admin' }
    const by = ids.boss
    expect(await takeRole(database, { by, roleId, within: 'any' }, now)).toEqual(last)
    expect(await changeRole(database, { by, roleId, role: 'organizer', within: 'any' }, now)).toEqual(last)
    expect(await removeOrganizer(database, { by, organizerId: by }, now)).toEqual(last)
    expect(await rolesOf('boss')).toEqual(before)
    expect((await logOf('boss')).map(({ action }) => action)).toEqual([])
  })

  test('is seen by who may: all of it, or those of an event with what holds there', async () => {
    const { read } = of().database
    const everybody = await allColleagues(read, ids.boss, 1)
    expect(everybody.colleagues.map(({ name }) => name)).toContain('petar')
    expect((await allColleagues(read, ids.vera, 1)).colleagues).toEqual([])
    const ofTown = await colleaguesOf(read, ids.maria, events.town)
    const names = ofTown.map(({ name }) => name)
    for (const seen of ['boss', 'maria', 'vera', 'ana']) expect(names).toContain(seen)
    for (const hidden of ['petar', 'village-admin']) expect(names).not.toContain(hidden)
    expect(await colleaguesOf(read, ids.maria, events.village)).toEqual([])
    const vera = ofTown.find(({ name }) => name === 'vera')
    expect(vera?.roles.map(({ role, eventId }) => [role, eventId])).toEqual([
      ['organizer', null],
      ['desk', events.town],
    ])
  })
})

describe('two administrators who remove each other at once', () => {
  const program = fileURLToPath(new URL('../../support/remove-each-other.ts', import.meta.url))
  const guardOff = fileURLToPath(new URL('../../support/without-team-lock.ts', import.meta.url))

  /** How many administrators were left after each round. */
  async function left(dialect: 'sqlite' | 'postgres', rounds: number, nodeArguments: string[] = []) {
    const { url, drop } = await emptyDatabase(dialect)
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, [...nodeArguments, program, url, String(rounds)])
    await drop()
    return JSON.parse(stdout) as number[]
  }

  test.each(['sqlite', 'postgres'] as const)('leave one (%s)', async (dialect) => {
    expect(await left(dialect, 30)).toEqual(Array.from({ length: 30 }, () => 1))
  })

  test('leave none where nothing makes them wait, so the check above can see it', async () => {
    expect(await left('postgres', 60, ['--import', guardOff])).toContain(0)
  })
})
