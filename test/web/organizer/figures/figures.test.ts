import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEvent } from '../../../../src/domain/events/event-record.ts'
import { register } from '../../../../src/domain/registrations/register.ts'
import { hold, later, now, person, roundTable } from '../../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { Browser, openWorkspace, reading, signedIn, type Workspace } from '../workspace.ts'

const agenda = [
  {
    id: 'water',
    day: '2026-12-02',
    starts: '09:00',
    title: { bg: 'Вода' },
    speakers: [],
    capacity: 40,
    signup: true,
  },
]
const targets = [
  { group: 'ngo' as const, participants: 2 },
  { group: 'media' as const, participants: 5 },
]

onEachDatabase('figures to look at', (of) => {
  let workspace: Workspace
  beforeAll(async () => {
    const { database } = of()
    workspace = await openWorkspace(database)
    const mine = await hold(
      database,
      { ...roundTable('mine', { capacity: 10 }), agenda, targets },
      { water: 40 },
    )
    await hold(database, roundTable('empty'))
    await register(
      database,
      mine,
      person('Елена', { group: 'ngo', locality: 'Русе', guests: 1, sessions: ['water'] }),
      later(-60 * 26),
    )
    await register(
      database,
      mine,
      person('Иван', { locality: '<Червен>', source: 'phone', enteredBy: 1 }),
      now,
    )
  })
  afterAll(() => workspace.stop())

  test('over time, by group against targets, by session, locality and source: plots with their tables', async () => {
    const maria = await signedIn(workspace, of().database, 'maria@example.org', 'organizer', ['mine'])
    const page = await maria.get('/organize/events/mine/figures')
    expect(page.status).toBe(200)
    const words = reading(page)
    for (const said of [
      '3 people are coming, for 10 places, counted by the day of registration since 21 November 2026.',
      'Day New Together 21 November 2026 2 2 22 November 2026 1 3',
      'Non-governmental organization Target of 2 reached 2',
      'Media Target 5, 5 short 0',
      'Not said 1',
      'Вода of 40 places, 38 places left 2',
      'Русе 2 &lt;Червен&gt; 1',
      'Web page 2 Telephone 1',
    ])
      expect(words).toContain(said)
    expect(page.text).not.toContain('<Червен>')
    expect(page.text.match(/<svg class="steps /g)?.length).toBe(2)
    expect(page.text).not.toMatch(/style="|NaN|undefined/)
  })

  test('an event without anybody says how figures begin', async () => {
    const maria = await signedIn(workspace, of().database, 'ivo@example.org', 'contact', ['empty'])
    const page = await maria.get('/organize/events/empty/figures')
    expect(reading(page)).toContain('Nobody has confirmed yet.')
    expect(page.text).not.toContain('class="steps')
  })

  test('whoever looks is told of each change, in their language, until they go', async () => {
    const { database } = of()
    const maria = await signedIn(workspace, database, 'maria@example.org', 'organizer', ['mine'])
    maria.language = 'bg'
    const going = new AbortController()
    const cookie = [...maria.cookies].map((pair) => pair.join('=')).join('; ')
    const stream = await fetch(`${workspace.base}/organize/events/empty/live`, {
      headers: { cookie, 'accept-language': 'bg' },
      signal: going.signal,
    })
    expect(stream.status).toBe(404)
    const own = await fetch(`${workspace.base}/organize/events/mine/live`, {
      headers: { cookie, 'accept-language': 'bg' },
      signal: going.signal,
    })
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    const told = nextEvent(own, 'figures')
    // The first look has to be over before there is news.
    await new Promise((resolve) => setTimeout(resolve, 500))
    const event = await findEvent(database.read, 'mine')
    if (event === undefined) throw new Error('The event was just stored')
    await register(database, event, person('Нова'), now)
    const news = await told
    expect(news).toContain('<span class="people" data-label="Ще дойдат">4</span>')
    going.abort()
  })

  test('a stranger is sent to sign in; the desk has neither page nor stream', async () => {
    const stranger = new Browser(workspace)
    expect((await stranger.get('/organize/events/mine/live')).status).toBe(303)
    const desk = await signedIn(workspace, of().database, 'door@example.org', 'desk', ['mine'])
    for (const path of ['figures', 'live'])
      expect((await desk.get(`/organize/events/mine/${path}`)).status).toBe(404)
  })
})

/** The data of the next event of this name. */
async function nextEvent(stream: Response, name: string): Promise<string> {
  let text = ''
  for await (const chunk of stream.body ?? []) {
    text += Buffer.from(chunk).toString()
    const [, data] = new RegExp(`event: ${name}\n([\\s\\S]*?)\n\n`).exec(text) ?? []
    if (data !== undefined) return data.replace(/^data: /gm, '')
  }
  throw new Error('The stream ended')
}
