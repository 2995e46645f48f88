import type { PublisherSettings } from '../../../documents/calendar-feed.ts'
import type { Site } from '../../site.ts'

/** Who publishes the feeds and calendar files of this site. */
export function publisher({ settings }: Site): PublisherSettings {
  return {
    baseUrl: settings.baseUrl,
    brandName: settings.brandName,
    organizer: { name: settings.mailFrom.name, email: settings.mailFrom.address },
  }
}
