import { structuredData } from '../../documents/structured-data.ts'
import { nextChange } from '../../domain/events/phase.ts'
import { findProject, type ProjectRecord } from '../../domain/events/project-record.ts'
import { datePlate } from '../../platform/dates.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { markdownToHtml } from '../../platform/markdown.ts'
import { renderPage } from '../page.ts'
import type { Site } from '../site.ts'
import { backing, fileAddress } from './backing.ts'
import { eventFacts } from './event-facts.ts'
import { type ShownEvent, stateKey, withEvent } from './event-lookup.ts'
import { publisher } from './publisher.ts'
import { timetable } from './timetable.ts'
import { phaseNotice, type Reader, readerOf, stateWord } from './words.ts'

/** `/{lang}/events/{slug}`: rendered once for each state of the event. */
export function showEvent(site: Site, language: Language) {
  return withEvent(site, async (shown, req, res) => {
    const { event } = shown.state
    const project =
      event.projectId === null ? undefined : await findProject(site.database.read, event.projectId)
    await site.pages.show(req, res, `/${language}/events/${event.slug}`, {
      state: `${stateKey(shown)} ${project?.updatedAt}`,
      until: nextChange(event, shown.now.toISOString()),
      render: () => renderPage(site, language, 'public/event', eventPage(site, shown, project, language)),
    })
  })
}

function eventPage(site: Site, shown: ShownEvent, project: ProjectRecord | undefined, language: Language) {
  const { state, phase } = shown
  const { document, slug, isSample } = state.event
  const read = readerOf(document, language)
  const address = `/${language}/events/${slug}`
  return {
    title: read(document.title)?.text ?? '',
    path: `/events/${slug}`,
    description: read(document.summary)?.text,
    isSample,
    kind: phrase(language, `kind.${document.kind}`),
    kindHref: `/${language}?kind=${document.kind}`,
    city: read(document.venue.city),
    heading: read(document.title),
    plate: datePlate(state.event.startsAt, document.timezone, language),
    summary: read(document.summary),
    about: aboutOf(read, document.description),
    state: stateWord(state, phase, language),
    notice: phaseNotice(state, phase, language),
    register: phase === 'open' || phase === 'waiting-list' ? `${address}/register` : undefined,
    waits: phase === 'waiting-list',
    facts: eventFacts(state, phase, language),
    days: timetable(document, state.places, language),
    speakers: document.speakers.map((speaker) => ({
      name: read(speaker.name),
      affiliation: read(speaker.affiliation),
      bio: read(speaker.bio),
      photo: speaker.photo && fileAddress(slug, speaker.photo),
    })),
    documents: documentsOf(shown, read, language),
    results: resultsOf(shown, read, language),
    backing: backing(document, project, language),
    structured: structuredData(state.event, publisher(site), language),
  }
}

function aboutOf(read: Reader, description: Parameters<Reader>[0]) {
  const text = read(description)
  return text && { html: markdownToHtml(text.text), language: text.language }
}

function documentsOf({ state }: ShownEvent, read: Reader, language: Language) {
  const { documents, slug } = state.event.document
  return documents.map(({ title, kind, file, language: written }) => ({
    title: read(title),
    kind: phrase(language, `document.${kind}`),
    href: fileAddress(slug, file),
    format: file.slice(file.lastIndexOf('.') + 1).toUpperCase(),
    language: written === language ? undefined : written,
  }))
}

function resultsOf({ state }: ShownEvent, read: Reader, language: Language) {
  const { results } = state.event.document
  if (results === undefined) return undefined
  const { attended, by_group: byGroup = {} } = results
  const counted = state.event.document.registration.groups.flatMap((group) => {
    const n = byGroup[group]
    return n === undefined ? [] : [{ group: phrase(language, `group.${group}`), n }]
  })
  const most = Math.max(1, ...counted.map(({ n }) => n))
  return {
    attended: attended === undefined ? undefined : phrase(language, 'public.event.attended', { n: attended }),
    summary: aboutOf(read, results.summary),
    byGroup: counted.map((row) => ({ ...row, of: most })),
  }
}
