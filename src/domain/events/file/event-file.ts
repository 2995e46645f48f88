import type { AgendaItem, EventDocument, Organization, Venue } from '../event.ts'
import { inLanguage } from '../event.ts'
import { eventMistakes } from './event-checks.ts'
import type { EventInput } from './event-shape.ts'
import { eventShape } from './event-shape.ts'
import type { Mistake } from './mistake.ts'
import { shapeMistakes } from './shape-mistakes.ts'
import type { Texts } from './texts.ts'
import { present, textsIn } from './texts.ts'

/** What the API and files give, as the whole product speaks of it; or everything that is wrong with it. */
export function readEvent(raw: unknown): { document: EventDocument } | { mistakes: Mistake[] } {
  const { data, error } = eventShape.safeParse(raw)
  const mistakes = [
    ...(error === undefined ? [] : shapeMistakes(error.issues, raw)),
    ...eventMistakes(raw, data),
  ]
  return data !== undefined && mistakes.length === 0 ? { document: toDocument(data) } : { mistakes }
}

function toDocument(input: EventInput): EventDocument {
  const texts = textsIn(input.language)
  return present({
    ...input,
    starts: toMinute(input.starts),
    ends: toMinute(input.ends),
    title: texts.line(input.title),
    summary: texts.line(input.summary),
    description: texts.prose(input.description),
    venue: venueOf(input.venue, texts),
    contact: present({ ...input.contact, name: texts.line(input.contact.name) }),
    registration: registrationOf(input.registration),
    organizations: organizationsOf(input.organizations, texts),
    agenda: input.agenda.map((item, index) => agendaItemOf(item, index, input, texts)),
    speakers: input.speakers.map((speaker) =>
      present({
        ...speaker,
        name: texts.line(speaker.name),
        affiliation: texts.line(speaker.affiliation),
        bio: texts.prose(speaker.bio),
      }),
    ),
    documents: input.documents.map((document) => ({ ...document, title: texts.line(document.title) })),
    form: input.form.map((question) => ({
      ...question,
      label: texts.line(question.label),
      options: question.options.map((option) => texts.line(option)),
    })),
    results: input.results && present({ ...input.results, summary: texts.prose(input.results.summary) }),
  })
}

function venueOf(venue: EventInput['venue'], texts: Texts): Venue {
  return present({
    ...venue,
    name: texts.line(venue.name),
    room: texts.line(venue.room),
    address: texts.line(venue.address),
    city: texts.line(venue.city),
    directions: texts.prose(venue.directions),
  })
}

function registrationOf(terms: EventInput['registration']): EventDocument['registration'] {
  return present({
    ...terms,
    opens: terms.opens && toMinute(terms.opens),
    closes: terms.closes && toMinute(terms.closes),
  })
}

export function organizationsOf(organizations: EventInput['organizations'], texts: Texts): Organization[] {
  return organizations.map((each) => present({ ...each, name: texts.line(each.name) }))
}

function agendaItemOf(
  item: EventInput['agenda'][number],
  index: number,
  event: EventInput,
  texts: Texts,
): AgendaItem {
  return present({
    ...item,
    id: item.id ?? placeName(index, event),
    day: item.day ?? event.starts.slice(0, 10),
    room: texts.line(item.room),
    title: texts.line(item.title),
    description: texts.prose(item.description),
    // Names, told apart by nothing else: those of the event's own language.
    speakers: item.speakers.map((name) => inLanguage(texts.line(name), event.language, event.language).text),
  })
}

/** A name for a point that nobody has to choose, and that no other point has. */
function placeName(index: number, { agenda }: EventInput): string {
  let name = `item-${index + 1}`
  while (agenda.some(({ id }) => id === name)) name = `${name}-`
  return name
}

function toMinute(wallClock: string): string {
  return wallClock.slice(0, 'yyyy-mm-ddThh:mm'.length)
}
