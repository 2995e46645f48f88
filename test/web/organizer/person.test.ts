import { afterAll, beforeAll, expect, test } from 'vitest'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import type { RegistrationInput } from '../../../src/domain/registrations/registration-input.ts'
import { hold, later, letters, now, people, person, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

onEachDatabase('one person', (of) => {
  let workspace: Workspace
  let browser: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    browser = await signedIn(workspace, of().database, 'boss@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  const openEvent = (slug: string, terms: Parameters<typeof roundTable>[1]) =>
    hold(of().database, roundTable(slug, terms))

  async function comes(
    event: Awaited<ReturnType<typeof openEvent>>,
    name: string,
    more: Partial<RegistrationInput> = {},
  ) {
    const done = await register(of().database, event, person(name, more), now)
    if (done.done === 'refused') throw new Error(done.reason)
    return `/organize/events/${event.slug}/people/${done.reference}`
  }

  test('shows all that is held, and what became of each letter', async () => {
    const event = await openEvent('held', {})
    const page = await comes(event, 'Анна Петрова', {
      phone: '+359 88 784 8238',
      organization: 'Община <b>Примерово</b>',
      position: 'кмет',
      locality: 'Примерово',
      group: 'ngo',
      guests: 2,
      guestNames: ['Иван', 'Мария'],
      note: 'Идвам\nс влака',
      consentPhotos: true,
    })
    await of().database.write((tx) =>
      tx.db
        .updateTable('outbox')
        .set({ attempts: 2, reason: 'try-later', due_at: '2026-11-22T11:30:00.000Z' })
        .where('event_id', '=', event.id)
        .execute(),
    )
    const shown = await browser.get(page)
    const text = reading(shown)
    for (const part of [
      'Анна Петрова Confirmed Reference',
      'Telephone +359 88 784 8238 E-mail анна.петрова@example.org',
      'Position кмет Group Non-governmental organization Town or village Примерово Guests 2 Names of guests Иван Мария',
      'Note Идвам с влака Agrees to photographs 22 November 2026, 12:00 (Sofia, UTC+2)',
      'Registered by Web page Registered 22 November 2026, 12:00 (Sofia, UTC+2) Language of letters Bulgarian',
      'Confirmation with invitation Waiting to be sent The mail server asked to try again later Tried 2 times, again on 22 November 2026, 13:30 (Sofia, UTC+2)',
      'Cancel the registration 3 places become free. A letter tells анна.петрова@example.org. Cancel: Анна Петрова',
    ]) {
      expect(text).toContain(part)
    }
    expect(shown.text).toContain('Община &lt;b&gt;Примерово&lt;/b&gt;')
    expect((await browser.get(page.toLowerCase().replace('/held/', '/held/'))).status).toBe(200)
    expect((await browser.get('/organize/events/held/people/AAAA-AAAA')).status).toBe(404)
  })

  test('a request is approved or turned down, and they are told', async () => {
    const event = await openEvent('asked', { approval: true, capacity: 5 })
    const [anna, boris] = [await comes(event, 'Анна'), await comes(event, 'Борис')]
    expect(reading(await browser.get(anna))).toContain('Awaits your approval')
    const approved = await browser.post(anna, { action: 'approve' })
    expect([approved.status, approved.location]).toEqual([303, `${anna}?done=approved`])
    expect(reading(await browser.get(`${anna}?done=approved`))).toContain('Approved: the place is confirmed.')
    expect((await browser.post(boris, { action: 'turn-down' })).location).toBe(`${boris}?done=turned-down`)
    expect(await people(of().database, event)).toEqual(['Анна: confirmed', 'Борис: cancelled'])
    expect(await letters(of().database, event)).toEqual([
      '[awaiting-approval → Анна]',
      '[awaiting-approval → Борис]',
      'confirmed → Анна (REQUEST 0)',
      'refused → Борис',
    ])
    const again = await browser.post(anna, { action: 'approve' })
    expect([again.status, reading(again).includes('awaits no decision any more')]).toEqual([409, true])
  })

  test('approving when it is full puts on the list, or over the limit with a reason that is kept', async () => {
    const event = await openEvent('full', { approval: true, capacity: 1 })
    const [anna, boris, vera] = [
      await comes(event, 'Анна'),
      await comes(event, 'Борис'),
      await comes(event, 'Вера'),
    ]
    await browser.post(anna, { action: 'approve' })
    expect(reading(await browser.get(boris))).toContain('There is no place left.')
    expect((await browser.post(boris, { action: 'approve', over_limit_reason: '  ' })).location).toBe(
      `${boris}?done=waitlisted`,
    )
    expect(reading(await browser.get(boris))).toContain('First on the waiting list')
    await browser.post(vera, { action: 'approve', over_limit_reason: 'докладчик' })
    expect(await people(of().database, event)).toEqual([
      'Анна: confirmed',
      'Борис: waitlisted 1',
      'Вера: confirmed',
    ])
    expect(reading(await browser.get(vera))).toContain('Over the limit because докладчик')
    expect(reading(await browser.get('/organize/events/full'))).toContain(
      'Coming 2 of 1 place 1 person over the limit',
    )
  })

  test('without a waiting list a full event keeps the request and says why', async () => {
    const event = await openEvent('shut', { approval: true, capacity: 1, waitlist: false })
    const [anna, boris] = [await comes(event, 'Анна'), await comes(event, 'Борис')]
    await browser.post(anna, { action: 'approve' })
    const refused = await browser.post(boris, { action: 'approve' })
    expect([
      refused.status,
      reading(refused).includes('All places are taken and there is no waiting list.'),
    ]).toEqual([409, true])
    expect(await people(of().database, event)).toEqual(['Анна: confirmed', 'Борис: pending'])
  })

  test('cancelling says what it does, and the next moves up', async () => {
    const event = await openEvent('moves', { capacity: 1 })
    const [anna] = [await comes(event, 'Анна'), await comes(event, 'Борис')]
    expect(reading(await browser.get(anna))).toContain(
      'One place becomes free. The next on the waiting list moves up at once. A letter tells анна@example.org.',
    )
    expect((await browser.post(anna, { action: 'cancel' })).location).toBe(`${anna}?done=cancelled`)
    expect(await people(of().database, event)).toEqual(['Анна: cancelled', 'Борис: confirmed'])
    expect((await browser.post(anna, { action: 'cancel' })).status).toBe(409)
    expect((await browser.post(anna, { action: 'erase' })).status).toBe(400)
    expect((await browser.post(anna, { action: 'cancel' }, { origin: 'https://evil.example' })).status).toBe(
      403,
    )
  })

  test('what people asked is there with whether it reached the contact', async () => {
    const event = await openEvent('asks', {})
    await of().database.write(async (tx) => {
      const question = {
        name: 'Пётр',
        email: 'petr@example.org',
        message: 'Будет ли\nперевод?',
        language: 'ru',
        asked_at: now.toISOString(),
      }
      await tx.db
        .insertInto('questions')
        .values({ event_id: event.id, ...question })
        .execute()
    })
    const text = reading(await browser.get('/organize/events/asks/questions'))
    expect(text).toContain('Questions go to maria@example.org')
    expect(text).toContain('Пётр petr@example.org 22 November 2026, 12:00 Будет ли перевод?')
    expect(reading(await browser.get('/organize/events/moves/questions'))).toContain('No questions yet.')
  })

  // Last: whoever signs in so late clears away the sessions that have ended.
  test('after the event nothing can be cancelled', async () => {
    const { database } = of()
    const event = await openEvent('over', {})
    const anna = await comes(event, 'Анна')
    const afterwards = later(14 * 24 * 60)
    const boss = { email: 'boss@example.org', name: '', role: 'organizer', eventSlugs: [] } as const
    const link = await addOrganizer(database, boss, afterwards)
    workspace.wait(14 * 24 * 60)
    const late = new Browser(workspace)
    await late.post(
      `/organize/sign-in/${workspace.tokens.signIn.sign(link.done === 'added' ? link.signInId : '')}`,
    )
    const [shown, refused] = [await late.get(anna), await late.post(anna, { action: 'cancel' })]
    workspace.wait(0)
    expect([shown.status, shown.text.includes('value="cancel"')]).toEqual([200, false])
    expect([refused.status, reading(refused).includes('The event is over')]).toEqual([409, true])
    expect(await people(database, event)).toEqual(['Анна: confirmed'])
  })
})
