import { afterAll, beforeAll, expect, test } from 'vitest'
import { hold, later, now, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

onEachDatabase('the pages of the team', (of) => {
  let workspace: Workspace
  let admin: Browser
  let organizer: Browser
  beforeAll(async () => {
    const { database } = of()
    workspace = await openWorkspace(database)
    await hold(database, roundTable('town'))
    await hold(database, { ...roundTable('village'), title: { bg: 'Сход в селото' } })
    admin = await signedIn(workspace, database, 'boss@example.org', 'admin')
    organizer = await signedIn(workspace, database, 'maria@example.org', 'organizer', ['town'])
  })
  afterAll(() => workspace.stop())

  const team = '/organize/team'
  const ofTown = '/organize/events/town/team'

  /** The address in the last letter to them. */
  async function linkTo(email: string): Promise<string> {
    const { data } = await of()
      .database.read.selectFrom('outbox')
      .select('data')
      .where('to_email', '=', email)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    return `/organize/sign-in/${workspace.tokens.signIn.sign(JSON.parse(data).signIn)}`
  }

  const roleOf = async (email: string) => {
    const row = await of()
      .database.read.selectFrom('organizer_roles')
      .innerJoin('organizers', 'organizers.id', 'organizer_id')
      .select(['organizer_roles.id', 'organizer_id', 'role'])
      .where('email', '=', email)
      .orderBy('organizer_roles.id', 'desc')
      .executeTakeFirst()
    return { held: String(row?.id), person: String(row?.organizer_id), role: row?.role }
  }

  test('an invitation with mistakes comes back as it was typed, and nothing is sent', async () => {
    const typed = { action: 'invite', email: 'ana', name: 'Ана <Б>', scope: 'some' }
    const page = await admin.post(team, typed)
    expect(page.status).toBe(422)
    expect(page.text).toContain('<title>Error: Team · Turnout</title>')
    expect(page.text).toContain('value="ana"')
    expect(page.text).toContain('value="Ана &lt;Б&gt;"')
    for (const words of ['Choose a role', 'Choose all events, or at least one'])
      expect(reading(page)).toContain(words)
    expect(await of().database.read.selectFrom('outbox').select('id').execute()).toEqual([])
  })

  test('the invited colleague comes by the link and sees the event, and the team sees them come', async () => {
    const invited = { action: 'invite', email: 'ana@example.org', name: 'Ана', role: 'desk', language: 'bg' }
    const sent = await organizer.post(ofTown, invited)
    expect([sent.status, sent.location]).toEqual([303, `${ofTown}?done=invited`])
    const waiting = reading(await organizer.get(`${ofTown}?done=invited`))
    expect(waiting).toContain('The invitation is on its way.')
    expect(waiting).toMatch(/Ана ana@example\.org Front desk this event only Invited, has not signed in yet/)
    const ana = new Browser(workspace)
    const link = await linkTo('ana@example.org')
    await ana.get(link)
    await ana.get(link)
    expect((await ana.post(link)).location).toBe('/organize')
    expect((await ana.get('/organize')).text).toContain('/organize/events/town"')
    expect((await ana.get(ofTown)).status).toBe(404)
    expect(reading(await organizer.get(ofTown))).toMatch(
      /Ана ana@example\.org Front desk this event only Last signed in: /,
    )
    expect((await new Browser(workspace).post(link)).status).toBe(410)
  })

  test('an organizer is offered what they may give, and gets no further with a form of their own', async () => {
    const page = await organizer.get(ofTown)
    const roles = [...page.text.matchAll(/name="role" value="(\w+)"/g)].map(([, role]) => role)
    expect(roles).toEqual(['desk', 'contact', 'organizer'])
    expect(page.text).not.toContain('value="remove"')
    const high = { action: 'invite', email: 'high@example.org', role: 'admin', language: 'en' }
    expect((await organizer.post(ofTown, high)).status).toBe(422)
    const boss = await roleOf('boss@example.org')
    for (const form of [
      { action: 'take-role', held: boss.held },
      { action: 'change-role', held: boss.held, role: 'desk' },
      { action: 'remove', person: boss.person },
    ]) {
      const refused = await organizer.post(ofTown, form)
      expect([form.action, refused.status]).toEqual([form.action, 409])
    }
    expect((await roleOf('boss@example.org')).role).toBe('admin')
    expect((await roleOf('high@example.org')).role).toBeUndefined()
  })

  test('the administrator invites for chosen events, changes, takes away and removes', async () => {
    const asked = { action: 'invite', email: 'boris@example.org', name: 'Борис', role: 'contact' }
    await admin.post(team, { ...asked, scope: 'some', events: ['town', 'village'] })
    const page = reading(await admin.get(team))
    expect(page).toContain('Борис boris@example.org Contact Кръгла маса Contact Сход в селото')
    const { held, person } = await roleOf('boris@example.org')
    expect((await admin.post(team, { action: 'change-role', held, role: 'organizer' })).location).toBe(
      `${team}?done=changed`,
    )
    expect((await admin.post(team, { action: 'take-role', held })).location).toBe(`${team}?done=taken`)
    expect((await admin.post(team, { action: 'take-role', held })).status).toBe(409)
    const boris = new Browser(workspace)
    await boris.post(await linkTo('boris@example.org'))
    expect((await boris.get('/organize')).status).toBe(200)
    expect((await admin.post(team, { action: 'remove', person })).location).toBe(`${team}?done=removed`)
    expect((await boris.get('/organize')).status).toBe(303)
    expect(reading(await admin.get(team))).not.toContain('Борис')
  })

  test('the last administrator is told why nothing happened', async () => {
    const { held, person } = await roleOf('boss@example.org')
    for (const form of [
      { action: 'take-role', held },
      { action: 'change-role', held, role: 'desk' },
      { action: 'remove', person },
    ]) {
      const refused = await admin.post(team, form)
      expect(refused.status).toBe(409)
      expect(reading(refused)).toContain('This is the last administrator of everything.')
    }
  })

  test('an invitation that was not used for a week is too old', async () => {
    const asked = { action: 'invite', email: 'late@example.org', name: '', role: 'desk', scope: 'all' }
    await admin.post(team, asked)
    const link = await linkTo('late@example.org')
    workspace.wait(7 * 24 * 60 - 1)
    expect((await new Browser(workspace).get(link)).status).toBe(200)
    workspace.wait(7 * 24 * 60)
    expect((await new Browser(workspace).get(link)).status).toBe(410)
    workspace.wait(0)
    expect(later(0)).toEqual(now)
  })
})
