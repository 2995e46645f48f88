import { wishWords } from '../../../documents/wish-words.ts'
import type { Place } from '../../../domain/events/finding/facets.ts'
import type { NewsWish, Subscription } from '../../../domain/subscriptions/subscription.ts'
import { type Language, ownName, phrase } from '../../../platform/i18n.ts'
import { type WishTyped, wishForm } from './subscription-form.ts'

export function subscriptionPage(
  own: Subscription,
  known: readonly Place[],
  typed: WishTyped,
  done: string,
  language: Language,
) {
  const { asked, wish, isConfirmed } = own
  const title = phrase(language, 'subscriptions.own.title')
  const isWrong = typed.mistakes.length > 0
  return {
    title: isWrong ? phrase(language, 'public.error-prefix', { title }) : title,
    status: isWrong ? 422 : 200,
    heading: phrase(language, asked === null ? 'subscriptions.own.active' : 'subscriptions.own.asked'),
    note: noteOf(own, language),
    banner: bannerOf(own, done, language),
    confirms: asked !== null,
    isConfirmed,
    isChanging: isWrong,
    details: detailsOf(asked ?? wish, language),
    form: wishForm(known, typed, language),
  }
}

function noteOf({ asked, isConfirmed, email }: Subscription, language: Language): string {
  if (asked === null) return phrase(language, 'subscriptions.own.active-note', { email })
  return isConfirmed
    ? phrase(language, 'subscriptions.own.asked-change')
    : phrase(language, 'subscriptions.own.asked-note', { email })
}

/** Told only while it is true: the address of the page may be opened again much later. */
function bannerOf(
  { asked, isConfirmed }: Subscription,
  done: string,
  language: Language,
): string | undefined {
  if (asked !== null || !isConfirmed || (done !== 'confirmed' && done !== 'changed')) return undefined
  return phrase(language, `subscriptions.own.done-${done}`)
}

function detailsOf(wish: NewsWish, language: Language) {
  const words = wishWords(wish, language)
  return [
    { label: phrase(language, 'subscriptions.kinds'), value: words.kinds },
    { label: phrase(language, 'subscriptions.cities'), value: words.cities },
    { label: phrase(language, 'subscriptions.language'), value: ownName(wish.language) },
  ]
}

/** For every token that opens nothing, whatever the reason. */
export function goneSubscriptionPage(language: Language) {
  const heading = phrase(language, 'subscriptions.gone')
  return { title: heading, heading, status: 404 }
}
