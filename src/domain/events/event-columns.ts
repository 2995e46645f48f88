import { fold } from '../../platform/text.ts'
import { resolveWallClock } from '../../platform/zones.ts'
import type { EventDocument, Text } from './event.ts'
import { inLanguage } from './event.ts'

/** What of an event's document is kept in columns, to be found and ordered by. */
export function eventColumns(event: EventDocument) {
  const startsAt = instant(event.starts, event)
  const { opens, closes } = event.registration
  const { city } = event.venue
  return {
    slug: event.slug,
    kind: event.kind,
    status: event.status,
    language: event.language,
    timezone: event.timezone,
    starts_at: startsAt,
    ends_at: instant(event.ends, event),
    opens_at: opens === undefined ? null : instant(opens, event),
    closes_at: closes === undefined ? startsAt : instant(closes, event),
    city: city === undefined ? null : inLanguage(city, event.language, event.language).text,
    cities: citiesOf(city),
    content: JSON.stringify(event),
  }
}

function instant(local: string, { timezone, slug }: EventDocument): string {
  const resolved = resolveWallClock(local, timezone)
  // The checks of event files let no such time pass.
  if ('problem' in resolved) throw new Error(`${slug}: ${local} in ${timezone}: ${resolved.problem}`)
  return resolved.instant
}

function citiesOf(city: Text | undefined): string {
  if (city === undefined) return ''
  return `|${[...new Set(Object.values(city).map(fold))].join('|')}|`
}
