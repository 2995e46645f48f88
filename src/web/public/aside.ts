import { type Language, phrase } from '../../platform/i18n.ts'
import type { Mistake } from '../mistakes.ts'
import { eventFacts } from './event/event-facts.ts'
import type { ShownEvent } from './event/event-lookup.ts'
import { readerOf } from './words.ts'

/** What stays in view beside a form or a receipt: which event it is about. */
export function aside({ state, phase }: Pick<ShownEvent, 'state' | 'phase'>, language: Language) {
  const { document, slug, isSample } = state.event
  return {
    isSample,
    isOver: phase === 'over',
    sharedEvent: state.event,
    eventTitle: readerOf(document, language)(document.title),
    eventHref: `/${language}/events/${slug}`,
    facts: eventFacts(state, phase, language),
  }
}

/** "Ask a question: Round table …"; it begins with "Error:" while there are mistakes, which readers hear first. */
export function titleWithEvent(
  title: string,
  { state }: Pick<ShownEvent, 'state'>,
  language: Language,
  mistakes: readonly Mistake[] = [],
): string {
  const { document } = state.event
  const whole = `${title}: ${readerOf(document, language)(document.title)?.text}`
  return mistakes.length === 0 ? whole : phrase(language, 'public.error-prefix', { title: whole })
}
