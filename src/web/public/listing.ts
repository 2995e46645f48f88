import type { Request, Response } from 'express'
import { cataloguePage, type Facets, facets, type Wish } from '../../domain/events/catalogue.ts'
import { kinds } from '../../domain/events/event.ts'
import type { Language } from '../../platform/i18n.ts'
import { cleanLine } from '../../platform/text.ts'
import { renderPage } from '../page.ts'
import type { Site } from '../site.ts'
import { listPage, pathOf } from './listing-view.ts'

/** `/{lang}`: what is coming, or with `?past=1` what was, narrowed by word, kind and city. */
export function showListing(site: Site, language: Language) {
  const facetsOf = rememberFacets(site)
  return async (req: Request, res: Response): Promise<void> => {
    const wish = wishOf(req)
    const path = pathOf(wish)
    const now = site.clock()
    await site.pages.show(req, res, `/${language}${path}`, {
      // Nothing tells cheaply that no event of a list has changed.
      state: null,
      until: null,
      render: async () => {
        const page = await cataloguePage(site.database.read, wish, now)
        return renderPage(
          site,
          language,
          'public/list',
          listPage(page, await facetsOf(wish.past, now), wish, now, language),
        )
      },
    })
  }
}

function wishOf(req: Request): Wish {
  const page = Number(one(req.query.page))
  return {
    past: one(req.query.past) === '1',
    words: cleanLine(one(req.query.q), 100),
    kind: kinds.find((kind) => kind === one(req.query.kind)) ?? null,
    city: cleanLine(one(req.query.city), 100) || null,
    page: Number.isInteger(page) && page > 1 && page < 10_000 ? page : 1,
  }
}

function one(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

/** Counting what occurs looks at every event, so it is done less often than the list itself. */
function rememberFacets(site: Site) {
  const kept = new Map<boolean, { at: number; facets: Promise<Facets> }>()
  const maxAge = 10 * (site.maxAge ?? 1000)
  return (past: boolean, now: Date): Promise<Facets> => {
    const found = kept.get(past)
    if (found !== undefined && performance.now() - found.at < maxAge) return found.facets
    const made = { at: performance.now(), facets: facets(site.database.read, past, now) }
    kept.set(past, made)
    made.facets.catch(() => kept.delete(past))
    return made.facets
  }
}
