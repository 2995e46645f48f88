/** `/{lang}/subscribe`: letters about new events, as soon as the mailbox has confirmed that it wants them. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { kinds } from '../../../domain/events/event.ts'
import { subscribe } from '../../../domain/subscriptions/subscribe.ts'
import type { NewsWish } from '../../../domain/subscriptions/subscription.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { cleanLine } from '../../../platform/text.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { emailAddress } from '../../fields.ts'
import { type Mistake, mistakesOf } from '../../mistakes.ts'
import { type PageContext, renderPage, seeOther, showPage } from '../../page.ts'
import type { Site } from '../../site.ts'
import { knownPlaces } from '../list/known-places.ts'
import { suggestedAddress } from '../registration/address-slips.ts'
import { type WishTyped, wishFields, wishForm, wishOf } from './subscription-form.ts'

const form = z.object({ email: emailAddress, ...wishFields })

/** Filled in as the list was narrowed: `?kind=` and `?city=`. */
export function subscribeForm(site: Site, language: Language) {
  return async (req: Request, res: Response): Promise<void> => {
    const fields = chosenBefore(req)
    const path = pathOf(fields)
    await site.pages.show(req, res, `/${language}${path}`, {
      // Nothing tells cheaply that a city has come to be known.
      state: null,
      until: null,
      isOneOfMany: fields.cities.length > 0,
      render: async () =>
        renderPage(
          site,
          language,
          'public/subscribe',
          await formPage(site, { fields, mistakes: [] }, language, path),
        ),
    })
  }
}

export function takeSubscription(site: Site, language: Language) {
  return async (req: Request, res: Response): Promise<void> => {
    const fields = fieldsOf(req)
    const isSwitch = fields.show === 'form'
    const read = isSwitch ? { mistakes: [] } : readForm(fields, language)
    if ('mistakes' in read) {
      const page = await formPage(site, { fields, mistakes: read.mistakes }, language, '/subscribe')
      res.set('Cache-Control', 'no-store')
      return showPage(site, res, language, 'public/subscribe', { ...page, status: isSwitch ? 200 : 422 })
    }
    const { email, wish } = read
    if (!(await site.limits.maySubscribe(req)) || !(await site.limits.mayWriteTo(email)))
      return showError(site, req, res, 429)
    await subscribe(site.database, email, wish, site.clock())
    seeOther(res, `/${language}/subscribe/sent/${site.tokens.seal('subscribed', { email })}`)
  }
}

/** The same whether the address is subscribed or not; that is between the mailbox and us. */
export function showSubscriptionSent(site: Site, language: Language) {
  return (req: Request, res: Response): void => {
    // Sealed by `takeSubscription` alone: what opens has its shape.
    const opened = site.tokens.open('subscribed', String(req.params.sealed)) as { email: string } | null
    if (opened === null) showError(site, req, res, 404)
    else showSent(site, res, language, opened.email, `/subscribe/sent/${req.params.sealed}`)
  }
}

function showSent(site: Site, res: Response, language: Language, email: string, path: string): void {
  const heading = phrase(language, 'subscriptions.sent')
  const suggestion = suggestedAddress(email)
  showPage(site, res, language, 'public/subscription-sent', {
    title: heading,
    heading,
    path,
    email,
    suggestion: suggestion && phrase(language, 'public.receipt.suggest', { suggestion }),
  })
}

function readForm(
  fields: Fields,
  language: Language,
): { email: string; wish: NewsWish } | { mistakes: Mistake[] } {
  const read = form.safeParse(fields)
  if (!read.success) return { mistakes: mistakesOf(read.error) }
  const found = wishOf(read.data, language)
  return 'mistake' in found ? { mistakes: [found.mistake] } : { email: read.data.email, wish: found.wish }
}

async function formPage(
  site: Site,
  typed: WishTyped,
  language: Language,
  path: string,
): Promise<PageContext> {
  const heading = phrase(language, 'subscriptions.title')
  return {
    title:
      typed.mistakes.length === 0 ? heading : phrase(language, 'public.error-prefix', { title: heading }),
    heading,
    path,
    form: wishForm(await knownPlaces(site), typed, language),
  }
}

function chosenBefore({ query }: Request): { kinds: string[]; cities: string[] } {
  const kind = kinds.find((one) => one === query.kind)
  const city = typeof query.city === 'string' ? cleanLine(query.city, 100) : ''
  return { kinds: kind === undefined ? [] : [kind], cities: city === '' ? [] : [city] }
}

function pathOf({ kinds: [kind], cities: [city] }: { kinds: string[]; cities: string[] }): string {
  const query = new URLSearchParams()
  if (kind !== undefined) query.set('kind', kind)
  if (city !== undefined) query.set('city', city)
  return query.size === 0 ? '/subscribe' : `/subscribe?${query}`
}
