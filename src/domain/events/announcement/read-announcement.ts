/** Reads an announcement: what of an event is written in it, and where. */
import { cleanLines } from '../../../platform/text.ts'
import { webAddressesIn } from './addresses.ts'
import { findCapacity } from './capacity.ts'
import { chooseDays } from './choose-days.ts'
import { chooseHours, deadlineHour } from './choose-hours.ts'
import { findContact } from './contact.ts'
import { type Fact, fact } from './fact.ts'
import { findKind } from './kind.ts'
import { findOrganizations } from './organizations.ts'
import { findPlace } from './place.ts'
import { findProject } from './project.ts'
import { quotedIn } from './quotes.ts'
import { begins, list, type Source, sourceOf } from './source.ts'
import { languageOf, type TextLanguage } from './text-language.ts'
import { type Point, type Timetable, timetablesIn } from './timetable.ts'
import { findTitle } from './title.ts'

export type Announcement = {
  /** What was given, cleaned; the places of all facts are in it */
  text: string
  language: TextLanguage
  facts: readonly Fact[]
  timetables: readonly Timetable[]
}

/** In bytes of UTF-8; no announcement is as long, and what is longer is not read. */
export const longestAnnouncement = 200_000

/** `today`: the day on which it is read, `2026-11-28`. Nothing is in the facts that has no words in the text. */
export function readAnnouncement(given: string, today: string): Announcement {
  const text = cleanLines(given, Number.POSITIVE_INFINITY)
  const source = sourceOf(text)
  const quoted = quotedIn(source)
  const days = chooseDays(source, today)
  const hour = deadlineHour(source, days.deadline)
  const firstDay = days.facts.find(({ field }) => field === 'date')?.value
  const timetables = timetablesIn(source, days.event, firstDay)
  const facts = [
    findTitle(source, quoted),
    findKind(source),
    ...days.facts.map((one) => (one.field === 'deadline' && hour ? atHour(one, hour) : one)),
    ...chooseHours(source, days, timetables),
    ...timetables.flatMap((points) => points.map((point) => fact('agenda', said(point), point.at))),
    ...findPlace(source, quoted, days.event),
    onlineAddress(source),
    ...findContact(source),
    ...findOrganizations(source, quoted),
    ...findProject(source, quoted),
    findCapacity(source),
  ]
  return { text, language: languageOf(source), facts: facts.filter((one) => one !== undefined), timetables }
}

/** `10:00-10:30 Registration` */
function said({ starts, ends, title }: Point): string {
  return `${ends === undefined ? starts : `${starts}-${ends}`} ${title}`
}

function atHour(deadline: Fact, hour: { starts: string; from: number; to: number }): Fact {
  return {
    ...deadline,
    value: `${deadline.value}T${hour.starts}`,
    at: [...deadline.at, { from: hour.from, to: hour.to }],
  }
}

const rooms = /zoom|meet|teams|webex|jitsi|youtube|youtu\.be|stream|live|trueconf|telemost|bbb|join/i
const online = list(`
  онлайн zoom трансляц link линк връзка ссылк online join излъчван спасылк къде
`)
const forms = ['регистр', 'форм', 'заяв', 'register', 'запис', 'registration', 'рэгістр']

/** An address of a room that people enter; a registration form is none. */
function onlineAddress(source: Source): Fact | undefined {
  const found = webAddressesIn(source).find(({ first, value }) => {
    const before = source.tokens
      .slice(Math.max(0, first - 6), first)
      .filter(({ line }) => line === source.tokens[first]?.line)
    if (before.some((token) => begins(token, forms))) return false
    return rooms.test(value) || before.some((token) => begins(token, online))
  })
  return found && fact('online-url', found.value, found)
}
