import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../../src/platform/i18n.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { changed, everything, openWorld, type Participant, type World } from './permission-world.ts'
import { routesOf } from './routes-of.ts'

/** What each action may do at `/r/:token`; the fields are right, so that nothing but the token stands in the way. */
const actions = [
  { action: 'change', form: { whole: '1', answer: 'yes', name: 'Друг', phone: '+359 2 111' } },
  { action: 'confirm', form: {} },
  { action: 'cancel', form: {} },
  { action: 'nonsense', form: {} },
] as const

onEachDatabase('a page of one’s own', (of) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(of().database)
  })
  afterAll(() => world.workspace.stop())

  /** Tokens that open nothing: made up, of the other person, cut short, of an earlier time, for another purpose. */
  const forged = ({ a, b, workspace }: World) => {
    const [nameOfB] = b.token.split('.')
    const [, proofOfA] = a.token.split('.')
    return [
      `${nameOfB}.${proofOfA}`,
      `${nameOfB}.`,
      b.token.slice(0, -1),
      workspace.tokens.registration.sign(b.id, 1),
      workspace.tokens.subscription.sign(b.id, 0),
      workspace.tokens.unsubscribe.sign(b.id),
      workspace.tokens.signIn.sign(String(b.id)),
      b.reference,
      String(b.id),
    ]
  }

  test('there are no other routes behind such a link', () => {
    const behind = routesOf(world.workspace.app).filter((route) => /^\w+ \/\w\w\/r\//.test(route))
    const wanted = languages.flatMap((language) => ['GET', 'POST'].map((on) => `${on} /${language}/r/:token`))
    expect(behind).toEqual(wanted.sort())
  })

  test.each(languages)(
    'looking (%s): A sees A and nothing of B, and the other way round',
    async (language) => {
      const { personas, a, b } = world
      const looks = async (who: 'participant A' | 'participant B', own: Participant, other: Participant) => {
        const page = await personas[who].browser.get(`/${language}/r/${own.token}`)
        expect(page.status).toBe(200)
        for (const secret of [own.reference, own.secrets[2]]) expect(page.text).toContain(secret)
        for (const secret of other.secrets) expect(page.text).not.toContain(secret)
      }
      const before = await everything(world.database)
      await looks('participant A', a, b)
      await looks('participant B', b, a)
      for (const token of forged(world)) {
        const page = await personas['participant A'].browser.get(`/${language}/r/${token}`)
        expect([token, page.status]).toEqual([token, 404])
        for (const secret of [...a.secrets, ...b.secrets]) expect(page.text).not.toContain(secret)
      }
      expect(changed(before, await everything(world.database))).toEqual([])
    },
  )

  describe.each(actions)('$action', ({ action, form }) => {
    test('with a link that is not theirs nobody changes anything', async () => {
      const before = await everything(world.database)
      for (const token of forged(world))
        for (const who of ['nobody', 'participant A', 'organizer of another event'] as const) {
          const page = await world.personas[who].browser.post(`/en/r/${token}`, { action, ...form })
          expect([who, token, page.status]).toEqual([who, token, 404])
          for (const secret of world.b.secrets) expect(page.text).not.toContain(secret)
        }
      expect(changed(before, await everything(world.database))).toEqual([])
    })

    test('with their own link A changes A alone', async () => {
      const { database, personas, a, b } = world
      const before = await everything(database)
      const page = await personas['participant A'].browser.post(`/en/r/${a.token}`, { action, ...form })
      expect([200, 303, 400, 409, 422]).toContain(page.status)
      for (const secret of b.secrets) expect(page.text).not.toContain(secret)
      const touched = changed(before, await everything(database))
      expect(touched.length > 0).toBe(action !== 'nonsense')
      for (const row of touched) for (const secret of b.secrets) expect(row).not.toContain(secret)
      expect(touched.filter((row) => row.includes(`"registration_id":${b.id},`))).toEqual([])
    })
  })
})
