import { afterAll, beforeAll, expect, test } from 'vitest'
import { register } from '../../../src/domain/registrations/register.ts'
import { hold, later, people, person, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

onEachDatabase('possible doubles', (of) => {
  let workspace: Workspace
  let vera: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    vera = await signedIn(workspace, of().database, 'vera@example.org', 'admin')
  })
  afterAll(() => workspace.stop())

  test('are shown side by side, merged or kept apart, and the old link leads on', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('doubles'))
    const come = async (name: string, email: string, minute: number) => {
      const answer = await register(database, event, person(name, { email }), later(minute))
      if (answer.done === 'refused') throw new Error(answer.reason)
      return answer
    }
    const elena = await come('Елена Стоянова', 'elena@example.org', 0)
    const other = await come('Elena Stoyanova', 'elena@example.org', 1)
    const ivo = await come('Иво Петров', 'ivo@example.org', 2)
    await come('Ivo Petrov', 'IVO@example.org', 3)
    const home = '/organize/events/doubles/doubles'
    expect(reading(await vera.get(home))).toContain('2 pairs to look at')
    const pair = `${home}/${elena.reference}/${other.reference}`
    const page = await vera.get(pair)
    expect(reading(page)).toContain('One person or two?')
    const seal = (of: string) => new RegExp(`name="seal_${of}" value="([^"]+)"`).exec(page.text)?.[1] ?? ''
    const form = { action: 'merge', seal_kept: seal('kept'), seal_gone: seal('gone'), name: 'kept' }
    const stale = await vera.post(pair, { ...form, seal_gone: 'of another time' })
    expect([stale.status, reading(stale).includes('One of the two has changed meanwhile')]).toEqual([
      409,
      true,
    ])
    expect((await vera.post(pair, form)).location).toBe(`${home}?done=merged`)
    expect(await people(database, event)).toEqual([
      'Елена Стоянова: confirmed',
      'Elena Stoyanova: cancelled',
      'Иво Петров: confirmed',
      'Ivo Petrov: confirmed',
    ])
    const link = (id: number) => `/bg/r/${workspace.tokens.registration.sign(id, 0)}`
    const followed = await workspace.get(link(other.id))
    expect([followed.status, followed.headers.get('location')]).toEqual([303, link(elena.id)])
    const left = await vera.get(home)
    expect(reading(left)).toContain('1 pair to look at')
    const apart = /href="([^"]+\/doubles\/doubles\/[^"]+)"/.exec(left.text)?.[1] ?? ''
    expect(apart).toContain(ivo.reference)
    await vera.post(apart, { action: 'different' })
    expect(reading(await vera.get(home))).toContain('No doubles are known')
    expect((await vera.post(home, { part: other.reference })).location).toBe(`${home}?done=parted`)
    expect((await people(database, event)).every((one) => one.endsWith('confirmed'))).toBe(true)
  })
})
