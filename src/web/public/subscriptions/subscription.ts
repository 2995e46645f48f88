/** `/{lang}/s/{token}`: one's own subscription, reached from its letters. Looking changes nothing; buttons do. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { changeSubscription } from '../../../domain/subscriptions/change-subscription.ts'
import { confirmSubscription } from '../../../domain/subscriptions/confirm-subscription.ts'
import {
  findSubscription,
  type NewsWish,
  type Subscription,
} from '../../../domain/subscriptions/subscription.ts'
import { unsubscribe } from '../../../domain/subscriptions/unsubscribe.ts'
import type { Language } from '../../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { type Mistake, mistakesOf } from '../../mistakes.ts'
import { seeOther, showPage } from '../../page.ts'
import type { Site } from '../../site.ts'
import { knownPlaces } from '../list/known-places.ts'
import { fieldsOfWish, letterLanguage, type WishTyped, wishFields, wishOf } from './subscription-form.ts'
import { goneSubscriptionPage, subscriptionPage } from './subscription-view.ts'

const form = z.object({ language: letterLanguage, ...wishFields })

export function showSubscription(site: Site, language: Language) {
  return withSubscription(site, language, (own, req, res) => show(site, language, req, res, own))
}

export function changeOwnSubscription(site: Site, language: Language) {
  const doors = { confirm, change, stop }
  return withSubscription(site, language, async (own, req, res) => {
    const fields = fieldsOf(req)
    const { action } = fields
    if (action !== 'confirm' && action !== 'change' && action !== 'stop')
      return showError(site, req, res, 400)
    const outcome = await doors[action](site, own, fields)
    if ('next' in outcome) seeOther(res, `/${language}${outcome.next}`)
    else if ('mistakes' in outcome) await show(site, language, req, res, own, outcome)
    else showGone(site, language, req, res)
  })
}

type OwnHandler = (own: Subscription, req: Request, res: Response) => void | Promise<void>

/** Opens what the token names; one that is wrong, revoked or cut short opens nothing and tells nothing. */
function withSubscription(site: Site, language: Language, handler: OwnHandler) {
  return async (req: Request, res: Response): Promise<void> => {
    const token = site.tokens.subscription.read(String(req.params.token))
    const own = token === null ? undefined : await findSubscription(site.database.read, token.id)
    if (own === undefined || !token?.verify(own.generation)) showGone(site, language, req, res)
    else await handler(own, req, res)
  }
}

/** Where the browser goes next, what to correct, or that there is nothing to change any more. */
type Outcome = { next: string } | WishTyped | { gone: true }

async function confirm(site: Site, own: Subscription): Promise<Outcome> {
  const answer = await confirmSubscription(site.database, own.id, site.clock())
  if (answer.done === 'confirmed') return { next: doneAt(site, own.id, answer.generation, 'confirmed') }
  // Pressed twice, or in two windows: it is confirmed all the same.
  return answer.reason === 'already'
    ? { next: doneAt(site, own.id, own.generation, 'confirmed') }
    : { gone: true }
}

async function change(site: Site, own: Subscription, fields: Fields): Promise<Outcome> {
  const read = readWish(fields)
  if ('mistakes' in read) return { fields, mistakes: read.mistakes }
  const isChanged = await changeSubscription(site.database, own.id, read.wish)
  return isChanged ? { next: doneAt(site, own.id, own.generation, 'changed') } : { gone: true }
}

async function stop(site: Site, { id }: Subscription): Promise<Outcome> {
  await unsubscribe(site.database, id)
  return { next: `/unsubscribe/${site.tokens.unsubscribe.sign(id)}` }
}

function readWish(fields: Fields): { wish: NewsWish } | { mistakes: Mistake[] } {
  const read = form.safeParse(fields)
  if (!read.success) return { mistakes: mistakesOf(read.error) }
  const found = wishOf(read.data, read.data.language)
  return 'mistake' in found ? { mistakes: [found.mistake] } : found
}

function doneAt(site: Site, id: number, generation: number, done: 'confirmed' | 'changed'): string {
  return `/s/${site.tokens.subscription.sign(id, generation)}?done=${done}`
}

async function show(
  site: Site,
  language: Language,
  req: Request,
  res: Response,
  own: Subscription,
  typed: WishTyped = { fields: fieldsOfWish(own.wish), mistakes: [] },
): Promise<void> {
  const known = await knownPlaces(site)
  const page = subscriptionPage(own, known, typed, String(req.query.done ?? ''), language)
  showPage(site, res, language, 'public/subscription', { ...page, path: `/s/${req.params.token}` })
}

function showGone(site: Site, language: Language, req: Request, res: Response): void {
  const page = goneSubscriptionPage(language)
  showPage(site, res, language, 'public/subscription-gone', { ...page, path: `/s/${req.params.token}` })
}
