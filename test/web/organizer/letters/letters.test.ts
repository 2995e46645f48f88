import { afterAll, beforeAll, expect, test } from 'vitest'
import { withdraw } from '../../../../src/domain/registrations/withdraw.ts'
import { later } from '../../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from '../workspace.ts'
import { comes, copies, hiddenIn, meeting, send, texts, write } from './cast.ts'

onEachDatabase('a letter to many', (of) => {
  let workspace: Workspace
  let browser: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    browser = await signedIn(workspace, of().database, 'boss@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  const log = async () => {
    const rows = await of()
      .database.read.selectFrom('audit_log')
      .select(['action', 'subject', 'after'])
      .where('action', 'like', 'letter%')
      .orderBy('id')
      .execute()
    return rows.map(({ action, subject, after }) => `${action} ${subject} ${after ?? ''}`)
  }

  test('says to how many it goes, in which languages, and who is left out', async () => {
    const event = await meeting(of().database, 'counted')
    const gone = await of()
      .database.read.selectFrom('registrations')
      .select('id')
      .where('event_id', '=', event.id)
      .where('name', '=', 'Вера')
      .executeTakeFirstOrThrow()
    await withdraw(of().database, gone.id, later(1))
    const letter = await write(browser, 'counted')
    const text = reading(await browser.get(letter))
    for (const part of [
      'Draft Где припарковаться',
      'Whoever comes or may still come',
      'Left out: One person who cancelled or declined One person without an e-mail address',
      'It goes to 4 people Language Bulgarian: 2 people',
      'Language Kyrgyz: one person, who gets the text in this language: Russian',
      'Language Russian: one person Send to 4 people',
      'Send a test to boss@example.org',
      'As Анна gets it Next recipient From Turnout &lt;events@example.org&gt; To Анна &lt;анна@example.org&gt; Subject Къде да паркирате Language Bulgarian',
      'Уважаеми Анна, моля, елате с автобус.',
    ])
      expect(text).toContain(part)
  })

  test('goes once to each, in their language, however often the button is pressed', async () => {
    const { database } = of()
    const event = await meeting(database, 'once')
    const letter = await write(browser, 'once')
    const [first, again] = await Promise.all([send(browser, letter), send(browser, letter)])
    expect([first.status, again.status]).toEqual([303, 303])
    expect((await send(browser, letter)).location).toBe(`${letter}?done=sent`)
    expect(await copies(database, event)).toEqual([
      'Анна bg waiting',
      'Борис bg waiting',
      'Вера bg waiting',
      'Галина ru waiting',
      'Дамира ru waiting',
    ])
    expect(reading(await browser.get(letter))).toContain('Going out: 0 of 5 sent')
    expect((await log()).slice(-2)).toEqual([
      'letter-drafted Где припарковаться {"languages":["bg","ru"],"selection":{}}',
      'letter-sent Где припарковаться {"recipients":5,"selection":{}}',
    ])
  })

  test('is not sent to others than were seen, nor in other words', async () => {
    const { database } = of()
    const event = await meeting(database, 'changed')
    const letter = await write(browser, 'changed')
    const seen = await browser.get(letter)
    const button = { action: 'send', version: hiddenIn(seen, 'version'), digest: hiddenIn(seen, 'digest') }
    await comes(database, event, 'Жоро')
    const others = await browser.post(letter, button)
    expect([others.status, reading(others)]).toEqual([
      409,
      expect.stringContaining('the people have changed since you looked. It would go to 6 people now.'),
    ])
    const version = hiddenIn(await browser.get(`${letter}/edit`), 'version')
    const edited = { ...texts, version, action: 'keep', subject_bg: 'Ново' }
    expect((await browser.post(`${letter}/edit`, edited)).location).toBe(letter)
    const words = await browser.post(letter, { ...button, digest: hiddenIn(others, 'digest') })
    expect([words.status, reading(words)]).toEqual([
      409,
      expect.stringContaining('the letter has been changed since you looked at it'),
    ])
    expect(await copies(database, event)).toEqual([])
    const clash = await browser.post(`${letter}/edit`, { ...edited, subject_bg: 'Друго' })
    expect([clash.status, clash.text.includes('value="Друго"')]).toEqual([409, true])
  })

  test('a selection is handed over from the list, by the same words and by hand', async () => {
    const { database } = of()
    const event = await meeting(database, 'chosen')
    const ids = await database.read
      .selectFrom('registrations')
      .select('id')
      .where('event_id', '=', event.id)
      .where('name', 'in', ['Анна', 'Галина'])
      .orderBy('id')
      .execute()
    const form = await browser.get(
      `/organize/events/chosen/letters/new?group=ngo&status=confirmed&${ids.map(({ id }) => `ids=${id}`).join('&')}`,
    )
    expect(reading(form)).toContain('2 people picked by hand')
    expect(reading(form)).toContain('It goes to one person')
    const picked = await write(browser, 'chosen', { ...texts, ids: ids.map(({ id }) => id).join(',') })
    await send(browser, picked)
    const cancelled = await write(browser, 'chosen', { ...texts, status: ['cancelled', 'declined'] })
    expect(reading(await browser.get(cancelled))).toContain('It goes to nobody')
    expect((await send(browser, cancelled)).status).toBe(409)
    expect(await copies(database, event)).toEqual(['Анна bg waiting', 'Галина ru waiting'])
  })

  test('mistakes come back with all that was typed, and the token that was meant', async () => {
    await meeting(of().database, 'wrong')
    const form = await browser.get('/organize/events/wrong/letters/new')
    const sent = await browser.post('/organize/events/wrong/letters/new', {
      ...texts,
      key: hiddenIn(form, 'key'),
      body_bg: 'Уважаеми {nmae}, {{name}} {constructor}',
      body_ru: 'Здравствуйте, {имя}',
      subject_ky: 'Тема',
    })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('<title>Error: ')
    const text = reading(sent)
    for (const part of [
      'There is no {nmae}. Did you mean {name}?',
      'There is no {имя}. Did you mean {name}?',
      'Write the text too, or leave out the subject in this language',
    ])
      expect(text).toContain(part)
    expect(sent.text).toContain('Уважаеми {nmae}, {{name}} {constructor}</textarea>')
  })

  test('the same form sent twice makes one letter', async () => {
    await meeting(of().database, 'twice')
    const address = '/organize/events/twice/letters/new'
    const key = hiddenIn(await browser.get(address), 'key')
    const form = { ...texts, action: 'keep', key }
    const kept = await Promise.all([browser.post(address, form), browser.post(address, form)])
    expect(kept[0]?.location).toBe(kept[1]?.location)
    const letter = kept[0]?.location ?? ''
    expect((await browser.post(letter, { action: 'delete' })).location).toBe(
      '/organize/events/twice/letters?done=deleted',
    )
    expect((await browser.get(letter)).status).toBe(404)
  })

  test('what people type into their name is words and nothing else', async () => {
    const { database } = of()
    const event = await meeting(database, 'hostile')
    const name = '{link} <b>x</b> https://evil.example/ {{name}}\n- $& {constructor}'
    const reference = await comes(database, event, name, { email: 'x@example.org' })
    const letter = await write(browser, 'hostile', {
      ...texts,
      subject_bg: 'За {name}',
      body_bg: 'Уважаеми {name},\n\n- {reference}\n- https://example.org/a?b=1&c=2.\n\n{link}',
    })
    const html = (await browser.get(`${letter}/html?to=${reference}`)).text
    const shown = '{link} &lt;b&gt;x&lt;/b&gt; https://evil.example/ {{name}} - $&amp; {constructor}'
    expect(html).toContain(`<title>За ${shown}</title>`)
    expect(html).toContain(`Уважаеми ${shown},</p>`)
    expect(html).toContain(`<li style="margin:0 0 4px">${reference}</li>`)
    expect(html).toContain('href="https://example.org/a?b&#x3D;1&amp;c&#x3D;2"')
    expect(html).not.toContain('href="https://evil.example')
    expect(html).not.toContain('<b>')
  })

  test('a page of the letter runs and loads nothing, and may stand in our own pages alone', async () => {
    await meeting(of().database, 'framed')
    const letter = await write(browser, 'framed')
    const { headers } = await browser.get(`${letter}/html`)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'; sandbox allow-popups",
    )
    const page = await browser.get(letter)
    expect(page.headers.get('content-security-policy')).toContain(";frame-src 'self'")
    const own = /href="([^"]*\/bg\/r\/[^"]*)"/.exec((await browser.get(`${letter}/html`)).text)?.[1] ?? ''
    expect((await workspace.get(new URL(own).pathname)).status).toBe(404)
  })

  test('a test goes to the organizer alone, at once, and says that it is one', async () => {
    const { database } = of()
    const event = await meeting(database, 'tested')
    const letter = await write(browser, 'tested')
    const done = await browser.post(letter, { action: 'test', to: '' })
    expect(done.location).toMatch(/\?done=tested&to=/)
    const rows = await database.read
      .selectFrom('outbox')
      .select(['kind', 'to_email', 'registration_id', 'letter_id', 'state'])
      .where('event_id', '=', event.id)
      .where('state', '=', 'waiting')
      .execute()
    expect(rows).toEqual([
      {
        kind: 'letter-test',
        to_email: 'boss@example.org',
        registration_id: null,
        letter_id: null,
        state: 'waiting',
      },
    ])
  })

  test('is stopped, tells how many had left, and goes on to the others', async () => {
    const { database } = of()
    const event = await meeting(database, 'stopped')
    const letter = await write(browser, 'stopped')
    await send(browser, letter)
    await database.write((tx) =>
      tx.db
        .updateTable('outbox')
        .set({ state: 'sent', sent_at: later(1).toISOString() })
        .where('event_id', '=', event.id)
        .where('to_name', 'in', ['Анна', 'Галина'])
        .where('kind', '=', 'letter')
        .execute(),
    )
    expect((await browser.post(letter, { action: 'stop' })).location).toBe(`${letter}?done=stopped`)
    const text = reading(await browser.get(letter))
    expect(text).toContain('Stopped: 2 of 5 had left')
    expect(text).toContain('3 people have not got it. Nobody gets it twice. Go on')
    expect(await copies(database, event)).toEqual([
      'Анна bg sent',
      'Борис bg dropped',
      'Вера bg dropped',
      'Галина ru sent',
      'Дамира ru dropped',
    ])
    await browser.post(letter, { action: 'resume' })
    expect(await copies(database, event)).toEqual([
      'Анна bg sent',
      'Борис bg waiting',
      'Вера bg waiting',
      'Галина ru sent',
      'Дамира ru waiting',
    ])
    expect((await log()).slice(-2)).toEqual([
      'letter-stopped Где припарковаться {"sent":2,"recipients":5}',
      'letter-resumed Где припарковаться {"sent":2,"recipients":5}',
    ])
  })
})
