/** The words of a sign-in sheet, from the event and its project. */
import { type EventDocument, inLanguage, type Project, type Text } from '../domain/events/event.ts'
import { describeDay, describeHours, describeWhen, zoneName } from '../platform/dates.ts'
import { isLanguage, type Language, phrase } from '../platform/i18n.ts'
import { addDays, wallClockAt } from '../platform/zones.ts'
import type { SheetFact, SheetPlan, SignInSheet } from './sign-in-plan.ts'

const fewestBlankRows = 5
/** An "event" of months (a campaign, an exhibition) gets sheets for the days of its agenda only. */
const mostDaysInRow = 14

export function sheetPlan(sheet: SignInSheet): SheetPlan {
  const { event, project, language } = sheet
  const { text: title, language: titleLanguage } = inLanguage(event.title, event.language, event.language)
  return {
    language: titleLanguage,
    documentTitle: `${phrase(language, 'sheet.title')}: ${title}`,
    madeAt: sheet.madeAt.toISOString(),
    landscape: sheet.contact ?? false,
    emblem: project && emblemLines(project, contentLanguage(sheet)),
    funding: project ? fundingLines(project, event, contentLanguage(sheet)) : [],
    heading: phrase(language, 'sheet.title'),
    event: title,
    sheets: daysOf(sheet).map((day) => ({ facts: facts(sheet, day) })),
    columns: columnsOf(sheet),
    notes: project ? ownTexts(event, project.statement, project.disclaimer) : [],
    pageOf: phrase(language, 'sheet.page', { page: '{page}', pages: '{pages}' }),
    signed: phrase(language, 'sheet.signed'),
    forOrganizer: phrase(language, 'sheet.for-organizer'),
    blankRows: sheet.blankRows ?? fewestBlankRows,
  }
}

/** Dates and set phrases of the content: in the event's language where the product speaks it. */
function contentLanguage({ event, language }: SignInSheet): Language {
  return isLanguage(event.language) ? event.language : language
}

/**
 * Since 2021 the emblem stands with "Co-funded" or "Funded by the European Union" (Reg. 2021/1060, Annex IX, 1.4);
 * before, with "European Union" and the fund's name (Implementing Reg. 821/2014, Art. 4; Reg. 1828/2006, Art. 9).
 */
function emblemLines(project: Project, language: Language): string[] | null {
  if (project.emblem === 'none') return null
  if (project.period === '2007-2013' || project.period === '2014-2020') {
    const [fund] = ownTexts({ language: project.language }, project.fund)
    return [phrase(language, 'sheet.eu'), ...(fund === undefined ? [] : [fund])]
  }
  const { amount, funder_share: share } = project.budget ?? {}
  const whole = amount !== undefined && amount === share
  return phrase(language, whole ? 'sheet.eu-funded' : 'sheet.eu-co-funded').split('\n')
}

function fundingLines(project: Project, event: EventDocument, language: Language): string[] {
  const [title = ''] = ownTexts(event, project.title)
  const named =
    project.number === undefined
      ? phrase(language, 'sheet.project-unnumbered', { title })
      : phrase(language, 'sheet.project', { number: project.number, title })
  return [...ownTexts(event, project.programme), named]
}

function columnsOf({ language, contact = false }: SignInSheet): SheetPlan['columns'] {
  const widths = contact ? [9, 62, 56, 42, 48, 48] : [9, 49, 42, 32, 46]
  const labels = [
    phrase(language, 'sheet.number'),
    phrase(language, 'sheet.name'),
    phrase(language, 'sheet.organization'),
    phrase(language, 'sheet.position'),
    ...(contact ? [phrase(language, 'sheet.contact')] : []),
    phrase(language, 'sheet.signature'),
  ]
  return labels.map((label, index) => ({ label, width: widths[index] ?? 0 }))
}

function facts(sheet: SignInSheet, day: string): SheetFact[] {
  const { event, language } = sheet
  const session = event.agenda.find(({ id }) => id === sheet.session)
  const organizers = event.organizations.filter(({ role }) => role === 'organizer')
  const names = organizers.flatMap(({ name }) => ownTexts(event, name))
  const found: SheetFact[] = [
    { label: phrase(language, 'sheet.session'), value: ownTexts(event, session?.title).join('') },
    { label: phrase(language, 'sheet.date'), value: whenOf(sheet, day) },
    { label: phrase(language, 'sheet.place'), value: placeOf(event, session?.room, language) },
    {
      label: phrase(language, 'organization-role.organizer', { n: names.length }),
      value: names.join('; '),
    },
  ]
  return found.filter(({ value }) => value !== '')
}

function placeOf(event: EventDocument, sessionRoom: Text | undefined, language: Language): string {
  const { name, room, address, city, online_url: online } = event.venue
  const parts = ownTexts(event, sessionRoom ?? room, name, address, city)
  if (parts.length > 0 || online === undefined) return parts.join(', ')
  return phrase(language, 'sheet.online')
}

/** The one day asked for, or each calendar day that the event touches by its own clocks. */
function daysOf({ event, startsAt, endsAt, day, session }: SignInSheet): string[] {
  const chosen = day ?? event.agenda.find(({ id }) => id === session)?.day
  if (chosen !== undefined) return [chosen]
  const first = wallClockAt(startsAt, event.timezone).slice(0, 10)
  // What ends at midnight ends on the day before.
  const last = wallClockAt(new Date(Date.parse(endsAt) - 1), event.timezone).slice(0, 10)
  const days = [first]
  while ((days.at(-1) ?? last) < last && days.length <= mostDaysInRow)
    days.push(addDays(days.at(-1) ?? last, 1))
  if (days.length <= mostDaysInRow) return days
  return [...new Set([first, ...event.agenda.map((item) => item.day)])].sort()
}

/** "вторник, 2 март 2027 г., 09:00–13:00 ч. (София, UTC+2)"; the hours of a day among several are its agenda's. */
function whenOf(sheet: SignInSheet, day: string): string {
  const { event, startsAt, endsAt } = sheet
  const language = contentLanguage(sheet)
  const whole = describeWhen(startsAt, endsAt, event.timezone, language)
  const hours = hoursOf(sheet, day)
  if (whole.sameDay && sheet.session === undefined) return whole.full
  // Clocks change in the small hours: by noon the day shows the offset that it is held at.
  const zone = zoneName(event.timezone, `${day}T12:00:00Z`, language)
  if (hours === null) return `${describeDay(day, language).full} (${zone})`
  const time = describeHours(hours.starts, hours.ends, language)
  return phrase(language, 'date.when', { ...describeDay(day, language), time, zone })
}

function hoursOf({ event, session }: SignInSheet, day: string): { starts: string; ends?: string } | null {
  const items = event.agenda.filter((item) =>
    session === undefined ? item.day === day : item.id === session,
  )
  const starts = items.map((item) => item.starts).sort()[0]
  const ends = items
    .flatMap((item) => (item.ends === undefined ? [] : [item.ends]))
    .sort()
    .at(-1)
  if (starts === undefined) return null
  return ends === undefined ? { starts } : { starts, ends }
}

/** Each text that there is, in its own language. */
function ownTexts({ language }: { language: string }, ...texts: (Text | undefined)[]): string[] {
  return texts.flatMap((text) => {
    const own = text && inLanguage(text, language, language).text
    return own ? [own] : []
  })
}
