/** The keys of an event file and the form of each value; what they mean together is checked in `event-checks`. */
import { z } from 'zod'
import { documentKinds, eventStatuses, groups, kinds, organizationRoles, questionTypes } from '../event.ts'
import {
  amount,
  country,
  day,
  email,
  fileName,
  id,
  language,
  list,
  mapping,
  oneOf,
  phone,
  slug,
  textByLanguage,
  timeOfDay,
  url,
  wallClock,
  whole,
  yesOrNo,
  zoneName,
} from './file-fields.ts'

const name = () => textByLanguage(300)
const paragraph = () => textByLanguage(20_000)

const venue = mapping(
  {
    name: name().exactOptional(),
    room: name().exactOptional(),
    address: textByLanguage(500).exactOptional(),
    city: name().exactOptional(),
    country: country().exactOptional(),
    latitude: amount(-90, 90).exactOptional(),
    longitude: amount(-180, 180).exactOptional(),
    directions: paragraph().exactOptional(),
    online_url: url().exactOptional(),
  },
  'a mapping that names the venue',
)

const contact = mapping(
  {
    name: name().exactOptional(),
    email: email().exactOptional(),
    phone: phone().exactOptional(),
    answers_to: email().exactOptional(),
  },
  'a mapping that names the contact',
)

const registration = mapping(
  {
    opens: wallClock().exactOptional(),
    closes: wallClock().exactOptional(),
    capacity: whole(0, 1_000_000).exactOptional(),
    waitlist: yesOrNo().default(true),
    guests: whole(0, 100).default(0),
    approval: yesOrNo().default(false),
    verify_email: yesOrNo().default(false),
    groups: list(oneOf(groups), groups.length)
      .min(1, { error: 'a list of at least one group' })
      .default(() => [...groups]),
  },
  'a mapping with the terms of registration',
)

export const organization = mapping(
  {
    name: name(),
    role: oneOf(organizationRoles),
    url: url().exactOptional(),
    logo: fileName().exactOptional(),
  },
  'a mapping with the name and role of an organization',
)

const agendaItem = mapping(
  {
    id: id().exactOptional(),
    day: day().exactOptional(),
    starts: timeOfDay(),
    ends: timeOfDay().exactOptional(),
    room: name().exactOptional(),
    title: textByLanguage(500),
    description: paragraph().exactOptional(),
    speakers: list(name(), 100).default(() => []),
    capacity: whole(0, 1_000_000).exactOptional(),
    signup: yesOrNo().default(false),
  },
  'a mapping with start and title of a point of the agenda',
)

const speaker = mapping(
  {
    name: name(),
    affiliation: textByLanguage(500).exactOptional(),
    bio: paragraph().exactOptional(),
    photo: fileName().exactOptional(),
  },
  'a mapping with the name of a speaker',
)

const eventDocument = mapping(
  {
    title: textByLanguage(500),
    kind: oneOf(documentKinds).default('other'),
    file: fileName(),
    language: language().exactOptional(),
  },
  'a mapping with title and file of a document',
)

const question = mapping(
  {
    id: id(),
    label: textByLanguage(1000),
    type: oneOf(questionTypes),
    required: yesOrNo().default(false),
    options: list(name(), 200).default(() => []),
  },
  'a mapping with id, label and type of a question',
)

const target = mapping(
  { group: oneOf(groups), participants: whole(0, 10_000_000) },
  'a mapping with a group and its participants',
)

const countsByGroup = z.partialRecord(oneOf(groups), whole(0, 10_000_000), {
  // Typed wider than zod does: its record reports keys that are none of the names, too.
  error: ({ code }: { code: string }) =>
    code === 'unrecognized_keys' ? groups.join(', ') : 'a mapping with a number for each group',
})

const results = mapping(
  {
    attended: whole(0, 10_000_000).exactOptional(),
    summary: paragraph().exactOptional(),
    by_group: countsByGroup.exactOptional(),
  },
  'a mapping with what came of the event',
)

/** One event as files and the API give it: texts still a string or texts by language. */
export const eventShape = mapping(
  {
    slug: slug(),
    kind: oneOf(kinds).default('other'),
    status: oneOf(eventStatuses).default('published'),
    language: language(),
    timezone: zoneName(),
    starts: wallClock(),
    ends: wallClock(),
    title: textByLanguage(500),
    summary: textByLanguage(2000).exactOptional(),
    description: textByLanguage(200_000).exactOptional(),
    venue: venue.default({}),
    contact: contact.default({}),
    registration: registration.prefault({}),
    organizations: list(organization, 200).default(() => []),
    project: slug().exactOptional(),
    agenda: list(agendaItem, 500).default(() => []),
    speakers: list(speaker, 500).default(() => []),
    documents: list(eventDocument, 200).default(() => []),
    form: list(question, 50).default(() => []),
    targets: list(target, groups.length).default(() => []),
    results: results.exactOptional(),
  },
  'a mapping that describes an event',
)

export type EventInput = z.output<typeof eventShape>
