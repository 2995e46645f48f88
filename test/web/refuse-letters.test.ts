/** Letters that organizers write to many are stopped by those who get them, and asked for again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { register } from '../../src/domain/registrations/register.ts'
import { hold, now, person, roundTable } from '../domain/registrations/cast.ts'
import { onEachDatabase } from '../support/databases.ts'
import { mainWords } from '../support/read-page.ts'
import { startSite, type TestSite } from '../support/site.ts'

onEachDatabase('letters to many', (of) => {
  let site: TestSite
  let id = 0
  beforeAll(async () => {
    site = await startSite(of().database, { clock: () => now })
    const event = await hold(of().database, roundTable('refused'))
    const done = await register(of().database, event, person('Анна'), now)
    if (done.done === 'refused') throw new Error(done.reason)
    id = done.id
  })
  afterAll(() => site.stop())

  const stoppedAt = async () => {
    const row = await of()
      .database.read.selectFrom('registrations')
      .select(['letters_stopped_at', 'status'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return [row.letters_stopped_at, row.status]
  }
  const own = () => `/en/r/${site.tokens.registration.sign(id, 0)}`
  const stop = () => `/unsubscribe/letters/${site.tokens.letters.sign(id)}`

  test('a link that is followed shows a button and changes nothing', async () => {
    const shown = await (await site.get(`/en${stop()}`)).text()
    expect(mainWords(shown)).toContain('No more letters from the organizers?')
    expect(shown).not.toContain('Анна')
    expect((await site.get(stop())).status).toBe(302)
    expect(await stoppedAt()).toEqual([null, 'confirmed'])
  })

  test('one press from anywhere stops them, the registration stays, pressing again changes nothing', async () => {
    const press = () =>
      site.post(stop(), { 'List-Unsubscribe': 'One-Click' }, { 'sec-fetch-site': 'cross-site' })
    expect([(await press()).status, (await press()).status]).toEqual([200, 200])
    expect(await stoppedAt()).toEqual([now.toISOString(), 'confirmed'])
    expect(mainWords(await (await site.get(`/en${stop()}`)).text())).toContain(
      'Such letters will not come any more',
    )
  })

  test('a token of another purpose or a made-up one stops nothing', async () => {
    for (const token of [site.tokens.unsubscribe.sign(id), `${id}.AAAAAAAAAAAAAAAAAAAAAA`, 'nobody']) {
      expect((await site.post(`/unsubscribe/letters/${token}`, {})).status).toBe(404)
      expect((await site.get(`/en/unsubscribe/letters/${token}`)).status).toBe(404)
    }
    expect((await site.post(`/unsubscribe/${site.tokens.letters.sign(id)}`, {})).status).toBe(404)
  })

  test('the own page says how it stands, and lets one change it', async () => {
    const refused = mainWords(await (await site.get(own())).text())
    expect(refused).toContain('The organizers do not write to you about this event')
    const wanted = await site.post(own(), { action: 'accept-letters' })
    expect([wanted.status, wanted.headers.get('location')]).toEqual([303, `${own()}?done=letters-accepted`])
    expect(await stoppedAt()).toEqual([null, 'confirmed'])
    expect(mainWords(await (await site.get(`${own()}?done=letters-accepted`)).text())).toContain(
      'The organizers may write to you again.',
    )
    // Told only while it is true.
    expect(mainWords(await (await site.get(`${own()}?done=letters-refused`)).text())).not.toContain(
      'will not write to you',
    )
    await site.post(own(), { action: 'refuse-letters' })
    expect(await stoppedAt()).toEqual([now.toISOString(), 'confirmed'])
    expect((await site.post(own(), { action: 'toString' })).status).toBe(400)
  })
})
