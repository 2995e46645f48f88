import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onEachDatabase } from '../../support/databases.ts'
import { fills, ofEvent } from './permission-fills.ts'
import { type Row, table } from './permission-table.ts'
import {
  changed,
  enter,
  everything,
  openWorld,
  type PersonaName,
  personaNames,
  type World,
} from './permission-world.ts'
import { routesOf } from './routes-of.ts'
import { type Browser, type Page, reading, signedIn } from './workspace.ts'

const views = fileURLToPath(new URL('../../../views/organizer', import.meta.url))

const nameOf = ({ on, action, fill }: Row) =>
  [on, action, ...Object.values(fill ?? {})].filter((part) => part !== undefined).join(' ')

onEachDatabase('the permission table', (of) => {
  let world: World
  const seen = new Set<string>()
  beforeAll(async () => {
    world = await openWorld(of().database)
  })
  afterAll(() => world.workspace.stop())

  test('each route of the workspace has a line, and each line a route', () => {
    const routes = routesOf(world.workspace.app).filter((route) => /^[A-Z]+ \/organize/.test(route))
    const lines = [...new Set(table.map(({ on }) => on))].sort()
    expect(routes.length).toBeGreaterThan(15)
    expect(lines).toEqual(routes)
  })

  test('each button of the workspace has a line', () => {
    const known = new Set(table.map(({ action }) => action))
    const inViews = readdirSync(views, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.hbs'))
      .flatMap((name) => [...readFileSync(`${views}/${name}`, 'utf8').matchAll(buttonShape)])
      .map(([, action = '']) => action)
    expect(inViews).toContain('turn-down')
    expect(inViews.filter((action) => !known.has(action))).toEqual([])
  })

  test.each(table.map((row) => [nameOf(row), row] as const))('%s', async (_name, row) => {
    const expected = row.who.split(/\s+/)
    expect(expected).toHaveLength(personaNames.length)
    const all = personaNames.map((name, at) => ({ name, wanted: expected[at] }))
    const asked = await filled(row, world)
    const address = await addressOf(row, world)
    const elsewhere = isOfEvent(row) ? await addressOf(row, world, 'theirs') : undefined
    const before = await everything(world.database)
    for (const { name, wanted } of all.filter((one) => one.wanted !== '+')) {
      const page = await ask(asked, address, world.personas[name].browser)
      expect([name, answerOf(page, address)]).toEqual([name, wanted])
      for (const secret of world.secrets) expect(page.text).not.toContain(secret)
    }
    if (elsewhere !== undefined) await findsNothing(asked, elsewhere, world)
    expect(changed(before, await everything(world.database))).toEqual([])
    for (const { name } of all.filter(({ wanted }) => wanted === '+'))
      await isAnswered(row, name, world, seen)
  })

  test('there was something to hide, and those who may have seen it', () => {
    expect([...seen].sort()).toEqual([...world.secrets].sort())
  })

  test('what is not there looks to a stranger as what is', async () => {
    const { browser } = world.personas.nobody
    for (const path of [
      '/nowhere',
      '/events/nothing',
      '/events/nothing/people/ABCDEF',
      '/mail/nothing.eml',
    ]) {
      const address = `/organize${path}`
      expect([path, answerOf(await browser.get(address), address)]).toEqual([path, 's'])
    }
  })

  describe.each(['admin', 'organizer', 'contact', 'desk'] as const)('%s of one event', (name) => {
    test('sees this event in the list and no other, and none that is not there', async () => {
      const { browser } = world.personas[name]
      const events = await browser.get('/organize')
      const slugs = [...events.text.matchAll(/href="\/organize\/events\/([^"/]+)"/g)].map(([, slug]) => slug)
      expect(slugs).toEqual(['mine'])
      for (const slug of ['theirs', 'nothing'])
        expect((await browser.get(`/organize/events/${slug}`)).status).toBe(404)
    })
  })

  test('the desk sees names, organizations and status, and cannot ask for more', async () => {
    const asked = '/organize/events/mine?group=ngo&source=paper'
    const desk = await world.personas.desk.browser.get(asked)
    expect(reading(desk)).toContain('Елена Тайна')
    const { reference } = world.a
    const secrets = [
      '2233.secret@example.org',
      '784 8238',
      'строго лично',
      reference,
      'attendees.csv',
      '/add',
    ]
    for (const secret of secrets) expect(desk.text).not.toContain(secret)
    const whole = await world.personas.organizer.browser.get('/organize/events/mine')
    for (const secret of secrets.filter((one) => one !== 'строго лично')) expect(whole.text).toContain(secret)
  })

  test('the name of a kept letter leads to no other file', async () => {
    const { browser } = world.personas['admin of all']
    for (const name of ['../../../package.json', '..%2f..%2fpackage', '20261122T200357123Z-00000099'])
      expect((await browser.get(`/organize/mail/${name}`)).status).toBe(404)
  })

  test('who lost every role is told no more than the list of no events', async () => {
    const { database, workspace } = world
    const gone = await signedIn(workspace, database, 'gone@example.org', 'organizer', ['mine'])
    const known = database.read.selectFrom('organizers').select('id').where('email', '=', 'gone@example.org')
    const { id } = await known.executeTakeFirstOrThrow()
    await database.write((tx) => tx.db.deleteFrom('organizer_roles').where('organizer_id', '=', id).execute())
    expect((await gone.get('/organize')).text).not.toContain('/organize/events/')
    expect((await gone.get('/organize/events/mine')).status).toBe(404)
  })
})

/** `name="action"` and its value, in either order, where it stands in the page as such. */
const buttonShape = /name="action"[^>]*?\svalue="([a-z-]+)"/g

/** The address that the row names, on the event "mine", or on another with what belongs to "mine". */
async function addressOf({ on, fill = {} }: Row, world: World, slug = 'mine'): Promise<string> {
  let path = on.slice(on.indexOf(' ') + 1)
  for (const [whole, name = ''] of path.matchAll(/:(\w+)/g)) {
    const value = name === 'slug' ? slug : (fill[name] ?? (await made(name, world)))
    path = path.replace(whole, encodeURIComponent(value))
  }
  return path
}

/** The row with what its form names by `:name`. */
async function filled(row: Row, world: World): Promise<Row> {
  const fields = Object.entries(row.form ?? {}).map(async ([name, value]) => {
    const [, wanted] = /^:(\w+)$/.exec(String(value)) ?? []
    return [name, wanted === undefined ? value : await made(wanted, world)] as const
  })
  return { ...row, form: Object.fromEntries(await Promise.all(fields)) }
}

function made(name: string, world: World): Promise<string> {
  const value = fills[name]?.(world)
  if (value === undefined) throw new Error(`Nothing to fill :${name} with: see permission-fills.ts`)
  return value
}

function ask({ on, action, form, files }: Row, address: string, browser: Browser): Promise<Page> {
  if (on.startsWith('GET')) return browser.get(address)
  const fields = { ...(action === undefined ? {} : { action }), ...form }
  if (files === undefined) return browser.post(address, fields)
  const body = new FormData()
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) body.append(name, value)
  for (const [name, [fileName, content]] of Object.entries(files))
    body.append(name, new Blob([content]), fileName)
  return browser.post(address, body)
}

