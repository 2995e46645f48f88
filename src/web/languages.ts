import type { Request, Response } from 'express'
import Negotiator from 'negotiator'
import { isLanguage, type Language, languages, ownName } from '../platform/i18n.ts'

/** The language that the browser asks for; English when it asks for none of ours. */
export function preferredLanguage(req: Request): Language {
  const wanted = new Negotiator(req).language([...languages])
  return wanted !== undefined && isLanguage(wanted) ? wanted : (languages[0] ?? 'en')
}

/** The language of an address, else the one that the browser asks for. */
export function pageLanguage(req: Request): Language {
  const first = req.originalUrl.split(/[/?]/, 2)[1] ?? ''
  return isLanguage(first) ? first : preferredLanguage(req)
}

export type LanguageLink = { language: Language; name: string; href: string; current: boolean }

/** The same page in every language, each named in itself. `path` follows the language: `/events/x?y=1`. */
export function languageLinks(
  current: Language,
  path: string,
  prefix: (language: Language) => string,
): LanguageLink[] {
  return languages.map((language) => ({
    language,
    name: ownName(language),
    href: `${prefix(language)}${path}`,
    current: language === current,
  }))
}

/** Sends `/events/x` to `/bg/events/x` for a browser that asks for Bulgarian. */
export function toLanguage(req: Request, res: Response): void {
  // Behind the language a `//host` is only an odd path, never another site.
  const rest = req.originalUrl === '/' ? '' : req.originalUrl
  res.set({ Vary: 'Accept-Language', 'Cache-Control': 'no-cache' })
  res
    .status(302)
    .location(`/${preferredLanguage(req)}${rest}`)
    .end()
}
