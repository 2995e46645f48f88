import type { Request, Response } from 'express'
import { type CataloguePage, cataloguePage } from '../../../domain/events/finding/catalogue.ts'
import { similarWords } from '../../../domain/events/finding/similar-words.ts'
import type { Language } from '../../../platform/i18n.ts'
import { renderPage } from '../../page.ts'
import type { Site } from '../../site.ts'
import { knownFacets } from './known-facets.ts'
import { isNarrowed, type ListWish, pathOf, wishOf } from './list-address.ts'
import { listPage } from './listing-view.ts'
import { waysOut } from './no-results.ts'

/** `/{lang}`: what is coming, or with `?past=1` what was, narrowed by words, kind, city, month or year. */
export function showListing(site: Site, language: Language) {
  return async (req: Request, res: Response): Promise<void> => {
    const wish = wishOf(req, language)
    await site.pages.show(req, res, `/${language}${pathOf(wish)}`, {
      // Nothing tells cheaply that no event of a list has changed.
      state: null,
      until: null,
      isOneOfMany: wish.words !== '' || wish.city !== null || Boolean(wish.period) || wish.page > 1,
      render: () => renderListing(site, wish, language),
    })
  }
}

export type Found = CataloguePage & {
  /** No event has the words that were asked for; these have words that come close. */
  isSimilar: boolean
}

async function renderListing(site: Site, wish: ListWish, language: Language): Promise<string> {
  const now = site.clock()
  const found = await find(site, wish, now)
  const known = await knownFacets(site, wish.past, now)
  const isEmpty = found.events.length === 0 && isNarrowed(wish)
  const ways = isEmpty ? await waysOut(site.database.read, wish, now, language) : []
  return renderPage(site, language, 'public/list', listPage({ found, known, ways, wish, now, language }))
}

async function find(site: Site, wish: ListWish, now: Date): Promise<Found> {
  const { read } = site.database
  const page = await cataloguePage(read, wish, now)
  const isMissing = page.events.length === 0 && wish.words !== '' && wish.page === 1
  const words = isMissing ? await similarWords(read, wish) : null
  if (words === null) return { ...page, isSimilar: false }
  return { ...(await cataloguePage(read, wish, now, words)), isSimilar: true }
}