/** The letter of the table that an answer is; what is neither is shown as it is. */
function answerOf({ status, location, headers, text }: Page, address: string): string {
  const isKept = headers.get('cache-control') !== 'no-store'
  if (isKept) return `${status}, to be kept by caches`
  if (status === 404) return '-'
  if (status === 303 && location === `/organize/sign-in?${new URLSearchParams({ next: address })}`) return 's'
  return [200, 303, 400, 409, 422].includes(status) ? '+' : `${status} ${text.slice(0, 200)}`
}

async function isAnswered(row: Row, name: PersonaName, world: World, seen: Set<string>): Promise<void> {
  const address = await addressOf(row, world)
  const page = await ask(await filled(row, world), address, world.personas[name].browser)
  expect([name, answerOf(page, address)]).toEqual([name, '+'])
  for (const secret of world.secrets) if (page.text.includes(secret)) seen.add(secret)
  if (row.ends) world.personas[name] = await enter(world, name)
}

function isOfEvent({ on }: Row): boolean {
  return on.includes('/:slug') && ofEvent.some((name) => on.includes(`:${name}`))
}

/** A person of "mine" is not found under the other event, whoever asks there. */
async function findsNothing(row: Row, address: string, world: World): Promise<void> {
  for (const name of ['organizer of another event', 'organizer of all', 'admin of all'] as const) {
    const page = await ask(row, address, world.personas[name].browser)
    expect([name, 'elsewhere', answerOf(page, address)]).toEqual([name, 'elsewhere', '-'])
    for (const secret of world.secrets) expect(page.text).not.toContain(secret)
  }
}
