/** What was read from an announcement, as an event file would say it. */
import type { OrganizationRole } from '../event.ts'
import type { Fact, FactField } from './fact.ts'
import type { Announcement } from './read-announcement.ts'
import { remainingText } from './remaining-text.ts'
import { sourceOf } from './source.ts'
import { townAt } from './towns.ts'

export type Draft = {
  /** An event, or what there is of one: without slug and status, its times perhaps without day or hour (`2027-03-02T`) */
  event: Readonly<Record<string, unknown>>
  /** By the path of a field the words that it was read from; empty where there were none */
  found: ReadonlyMap<string, string>
}

const roles = ['organizer', 'partner', 'beneficiary', 'funder'] as const satisfies readonly OrganizationRole[]

/** Where each fact goes; several of one path are joined. */
const paths: readonly [string, readonly FactField[]][] = [
  ['title', ['title']],
  ['kind', ['kind']],
  ['starts', ['date', 'starts']],
  ['ends', ['last-day', 'ends']],
  ['venue.name', ['venue']],
  ['venue.room', ['room']],
  ['venue.address', ['address']],
  ['venue.city', ['city']],
  ['venue.online_url', ['online-url']],
  ['contact.name', ['contact-name']],
  ['contact.phone', ['contact-phone']],
  ['contact.email', ['contact-email']],
  ['project', ['project-number']],
  ['registration.closes', ['deadline']],
  ['registration.capacity', ['capacity']],
]

/** The last minute of the last day on which people may register, where no hour is written. */
const endOfDay = '23:59'
const longestPhones = 80

export function draftOf({ text, language, facts, timetables }: Announcement): Draft {
  const saying = (field: FactField) => facts.find((one) => one.field === field)?.value
  const event = {
    language,
    title: saying('title'),
    kind: saying('kind'),
    ...times(saying),
    ...placeOf(saying),
    contact: {
      name: saying('contact-name'),
      phone: phonesOf(facts),
      email: saying('contact-email'),
    },
    registration: { closes: closing(saying('deadline')), capacity: saying('capacity') },
    organizations: organizationsOf(facts),
    agenda: agendaOf(timetables),
    description: remainingText(text, facts) || undefined,
  }
  return {
    event,
    found: new Map([...foundWords(text, facts), ...followed(text, facts), ...pointWords(text, timetables)]),
  }
}

function agendaOf(timetables: Announcement['timetables']) {
  return timetables.flat().map(({ day, starts, ends, title }) => ({ day, starts, ends, title }))
}

type Saying = (field: FactField) => string | undefined

/** The end is on the event's last day; without any word of it nothing is said. */
function times(saying: Saying) {
  const [day, hour, lastDay, lastHour] = (['date', 'starts', 'last-day', 'ends'] as const).map(saying)
  const endsSomewhere = lastDay !== undefined || lastHour !== undefined
  return {
    starts: day === undefined && hour === undefined ? undefined : `${day ?? ''}T${hour ?? ''}`,
    ends: endsSomewhere ? `${lastDay ?? day ?? ''}T${lastHour ?? ''}` : undefined,
  }
}

function closing(deadline: string | undefined): string | undefined {
  return deadline === undefined || deadline.includes('T') ? deadline : `${deadline}T${endOfDay}`
}

/** A town that is known says what clock and country it has. */
function knownTown(city: string | undefined) {
  return city === undefined ? undefined : townAt(sourceOf(city), 0)
}

function pointWords(text: string, timetables: Announcement['timetables']): [string, string][] {
  return timetables
    .flat()
    .map(({ at }, row) => [`agenda.${row}.title`, text.slice(at.from, at.to).replace(/\s+/g, ' ')])
}

/** What no word says and yet follows from one: that is shown under it. */
function followed(text: string, facts: readonly Fact[]): [string, string][] {
  const city = facts.find(({ field }) => field === 'city')
  if (city === undefined || knownTown(city.value) === undefined) return []
  const words = wordsOf(text, city).join(' ')
  return [
    ['venue.country', words],
    ['timezone', words],
  ]
}

function placeOf(saying: Saying) {
  const city = saying('city')
  const town = knownTown(city)
  const venue = {
    name: saying('venue'),
    room: saying('room'),
    address: saying('address'),
    city,
    country: town?.country,
    online_url: saying('online-url'),
  }
  return town === undefined ? { venue } : { venue, timezone: town.zone }
}

/** As many as the field takes. */
function phonesOf(facts: readonly Fact[]): string | undefined {
  const phones = facts.filter(({ field }) => field === 'contact-phone').map(({ value }) => value)
  while (phones.join(', ').length > longestPhones) phones.pop()
  return phones.length === 0 ? undefined : phones.join(', ')
}

function organizationsOf(facts: readonly Fact[]) {
  return facts.flatMap(({ field, value }) => {
    const role = roles.find((each) => each === field)
    return role === undefined ? [] : [{ name: value, role }]
  })
}

function foundWords(text: string, facts: readonly Fact[]): Map<string, string> {
  const known = paths.map(([path, fields]): [string, string] => {
    const words = facts.filter(({ field }) => fields.includes(field)).flatMap((one) => wordsOf(text, one))
    return [path, [...new Set(words)].join(' … ')]
  })
  const organizations = facts.filter(({ field }) => roles.some((role) => role === field))
  const rows = organizations.map((one, row): [string, string] => [
    `organizations.${row}.name`,
    wordsOf(text, one).join(' '),
  ])
  return new Map([...known, ...rows])
}

function wordsOf(text: string, { at }: Fact): string[] {
  return at.map(({ from, to }) => text.slice(from, to).replace(/\s+/g, ' '))
}
