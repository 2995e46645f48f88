import { breadcrumbs, structuredData } from '../../../documents/structured-data.ts'
import { attachedSizes } from '../../../domain/events/attached-sizes.ts'
import type { EventDocument } from '../../../domain/events/event.ts'
import { momentOf, nextMoment } from '../../../domain/events/moment.ts'
import { nextChange, placesLeft } from '../../../domain/events/phase.ts'
import { findProject, type ProjectRecord } from '../../../domain/events/project-record.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { renderPage } from '../../page.ts'
import { pictureOfEvent } from '../../sharing.ts'
import type { Site } from '../../site.ts'
import { calendarsOf } from '../registration/ticket.ts'
import { aboutOf, cityOf, datedPlate, otherLanguage, readerOf, stateWord } from '../words.ts'
import { backing, type FileAddress } from './backing.ts'
import { documentsOf, photosOf } from './event-documents.ts'
import { eventFacts } from './event-facts.ts'
import { type ShownEvent, stateKey, withEvent } from './event-lookup.ts'
import { resultsOf } from './event-results.ts'
import type { PicturesOf } from './pictures.ts'
import { publisher } from './publisher.ts'
import { shareLinks } from './share-links.ts'
import { alarmOf, noticesOf, todayOf } from './standing.ts'
import { timetable } from './timetable.ts'

/** `/{lang}/events/{slug}`: rendered once for each state of the event. */
export function showEvent(site: Site, language: Language) {
  return withEvent(site, async (shown, req, res) => {
    const { event } = shown.state
    const project =
      event.projectId === null ? undefined : await findProject(site.database.read, event.projectId)
    await site.pages.show(req, res, `/${language}/events/${event.slug}`, {
      state: `${stateKey(shown)} ${shown.now.getUTCFullYear()} ${project?.updatedAt} ${JSON.stringify(momentOf(event, shown.now))}`,
      until: sooner(nextChange(event, shown.now.toISOString()), nextMoment(event, shown.now)),
      render: async () => {
        const pictures = await site.smallPictures.of(event, project?.project)
        const sizes = await attachedSizes(site.database.read, event.id)
        const page = eventPage(site, shown, { record: project, pictures, sizes }, language)
        return renderPage(site, language, 'public/event', page)
      },
    })
  })
}

/** UTC ISO; null: never. */
function sooner(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** What belongs to an event without standing in its document; `sizes`: of its files, in bytes. */
export type Belongings = {
  record: ProjectRecord | undefined
  pictures: PicturesOf
  sizes: ReadonlyMap<string, number>
  /** Where its files are served, when that is not the public place */
  filesAt?: FileAddress
}

export function eventPage(site: Site, shown: ShownEvent, belongings: Belongings, language: Language) {
  const { state, phase, now } = shown
  const { document, slug, isSample } = state.event
  const read = readerOf(document, language)
  const address = `/${language}/events/${slug}`
  const picture = pictureOfEvent(site.settings, state.event, language)
  const facts = eventFacts(state, phase, language)
  return {
    title: read(document.title)?.text ?? '',
    path: `/events/${slug}`,
    description: read(document.summary)?.text,
    sharedEvent: state.event,
    isSample,
    kind: phrase(language, `kind.${document.kind}`),
    kindHref: `/${language}?kind=${document.kind}`,
    city: cityOf(document, read),
    writtenIn: otherLanguage(read(document.title), language),
    heading: read(document.title),
    plate: datedPlate(state.event, now, language),
    summary: read(document.summary),
    about: aboutOf(read, document.description),
    state: stateWord(state, phase, now, language),
    notices: noticesOf(shown, language),
    alarm: alarmOf(shown, language),
    today: todayOf(shown, language),
    isOver: phase === 'over',
    isPlain: isPlain(document),
    register: phase === 'open' || phase === 'waiting-list' ? `${address}/register` : undefined,
    waits: phase === 'waiting-list',
    approves: document.registration.approval,
    facts,
    calendars: facts.calendar && calendarsOf(state, site.settings.baseUrl, language),
    share: shareLinks(state, site.settings.baseUrl, language),
    days: timetable(shown, momentOf(state.event, now), language),
    speakers: document.speakers.map((speaker) => ({
      name: read(speaker.name),
      affiliation: read(speaker.affiliation),
      bio: read(speaker.bio),
      photo: belongings.pictures(speaker.photo, 'portrait'),
    })),
    documents: documentsOf(shown, belongings.sizes, language, belongings.filesAt),
    photos: photosOf(shown, language, belongings.filesAt),
    results: resultsOf(shown, language),
    backing: backing(document, belongings.record, belongings.pictures, language),
    structured: structuredOf(site, shown, picture.address, language),
    breadcrumbs: breadcrumbs(state.event, publisher(site), language),
  }
}

/** Nothing stands in the file but what every event has: then its facts are the page. */
function isPlain({ description, agenda, speakers, documents, results }: EventDocument): boolean {
  return (
    description === undefined &&
    results === undefined &&
    [agenda, speakers, documents].every((list) => list.length === 0)
  )
}

function structuredOf(site: Site, { state, phase }: ShownEvent, picture: string, language: Language) {
  const { event, places } = state
  const { opensAt, closesAt } = event
  const standing = { phase, opensAt, closesAt, placesLeft: placesLeft(places), picture }
  return structuredData(event, publisher(site), language, standing)
}
