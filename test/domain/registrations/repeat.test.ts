import { expect, it } from 'vitest'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import type { RegistrationInput } from '../../../src/domain/registrations/registration-input.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, now, person, roundTable } from './cast.ts'

const wishes: Partial<RegistrationInput>[] = (['yes', 'maybe', 'no'] as const).flatMap((answer) =>
  [0, 1, 3].flatMap((guests) => [[], ['small'], ['wide']].map((sessions) => ({ answer, guests, sessions }))),
)

onEachDatabase('whoever tries out who is registered', (of) => {
  it.each([
    ['places are free', { capacity: 9 }],
    ['all is taken', { capacity: 2 }],
    ['all is taken and nobody may wait', { capacity: 2, waitlist: false }],
    ['addresses are proven', { capacity: 2, verify_email: true }],
    ['organizers approve', { capacity: 2, approval: true }],
    ['there is no limit', {}],
  ])('hears what a stranger hears while %s', async (words, terms) => {
    const { database } = of()
    const event = await hold(database, roundTable(`probe-${words.replaceAll(' ', '-')}`, terms), {
      small: 1,
      wide: null,
    })
    await register(database, event, person('Elena Known', { sessions: ['small'] }), now)
    await register(database, event, person('Boris Second'), now)
    for (const [i, wish] of wishes.entries()) {
      const known = await answer(event, person('Elena Known', wish), i)
      const stranger = await answer(event, person(`Stranger ${words} ${i}`, wish), i)
      expect({ wish, ...known }).toEqual({ wish, ...stranger })
    }
  })

  async function answer(event: EventRecord, input: RegistrationInput, minutes: number) {
    const result = await register(of().database, event, input, later(minutes))
    if (result.done === 'refused') return result
    return { shownStatus: result.shownStatus, shownPendingFor: result.shownPendingFor }
  }
})
