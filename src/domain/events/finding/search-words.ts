/** What an event is found by: the words of whatever a visitor may remember of it, as they sound, in all languages. */
import { createHash } from 'node:crypto'
import { calendarNames } from '../../../platform/calendar-names.ts'
import { languages, phrase } from '../../../platform/i18n.ts'
import { spellings } from '../../../platform/skeleton.ts'
import { indexedForms, wordsIn } from '../../../platform/stems.ts'
import { type EventDocument, type Kind, kinds, type Project, type Text } from '../event.ts'

/** Raised when words are made in another way; all events then get theirs anew. */
const manner = 2

/** Of what an event tells at length, in each language: more words than this would make an index of the whole text. */
const mostToldWords = 400

/** Each word once; the city stands behind an `@` besides. */
export function searchWords(event: EventDocument, project: Project | undefined): string[] {
  const texts = [...textsOf(event), project?.title].flatMap((text) => Object.entries(text ?? {}))
  const names = event.agenda.flatMap(({ speakers }) => speakers)
  const known: [string, string][] = [...texts, ...kindNames(event.kind), ...monthNames(event.starts)]
  const forms = [
    ...known,
    ...[...names, project?.number ?? ''].map((name) => [event.language, name] as const),
  ]
  const words = forms.flatMap(([language, text]) =>
    wordsIn(text).flatMap((word) => indexedForms(word, language)),
  )
  const told = toldWords(event).flatMap(([language, word]) => indexedForms(word, language))
  const cities = Object.values(event.venue.city ?? {}).flatMap(cityWords)
  return [...new Set([...words, ...told, ...cities])]
}

/** The words that stand for a city under this name, however it is spelt. */
export function cityWords(name: string): string[] {
  return spellings(wordsIn(name).join(' ')).map((spelling) => `@${spelling}`)
}

/** Differs from the one that was kept when the words of events have to be made anew. */
export function mannerOfWords(): string {
  const names = kinds.flatMap(kindNames)
  const months = Array.from({ length: 12 }, (_, month) => monthNames(`2027-${month + 1}`)).flat()
  return `${manner} ${createHash('sha256')
    .update([...names, ...months].join())
    .digest('hex')
    .slice(0, 16)}`
}

function textsOf({ title, summary, venue, contact, organizations, speakers }: EventDocument) {
  return [
    ...[title, summary, venue.name, venue.city, contact.name],
    ...organizations.map(({ name }) => name),
    ...speakers.flatMap(({ name, affiliation }): (Text | undefined)[] => [name, affiliation]),
  ]
}

/** The agenda and the description, each word once a language. */
function toldWords({ agenda, description }: EventDocument): [string, string][] {
  const texts = [...agenda.map(({ title }) => title), description].flatMap((text) =>
    Object.entries(text ?? {}),
  )
  return [...Map.groupBy(texts, ([language]) => language)].flatMap(([language, those]) => {
    const words = new Set(those.flatMap(([, text]) => wordsIn(text.toLowerCase())))
    return [...words].slice(0, mostToldWords).map((word): [string, string] => [language, word])
  })
}

/** "декември" finds what begins in that month, as its day stands in the file: `2027-12-02T09:00`. */
function monthNames(starts: string): [string, string][] {
  const month = Number(starts.slice(5, 7)) - 1
  return languages.flatMap((language) => {
    const { months, monthsAlone } = calendarNames(language)
    return [months[month] ?? '', monthsAlone[month] ?? ''].map((name): [string, string] => [language, name])
  })
}

/** "round table" finds кръгла маса. */
function kindNames(kind: Kind): [string, string][] {
  return languages.flatMap((language): [string, string][] => [
    [language, phrase(language, `kind.${kind}`)],
    [language, phrase(language, `kinds.${kind}`)],
  ])
}
