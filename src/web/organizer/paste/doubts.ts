/** What the organizer has to look at again, in sentences. */
import type { Doubt, Fact } from '../../../domain/events/announcement/fact.ts'
import type { Announcement } from '../../../domain/events/announcement/read-announcement.ts'
import { describeDay } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'

const links = { date: '#starts-day', deadline: '#registration-closes-day' } as const

export type ShownDoubt = { text: string; href: string }

export function shownDoubts({ text, facts }: Announcement, language: Language): ShownDoubt[] {
  return facts.flatMap((fact) => {
    const field = fact.field === 'date' || fact.field === 'deadline' ? fact.field : undefined
    if (field === undefined) return []
    const href = links[field]
    const sentences = fact.doubts.map((doubt) => sentence(doubt, fact, text, language))
    return [...sentences, ...hourless(fact, language)].map((one) => ({ text: one, href }))
  })
}

function sentence(doubt: Doubt, { field, value, at }: Fact, text: string, language: Language): string {
  const [first] = at
  const words = text.slice(first?.from, first?.to)
  const day = describeDay(value.slice(0, 10), language)
  if (doubt.about === 'other-day') {
    const other = text.slice(doubt.at.from, doubt.at.to)
    return phrase(language, 'paste.doubt.other-day', { words: other, day: day.date })
  }
  if (doubt.about === 'passed' && field === 'deadline')
    return phrase(language, 'paste.doubt.deadline-passed', { day: day.date })
  return phrase(language, `paste.doubt.${doubt.about}`, { words, day: day.full, year: value.slice(0, 4) })
}

function hourless({ field, value }: Fact, language: Language): string[] {
  return field === 'deadline' && !value.includes('T') ? [phrase(language, 'paste.doubt.deadline-hour')] : []
}
