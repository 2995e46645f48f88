import { afterAll, beforeAll, expect, test } from 'vitest'
import { register } from '../../../src/domain/registrations/register.ts'
import { hold, letters, now, people, person, places, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

onEachDatabase('what is done to many', (of) => {
  let workspace: Workspace
  let browser: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    browser = await signedIn(workspace, of().database, 'boss@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  async function ask(slug: string, terms: Parameters<typeof roundTable>[1], names: readonly string[]) {
    const event = await hold(of().database, roundTable(slug, terms))
    for (const name of names) {
      const done = await register(of().database, event, person(name), now)
      if (done.done === 'refused') throw new Error(done.reason)
    }
    return event
  }

  test('is foreseen, done, and undone: many are approved as far as places go', async () => {
    const event = await ask('approved', { approval: true, capacity: 2 }, ['Анна', 'Борис', 'Вера'])
    const home = '/organize/events/approved'
    const review = reading(await browser.get(`${home}/bulk?all=1&action=approve`))
    expect(review).toContain(
      'This concerns 3 people. 2 get a place. 1 joins the waiting list, since it is full. 3 letters go out. Анна, Борис, Вера Confirm: 3',
    )
    expect(await people(of().database, event)).toEqual(['Анна: pending', 'Борис: pending', 'Вера: pending'])
    const done = await browser.post(`${home}/bulk`, { all: '1', action: 'approve' })
    expect(await people(of().database, event)).toEqual([
      'Анна: confirmed',
      'Борис: confirmed',
      'Вера: waitlisted 1',
    ])
    expect(reading(await browser.get(done.location ?? ''))).toContain(
      'Done for 3 people. It can be undone until',
    )
    await browser.post(done.location ?? '')
    expect(await people(of().database, event)).toEqual(['Анна: pending', 'Борис: pending', 'Вера: pending'])
    expect(await places(of().database, event)).toEqual({ taken: 0, waiting: 0 })
    // Nobody had been told of the approval, and everybody hears again how things stand.
    const told = (await letters(of().database, event)).filter((letter) => !letter.startsWith('['))
    expect(told).toEqual([
      'awaiting-approval → Вера',
      'awaiting-approval → Борис',
      'awaiting-approval → Анна',
    ])
    const log = await of()
      .database.read.selectFrom('audit_log')
      .select('action')
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()
    expect(log.map(({ action }) => action)).toEqual([
      ...['person-approved', 'person-approved', 'person-approved'],
      ...['person-restored', 'person-restored', 'person-restored'],
    ])
  })

  test('moves to the end of the list; who waited before gets the places, and nobody else is passed over', async () => {
    const event = await ask('moved', { capacity: 3 }, ['Анна', 'Борис', 'Вера', 'Горан'])
    const ids = await of()
      .database.read.selectFrom('registrations')
      .select('id')
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()
    const [anna, boris] = ids.map(({ id }) => String(id))
    const done = await browser.post('/organize/events/moved/bulk', {
      ids: `${anna},${boris}`,
      action: 'wait',
    })
    expect(await people(of().database, event)).toEqual([
      'Анна: waitlisted 2',
      'Борис: waitlisted 3',
      'Вера: confirmed',
      'Горан: confirmed',
    ])
    expect(await places(of().database, event)).toEqual({ taken: 2, waiting: 2 })
    await browser.post(done.location ?? '')
    expect(await people(of().database, event)).toEqual([
      'Анна: waitlisted 2',
      'Борис: confirmed',
      'Вера: confirmed',
      'Горан: confirmed',
    ])
    const told = reading(await browser.get(done.location ?? ''))
    expect(told).toContain('Undone for 1 person. For 1 person it could not be undone.')
    expect(told).toContain('Анна : no place is left')
    expect(await places(of().database, event)).toEqual({ taken: 3, waiting: 1 })
  })

  test('labels, and skips who has the label already', async () => {
    await ask('labelled', {}, ['Анна', 'Борис'])
    const home = '/organize/events/labelled'
    expect(reading(await browser.get(`${home}/bulk?all=1&action=label`))).toContain('Write the label first.')
    await browser.post(`${home}/bulk`, { all: '1', q: 'Анна', action: 'label', 'new-label': 'лектор' })
    const again = await browser.post(`${home}/bulk`, { all: '1', action: 'label', 'new-label': 'лектор' })
    expect(reading(await browser.get(again.location ?? ''))).toContain(
      'Done for 1 person. 1 person was left as they were.',
    )
    // Nothing was chosen of the columns: what has just been written is seen, and so is the way back.
    const listed = await browser.get(home)
    expect(reading(listed)).toContain('Last done: Add the label: лектор (1). Undo')
    expect(listed.text).toContain(`href="${again.location}"`)
    // In the filter and on both rows
    expect(listed.text.match(/>лектор</g)).toHaveLength(3)
    await browser.post(again.location ?? '')
    expect(reading(await browser.get(again.location ?? ''))).toContain('Taken back: Add the label: лектор')
    expect(reading(await browser.get(home))).toContain('Last done: Add the label: лектор (1). Undo')
    const found = await browser.get(`${home}?label=${encodeURIComponent('лектор')}`)
    expect([reading(found).includes('Анна'), reading(found).includes('Борис')]).toEqual([true, false])
  })

  test('is approved by two at once without one place too many', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `Гост ${i}`)
    const event = await ask('raced', { approval: true, capacity: 20 }, names)
    const press = () => browser.post('/organize/events/raced/bulk', { all: '1', action: 'approve' })
    await Promise.all([press(), press()])
    const stood = await people(of().database, event)
    const count = (status: string) => stood.filter((one) => one.includes(status)).length
    expect([count('confirmed'), count('waitlisted'), count('pending')]).toEqual([20, 10, 0])
    expect(await places(of().database, event)).toEqual({ taken: 20, waiting: 10 })
  })
})
