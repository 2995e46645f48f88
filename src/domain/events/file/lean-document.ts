/** Events and projects as a person would write them into a file: nothing that holds anyway, one-language texts bare. */
import { type EventDocument, groups, type Organization, type Project, type Text } from '../event.ts'

type Lean = Readonly<Record<string, unknown>>

/** What `readEvent` makes `event` of again. */
export function leanEvent(event: EventDocument): Lean {
  const text = bareIn(event.language)
  const { slug, kind, status, language, timezone, starts, ends, project } = event
  return given({
    ...{ slug, kind: unless(kind, 'other'), status: unless(status, 'published') },
    ...{ language, timezone, starts, ends },
    title: text(event.title),
    summary: text(event.summary),
    description: text(event.description),
    venue: leanVenue(event),
    contact: filled({ ...event.contact, name: text(event.contact.name) }),
    registration: leanRegistration(event),
    organizations: leanOrganizations(event.organizations, text),
    project,
    agenda: some(event.agenda.map((item, index) => leanItem(item, index, event))),
    speakers: some(
      event.speakers.map(({ name, affiliation, bio, photo }) =>
        given({ name: text(name), affiliation: text(affiliation), bio: text(bio), photo }),
      ),
    ),
    documents: some(
      event.documents.map((each) =>
        given({ ...each, title: text(each.title), kind: unless(each.kind, 'other') }),
      ),
    ),
    form: some(event.form.map((question) => leanQuestion(question, text))),
    targets: some(event.targets),
    results: event.results && given({ ...event.results, summary: text(event.results.summary) }),
  })
}

/** What `readProject` makes `project` of again. */
export function leanProject(project: Project): Lean {
  const text = bareIn(project.language)
  const { slug, number, language, period, starts, ends, budget, emblem, keep_until, indicators } = project
  return given({
    ...{ slug, number, language },
    title: text(project.title),
    programme: text(project.programme),
    period: unless(period, 'other'),
    funder: text(project.funder),
    fund: text(project.fund),
    ...{ starts, ends, budget },
    organizations: leanOrganizations(project.organizations, text),
    statement: text(project.statement),
    disclaimer: text(project.disclaimer),
    emblem: unless(emblem, 'none'),
    keep_until,
    indicators: some(indicators.map((each) => ({ ...each, title: text(each.title) }))),
  })
}

type Bare = (text: Text | undefined) => string | Text | undefined

/** A text that stands in the event's own language alone needs no mapping. */
function bareIn(language: string): Bare {
  return (text) => {
    if (text === undefined) return undefined
    const own = text[language]
    return own !== undefined && Object.keys(text).length === 1 ? own : text
  }
}

function leanVenue({ venue, language }: EventDocument): Lean | undefined {
  const text = bareIn(language)
  const { name, room, address, city, country, latitude, longitude, directions, online_url } = venue
  return filled({
    ...{ name: text(name), room: text(room), address: text(address), city: text(city) },
    ...{ country, latitude, longitude, directions: text(directions), online_url },
  })
}

function leanRegistration({ registration: terms }: EventDocument): Lean | undefined {
  const { opens, closes, capacity, waitlist, guests, approval, verify_email } = terms
  return filled({
    ...{ opens, closes, capacity },
    ...{ waitlist: unless(waitlist, true), guests: unless(guests, 0) },
    ...{ approval: unless(approval, false), verify_email: unless(verify_email, false) },
    groups: terms.groups.join() === groups.join() ? undefined : terms.groups,
  })
}

function leanOrganizations(organizations: readonly Organization[], text: Bare): Lean[] | undefined {
  return some(organizations.map(({ name, role, url, logo }) => given({ name: text(name), role, url, logo })))
}

function leanItem(item: EventDocument['agenda'][number], index: number, event: EventDocument): Lean {
  const text = bareIn(event.language)
  const { id, day, starts, ends, room, capacity, signup } = item
  // What people choose keeps the name under which they chose it.
  const isNamed = signup || id !== `item-${index + 1}`
  return given({
    id: isNamed ? id : undefined,
    day: unless(day, event.starts.slice(0, 10)),
    ...{ starts, ends, room: text(room) },
    title: text(item.title),
    description: text(item.description),
    speakers: some(item.speakers),
    ...{ capacity, signup: unless(signup, false) },
  })
}

function leanQuestion(
  { id, label, type, required, options }: EventDocument['form'][number],
  text: Bare,
): Lean {
  return given({
    ...{ id, label: text(label), type },
    required: unless(required, false),
    options: some(options.map((option) => text(option))),
  })
}

function unless<Value>(value: Value, otherwise: Value): Value | undefined {
  return value === otherwise ? undefined : value
}

function some<Item>(list: readonly Item[]): Item[] | undefined {
  return list.length === 0 ? undefined : [...list]
}

function given(fields: Lean): Lean {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function filled(fields: Lean): Lean | undefined {
  const all = given(fields)
  return Object.keys(all).length === 0 ? undefined : all
}
