import type { Request, Response } from 'express'
import { type Language, phrase } from '../../platform/i18n.ts'
import { renderPage } from '../page.ts'
import type { Site } from '../site.ts'

/** `/{lang}/privacy`: the same while the program runs. */
export function showPrivacy(site: Site, language: Language) {
  const title = phrase(language, 'public.privacy.title')
  return (req: Request, res: Response): Promise<void> =>
    site.pages.show(req, res, `/${language}/privacy`, {
      state: 'always',
      until: null,
      render: () =>
        renderPage(site, language, `languages/${language}/privacy`, {
          title,
          heading: title,
          path: '/privacy',
        }),
    })
}
