import { type Language, phrase } from '../../../platform/i18n.ts'
import { aboutOf, readerOf } from '../words.ts'
import type { ShownEvent } from './event-lookup.ts'

/** What came of an event that is over: how many took part, from which groups, and in words. */
export function resultsOf({ state }: ShownEvent, language: Language) {
  const { document } = state.event
  const { results } = document
  if (results === undefined) return undefined
  const { attended, by_group: byGroup = {} } = results
  const counted = document.registration.groups.flatMap((group) => {
    const n = byGroup[group]
    return n === undefined ? [] : [{ group: phrase(language, `group.${group}`), n }]
  })
  const most = Math.max(1, ...counted.map(({ n }) => n))
  return {
    attended: attended === undefined ? undefined : phrase(language, 'public.event.attended', { n: attended }),
    summary: aboutOf(readerOf(document, language), results.summary),
    byGroup: counted.map((row) => ({ ...row, of: most })),
  }
}
