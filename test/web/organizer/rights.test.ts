import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../src/database/tables.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { hold, now, person, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

/** Every address of the workspace that asks who is there; what each role gets on its own event. */
const addresses: { method: 'get' | 'post'; path: string; open: Role[] }[] = [
  { method: 'get', path: '/events/mine', open: ['admin', 'organizer', 'contact', 'desk'] },
  { method: 'get', path: '/events/mine/questions', open: ['admin', 'organizer', 'contact'] },
  { method: 'get', path: '/events/mine/people/REFERENCE', open: ['admin', 'organizer', 'contact'] },
  { method: 'get', path: '/events/mine/add', open: ['admin', 'organizer'] },
  { method: 'post', path: '/events/mine/add', open: ['admin', 'organizer'] },
  { method: 'post', path: '/events/mine/people/REFERENCE', open: ['admin', 'organizer'] },
  { method: 'get', path: '/events/mine/attendees.csv', open: ['admin', 'organizer'] },
  { method: 'get', path: '/events/mine/attendees.xlsx', open: ['admin', 'organizer'] },
  { method: 'get', path: '/events/mine/attendees.pdf', open: ['admin', 'organizer'] },
  { method: 'get', path: '/events/mine/attendees.json', open: ['admin', 'organizer'] },
]

onEachDatabase('rights', (of) => {
  let workspace: Workspace
  let reference = ''
  beforeAll(async () => {
    const { database } = of()
    workspace = await openWorkspace(database, { keptMail: mkdtempSync(join(tmpdir(), 'turnout-mail-')) })
    const mine = await hold(database, roundTable('mine'))
    await hold(database, roundTable('theirs'))
    const comes = person('Елена Тайна', {
      email: 'secret@example.org',
      phone: '+359 88 784 8238',
      note: 'строго лично',
    })
    const done = await register(database, mine, comes, now)
    if (done.done === 'registered') reference = done.reference
  })
  afterAll(() => workspace.stop())

  const at = (path: string, slug = 'mine') =>
    `/organize${path.replace('mine', slug).replace('REFERENCE', reference)}`

  test('a stranger is sent to sign in from every address, there or not', async () => {
    const stranger = new Browser(workspace)
    for (const { method, path } of [
      ...addresses,
      { method: 'get' as const, path: '' },
      { method: 'get' as const, path: '/mail' },
      { method: 'get' as const, path: '/nowhere' },
      { method: 'get' as const, path: '/events/nothing' },
    ]) {
      const page = await stranger[method](at(path))
      expect([path, page.status, page.location]).toEqual([
        path,
        303,
        `/organize/sign-in?${new URLSearchParams({ next: at(path) })}`,
      ])
      expect(page.headers.get('cache-control')).toBe('no-store')
    }
  })

  describe.each(['admin', 'organizer', 'contact', 'desk'] as const)('%s of one event', (role) => {
    let browser: Browser
    beforeAll(async () => {
      browser = await signedIn(workspace, of().database, `${role}@example.org`, role, ['mine'])
    })

    test.each(addresses)('$method $path', async ({ method, path, open }) => {
      const own = await browser[method](at(path), { action: 'nonsense' } as never)
      const isOpen = open.includes(role)
      const wanted = !isOpen ? 404 : method === 'get' ? 200 : path.endsWith('add') ? 422 : 400
      expect(own.status).toBe(wanted)
      expect(own.headers.get('cache-control')).toBe('no-store')
      if (!isOpen) expect(own.text).not.toContain('Елена')
      for (const slug of ['theirs', 'nothing'])
        expect((await browser[method](at(path, slug))).status).toBe(404)
    })

    test('sees this event in the list and no other, and no kept letters', async () => {
      const events = await browser.get('/organize')
      expect(
        [...events.text.matchAll(/href="\/organize\/events\/([^"/]+)"/g)].map(([, slug]) => slug),
      ).toEqual(['mine'])
      expect((await browser.get('/organize/mail')).status).toBe(404)
    })
  })

  test('the desk sees names, organizations and status, and cannot ask for more', async () => {
    const desk = await signedIn(workspace, of().database, 'door@example.org', 'desk', ['mine'])
    const page = await desk.get('/organize/events/mine?group=ngo&source=paper')
    expect(reading(page)).toContain('Елена Тайна')
    for (const secret of [
      'secret@example.org',
      '784 8238',
      'строго лично',
      reference,
      'attendees.csv',
      '/add',
    ]) {
      expect(page.text).not.toContain(secret)
    }
    const organizer = await signedIn(workspace, of().database, 'boss@example.org', 'organizer')
    const whole = await organizer.get('/organize/events/mine')
    for (const seen of ['secret@example.org', '784 8238', reference, 'attendees.csv', '/add'])
      expect(whole.text).toContain(seen)
  })

  test('an administrator of everything reads kept letters; a person of another event is not found', async () => {
    const admin = await signedIn(workspace, of().database, 'all@example.org', 'admin')
    expect((await admin.get('/organize/mail')).status).toBe(200)
    expect((await admin.get(`/organize/events/theirs/people/${reference}`)).status).toBe(404)
    for (const name of ['../../../package.json', '..%2f..%2fpackage', '20261122T200357123Z-00000012']) {
      expect((await admin.get(`/organize/mail/${name}`)).status).toBe(404)
    }
  })
})
