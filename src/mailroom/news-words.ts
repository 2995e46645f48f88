/** What letters to subscribers say: of their wish, and of the events that are new. */
import { wishWords } from '../documents/wish-words.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import type { Subscription } from '../domain/subscriptions/subscription.ts'
import { describeWhen } from '../platform/dates.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { eventWords, type Fact } from './letter-facts.ts'
import type { LetterSettings } from './letter-settings.ts'

/** An event in a letter about several. */
type NewsItem = { title: string; when: string; kind: string; place: string; page: string }

export type NewsContext = {
  news: readonly NewsItem[]
  headline: string
  lead: string
  /** How many more there are, in words; empty for none */
  moreNews: string
  listPage: string
  subscriptionPage: string
  unsubscribePage: string
}

/** A draft that was public a while ago is left out; what was cancelled since is told, somebody may have heard of it. */
export function announced(news: readonly EventRecord[]): EventRecord[] {
  return news.filter(({ document }) => document.status !== 'draft')
}

export function newsContext(
  letter: ClaimedLetter,
  language: Language,
  settings: LetterSettings,
): NewsContext {
  const { data, subscription } = letter
  const { baseUrl } = settings
  const news = announced(letter.news).map((event) => newsItem(event, language, baseUrl))
  const more = data.moreNews ?? 0
  const values = { n: news.length + more, title: news[0]?.title ?? '' }
  return {
    news,
    headline: phrase(language, 'subscriptions.letter.headline', values),
    lead: phrase(language, 'subscriptions.letter.lead', { n: values.n }),
    moreNews: more === 0 ? '' : phrase(language, 'subscriptions.letter.more', { n: more }),
    listPage: `${baseUrl}/${language}`,
    ...(subscription === null ? noLinks : linksOf(subscription, language, settings)),
  }
}

const noLinks = { subscriptionPage: '', unsubscribePage: '' }

function linksOf({ id, generation }: Subscription, language: Language, { baseUrl, tokens }: LetterSettings) {
  return {
    subscriptionPage: `${baseUrl}/${language}/s/${tokens.subscription.sign(id, generation)}`,
    unsubscribePage: `${baseUrl}/${language}/unsubscribe/${tokens.unsubscribe.sign(id)}`,
  }
}

function newsItem(event: EventRecord, language: Language, baseUrl: string): NewsItem {
  const { document, slug } = event
  const { title, place, online } = eventWords(event, language)
  return {
    title,
    when: whenOf(event, language),
    kind: phrase(language, `kind.${document.kind}`),
    place: place !== '' || online.length === 0 ? place : phrase(language, 'letter.online'),
    page: `${baseUrl}/${language}/events/${slug}`,
  }
}

function whenOf({ document, startsAt, endsAt }: EventRecord, language: Language): string {
  if (document.status === 'postponed') return phrase(language, 'letter.postponed')
  const when = describeWhen(startsAt, endsAt, document.timezone, language).full
  return document.status === 'cancelled' ? `${phrase(language, 'public.state.cancelled')}: ${when}` : when
}

/** What the address is to be written about, for the letter that asks for confirmation. */
export function wishFacts({ subscription }: ClaimedLetter, language: Language): Fact[] {
  if (subscription === null) return []
  const wish = subscription.asked ?? subscription.wish
  const { kinds, cities } = wishWords(wish, language)
  // Not by name: anybody may have written anything there, and had us send it to anybody.
  const places = phrase(language, 'subscriptions.letter.places', { n: wish.cities.length })
  return [
    { label: phrase(language, 'subscriptions.kinds'), value: kinds },
    { label: phrase(language, 'subscriptions.cities'), value: wish.cities.length === 0 ? cities : places },
  ]
}

export function whyNews(
  { kind }: ClaimedLetter,
  { wish }: Subscription,
  site: string,
  language: Language,
): string {
  if (kind !== 'new-events') return phrase(language, 'subscriptions.letter.why-asked', { site })
  return phrase(language, 'subscriptions.letter.why', { site, ...wishWords(wish, language) })
}
