/** An organizer writes to a selection in three languages; one mailbox refuses, is mended, and gets it after all. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { register } from '../../src/domain/registrations/register.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import { hold, now, person, roundTable } from '../domain/registrations/cast.ts'
import { openPostOffice, type PostOffice, until } from '../mailroom/post-office.ts'
import { onEachDatabase } from '../support/databases.ts'
import { letterSettings } from '../support/letters.ts'
import type { Sink } from '../support/smtp-sink.ts'
import { send, write } from '../web/organizer/letters/cast.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from '../web/organizer/workspace.ts'

const templates = fileURLToPath(new URL('../../templates/', import.meta.url))
const letters = '/organize/events/three-languages/letters'

onEachDatabase('a letter in three languages', (of) => {
  let office: PostOffice
  let sink: Sink
  let workspace: Workspace
  let browser: Browser

  beforeAll(async () => {
    const { database } = of()
    office = openPostOffice(database)
    sink = await office.sink({
      faults: { rcpt: (to) => (to.startsWith('gone@') ? { reply: [550, 'No such user'] } : undefined) },
    })
    workspace = await openWorkspace(database)
    browser = await signedIn(workspace, database, 'boss@example.org', 'organizer')
    const event = await hold(database, roundTable('three-languages'))
    const people = [
      person('Анна', { group: 'ngo', phone: '+359 88 784 8238', email: 'gone@example.org' }),
      person('Galina', { group: 'ngo', language: 'ru' }),
      person('Damira', { group: 'ngo', language: 'ky' }),
      person('Eric', { group: 'ngo', language: 'en' }),
      person('Фани', { group: 'ngo', email: null, phone: '+359 2 000 00 00' }),
      person('Друг', { group: 'other' }),
    ]
    for (const each of people) await register(database, event, each, now)
    await database.write((tx) => tx.db.updateTable('outbox').set({ state: 'sent' }).execute())
  })
  afterAll(async () => {
    await workspace.stop()
    await office.close()
  })

  const startWorker = () => {
    const settings = { ...letterSettings, baseUrl: workspace.base, tokens: workspace.tokens }
    return office.worker(sink.url, { render: createRenderer(templates, settings) })
  }
  const subjects = async () =>
    (await sink.parsed()).map(({ to, subject }) => `${to && 'text' in to ? to.text : ''} ${subject}`).sort()

  it('reaches each in their language, and the one who was refused after their address is mended', async () => {
    const letter = await write(browser, 'three-languages', {
      ...{ status: 'confirmed', group: 'ngo', fallback: 'ru', invitation: 'yes' },
      ...{ subject_bg: 'Автобус за {name}', body_bg: 'Уважаеми {name},\n\nавтобусът тръгва в {time}' },
      ...{ subject_ru: 'Автобус для {name}', body_ru: 'Здравствуйте, {name}!\n\n- {date}\n- {place}' },
      ...{ subject_en: 'Bus for {name}', body_en: 'Dear {name},\n\nsee {link} or https://example.org/bus.' },
    })
    expect(reading(await browser.get(letter))).toContain(
      'Language Kyrgyz: one person, who gets the text in this language: Russian',
    )
    expect((await send(browser, letter)).status).toBe(303)
    startWorker()
    await until(
      async () => reading(await browser.get(letter)),
      (text) => text.includes('Sent out: 3 of 4'),
    )
    expect(await subjects()).toEqual([
      '"Damira" <damira@example.org> Автобус для Damira',
      '"Eric" <eric@example.org> Bus for Eric',
      '"Galina" <galina@example.org> Автобус для Galina',
    ])

    const missed = reading(await browser.get(`${letters}/unreached?letter=${letter.split('/').at(-1)}`))
    expect(missed).toContain(
      "Анна +359 88 784 8238 Letter to many The recipient's mail server refused the address gone@example.org",
    )
    expect(missed).toContain('Фани +359 2 000 00 00 No e-mail address is known')

    await of().database.write((tx) =>
      tx.db
        .updateTable('registrations')
        .set({ email: 'anna@example.org' })
        .where('name', '=', 'Анна')
        .execute(),
    )
    const again = await browser.post(letters, { action: 'resend-all' })
    expect(again.location).toBe(`${letters}?done=resent&n=1`)
    await until(
      async () => reading(await browser.get(letter)),
      (text) => text.includes('Sent out: 4 of 4'),
    )
    expect(await subjects()).toContain('"Анна" <anna@example.org> Автобус за Анна')
    expect(reading(await browser.get(`${letters}/unreached`))).not.toContain('Анна')
  })

  it('is a letter to one, with its invitation, that a mail program can stop by one press', async () => {
    const eric = (await sink.parsed()).find(({ subject }) => subject === 'Bus for Eric')
    expect(eric?.text).toMatch(
      /^Dear Eric,\n\nsee http:\/\/localhost:\d+\/en\/r\/\S+ or https:\/\/example.org\/bus\.\n/,
    )
    expect(eric?.attachments.map(({ contentType }) => contentType)).toContain('application/ics')
    const list = eric?.headers.get('list') as { unsubscribe?: { url: string }; 'unsubscribe-post'?: unknown }
    const stop = list.unsubscribe?.url ?? ''
    // As a mail program asks: from nowhere, without a cookie.
    const pressed = await fetch(stop, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect(pressed.status).toBe(200)
    const rows = await of()
      .database.read.selectFrom('registrations')
      .select(['name', 'status'])
      .where('letters_stopped_at', 'is not', null)
      .execute()
    expect(rows).toEqual([{ name: 'Eric', status: 'confirmed' }])
    const next = await write(browser, 'three-languages', {
      ...{ group: 'ngo', fallback: 'bg', subject_bg: 'Още нещо', body_bg: 'Здравейте' },
    })
    expect(reading(await browser.get(next))).toContain('One person who wants no such letters')
    await send(browser, next)
    await until(
      () => sink.letters.length,
      (count) => count === 7,
    )
    expect((await subjects()).filter((line) => line.endsWith('Още нещо'))).toEqual([
      '"Damira" <damira@example.org> Още нещо',
      '"Galina" <galina@example.org> Още нещо',
      '"Анна" <anna@example.org> Още нещо',
    ])
  })
})
