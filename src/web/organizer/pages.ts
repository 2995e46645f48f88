import type { Request } from 'express'
import { type Language, phrase } from '../../platform/i18n.ts'

/** The page asked for, from 1; what makes no sense is the first. */
export function pageNumber(req: Request): number {
  const page = Number(queryValue(req, 'page'))
  return Number.isInteger(page) && page > 1 && page < 100_000 ? page : 1
}

/** One value of the query; of several the first. */
export function queryValue(req: Request, name: string): string {
  const value: unknown = req.query[name]
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.toWellFormed() : ''
}

/** Links to the pages before and after; nothing where all fits on one. */
export function pageSteps(
  page: number,
  hasMore: boolean,
  address: (page: number) => string,
  language: Language,
) {
  if (page === 1 && !hasMore) return undefined
  return {
    previous: page > 1 ? address(page - 1) : undefined,
    next: hasMore ? address(page + 1) : undefined,
    current: phrase(language, 'public.list.page', { page }),
  }
}
