import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { eventWords, type Fact } from './letter-facts.ts'

/** To what a colleague is invited: a line a role, with the events that it holds for. */
export function invitationFacts({ data, news }: ClaimedLetter, language: Language): Fact[] {
  const { roles = [] } = data.invitation ?? {}
  return [...Map.groupBy(roles, ({ role }) => role)].map(([role, held]) => {
    const titles = held.map(({ eventId }) => {
      if (eventId === null) return phrase(language, 'team.everywhere')
      const event = news.find(({ id }) => id === eventId)
      return event === undefined ? '' : eventWords(event, language).title
    })
    const value = [phrase(language, `team.role.${role}`), titles.filter(Boolean).join('; ')]
    return { label: phrase(language, 'team.letter.role'), value: value.filter(Boolean).join(' – ') }
  })
}
