/** Plain links by which people tell others: nothing is loaded from anybody, and nothing is told until one presses. */
import type { EventState } from '../../../domain/events/event-record.ts'
import type { Language } from '../../../platform/i18n.ts'
import { readerOf, whenWords } from '../words.ts'

/** For the partial `share`. The services are called by their own names; the letter has a name in each language. */
export function shareLinks({ event }: Pick<EventState, 'event'>, baseUrl: string, language: Language) {
  const address = `${baseUrl}/${language}/events/${event.slug}`
  const title = readerOf(event.document, language)(event.document.title)?.text ?? ''
  const words = `${title}\n${whenWords({ event }, language).full}`
  const said = encodeURIComponent(words.toWellFormed())
  const to = encodeURIComponent(address)
  return {
    address,
    mail: `mailto:?subject=${encodeURIComponent(title.toWellFormed())}&body=${said}%0A%0A${to}`,
    links: [
      { name: 'Telegram', href: `https://t.me/share/url?url=${to}&text=${said}` },
      { name: 'Viber', href: `viber://forward?text=${said}%0A${to}` },
      { name: 'WhatsApp', href: `https://wa.me/?text=${said}%0A${to}` },
      { name: 'Facebook', href: `https://www.facebook.com/sharer/sharer.php?u=${to}` },
    ],
  }
}
