/** `/organize/events/{slug}/figures`: how the event stands, for people who look rather than read. */
import { type Breakdown, breakdownOf } from '../../../domain/registrations/breakdown.ts'
import { figuresOf } from '../../../domain/registrations/figures.ts'
import { describeDay } from '../../../platform/dates.ts'
import { type Language, localeOf, phrase } from '../../../platform/i18n.ts'
import { localTime } from '../../../platform/local-time.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { eventFigures } from '../people-figures.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { groupRows, languageRows, localityRows, sessionRows, sourceRows } from './bars.ts'
import { type Day, daysOf, weeksOf } from './days.ts'
import { keptFor } from './kept-for.ts'
import { plotSizes, stepsPlot } from './steps-plot.ts'

/** Counting a hundred thousand people takes a while; while the sums are the same, so are their parts but for a word. */
const keptMilliseconds = 60_000

export function figures(site: Site) {
  const counted = keptFor<Breakdown>(keptMilliseconds, site.clock)
  return onEvent(site, 'see-figures', async (work, _req, res) => {
    const { event, viewer, permission } = work
    const { read } = site.database
    const known = (await figuresOf(read, [event.id])).get(event.id)
    const key = JSON.stringify([event.id, known])
    const breakdown = await counted(key, () => breakdownOf(read, { eventId: event.id, permission }))
    const title = phrase(viewer.language, 'figures.tab')
    showWorkspace(site, res, viewer, `${eventHome(event)}/figures`, 'organizer/figures', {
      ...eventFrame(work, 'figures'),
      title: `${title}: ${eventTitle(work)}`,
      heading: title,
      styles: ['workspace-figures.css'],
      scripts: ['live.js'],
      live: `${eventHome(event)}/live`,
      figures: known && eventFigures(known, work, { filter: {}, sort: 'name', isReversed: false, page: 1 }),
      isEmpty: breakdown.total.people === 0,
      overTime: overTime(breakdown, known?.capacity ?? null, work, site.clock()),
      tables: tablesOf(breakdown, work),
    })
  })
}

/** A table of more rows than this is by weeks. */
const mostRows = 31

function overTime(breakdown: Breakdown, capacity: number | null, { event, viewer }: Work, now: Date) {
  const { language } = viewer
  const { timezone } = event.document
  const until = [now.toISOString(), event.endsAt].sort()[0] ?? ''
  const days = daysOf(breakdown, timezone, localTime(until, timezone).day)
  if (days.length === 0) return undefined
  const total = days.at(-1)?.total ?? 0
  const byWeek = days.length > mostRows
  return {
    words: phrase(language, capacity === null ? 'figures.rose' : 'figures.rose-of', {
      n: total,
      capacity: capacity ?? 0,
      since: describeDay(days[0]?.day ?? '', language).date,
    }),
    // A single day is a sentence and no course of things.
    plots:
      days.length < 2 ? [] : plotSizes.map((size) => stepsPlot(days, capacity, size, shortDay(language))),
    capacity: capacity === null ? undefined : phrase(language, 'organizer.figure.of', { n: capacity }),
    period: phrase(language, byWeek ? 'figures.week' : 'figures.day'),
    rows: rowsOf(byWeek ? weeksOf(days) : days.filter(({ people }) => people > 0), language),
  }
}

function rowsOf(days: readonly Day[], language: Language) {
  return days.map(({ day, people, total }) => ({
    iso: day,
    day: describeDay(day, language).date,
    people,
    total,
  }))
}

/** "12 мар.": there is little room below a plot. */
function shortDay(language: Language): (day: string) => string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  return (day) => format.format(Date.parse(`${day}T00:00:00Z`))
}

/** Tables with less than two rows tell nothing that does not stand above them, but for groups and sessions. */
/** A table with more rows may go on in the next column. */
const mostUnbroken = 10

function tablesOf(breakdown: Breakdown, work: Work) {
  const { language } = work.viewer
  const hasArrived = breakdown.total.arrived > 0
  const table = (id: string, title: string, rows: ReturnType<typeof groupRows>, least: number) =>
    rows.length < least ? [] : [{ id, title, rows, hasArrived, isLong: rows.length > mostUnbroken }]
  return [
    ...table('groups', phrase(language, 'figures.groups'), groupRows(breakdown, work), 1),
    ...table('sessions', phrase(language, 'figures.sessions'), sessionRows(breakdown, work), 1),
    ...table('localities', phrase(language, 'figures.localities'), localityRows(breakdown, work), 1),
    ...table('languages', phrase(language, 'figures.languages'), languageRows(breakdown, work), 2),
    ...table('sources', phrase(language, 'figures.sources'), sourceRows(breakdown, work), 2),
  ]
}
