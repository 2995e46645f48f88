/** `/{lang}/events/{slug}/received/{sealed}`: the answer to the form, which can be reloaded and printed. */
import type { Request, Response } from 'express'
import { correctAddress } from '../../../domain/registrations/correct-address.ts'
import { isForgotten } from '../../../domain/registrations/forget.ts'
import { register } from '../../../domain/registrations/register.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import { showPackedPage } from '../../packed-page.ts'
import { type PageContext, seeOther } from '../../page.ts'
import type { Site } from '../../site.ts'
import { aside, titleWithEvent } from '../aside.ts'
import { type ShownEvent, withEvent } from '../event/event-lookup.ts'
import { suggestedAddress } from './address-slips.ts'
import { openReceipt, type Receipt, receiptAddress, receiptOf } from './receipt-content.ts'
import { readRegistration } from './registration-form.ts'
import { ticketParts } from './ticket.ts'
import { toldWords } from './told.ts'

export function showReceipt(site: Site, language: Language) {
  return withReceipt(site, (shown, receipt, req, res) => {
    const path = `/events/${shown.state.event.slug}/received/${req.params.sealed}`
    showPackedPage(
      site,
      req,
      res,
      language,
      'public/receipt',
      receiptPage(site, shown, receipt, path, language),
    )
  })
}

/** One press where the address looked like a slip: the letter goes to the address that was meant. */
export function correctReceipt(site: Site, language: Language) {
  return withReceipt(site, async (shown, receipt, req, res) => {
    const meant = suggestedAddress(receipt.email)
    if (meant === undefined) return showError(site, req, res, 400)
    if (!(await site.limits.mayRegister(meant))) return showError(site, req, res, 429)
    const answer = await readdressed(site, shown, receipt, meant, language)
    seeOther(res, receiptAddress(site, shown.state.event.slug, answer, language))
  })
}

type ReceiptHandler = (
  shown: ShownEvent,
  receipt: Receipt,
  req: Request,
  res: Response,
) => void | Promise<void>

function withReceipt(site: Site, handler: ReceiptHandler) {
  return withEvent(site, (shown, req, res) => {
    const receipt = openReceipt(site, shown.state.event.slug, String(req.params.sealed))
    // The address itself holds what was sent: it must not outlive what is kept.
    if (receipt === null || isForgotten(shown.state.event.endsAt, shown.now))
      return showError(site, req, res, 404)
    return handler(shown, receipt, req, res)
  })
}

/**
 * Whatever comes of it, the page reads the same: for a repeat the registration of somebody else may be meant, so
 * it is left alone, and the form counts as sent anew with the other address.
 */
async function readdressed(
  site: Site,
  { state: { event }, now }: ShownEvent,
  receipt: Receipt,
  meant: string,
  language: Language,
): Promise<Receipt> {
  const unchanged = { ...receipt, email: meant }
  const id = Number(receipt.made)
  if (id > 0) {
    await correctAddress(site.database, id, { from: receipt.email, to: meant }, now)
    return unchanged
  }
  const read = readRegistration(event, { ...receipt.sent, email: meant }, language)
  if ('mistakes' in read) return unchanged
  const done = await register(site.database, event, read.input, now)
  return done.done === 'refused' ? unchanged : receiptOf(done, read.input)
}

function receiptPage(
  site: Site,
  shown: ShownEvent,
  receipt: Receipt,
  path: string,
  language: Language,
): PageContext {
  const { document } = shown.state.event
  const kind = receiptKind(receipt)
  const heading = phrase(language, `public.receipt.${kind}`)
  const { name, sessions, ...rest } = receipt.sent
  return {
    ...aside(shown, language),
    ...ticketParts(site, shown, receipt.sent, language),
    title: titleWithEvent(heading, shown, language),
    path,
    kind,
    heading,
    next: phrase(language, `public.receipt.${kind}-next`),
    email: receipt.email,
    comes: kind === 'confirmed',
    isUndecided: kind === 'maybe',
    told: toldWords(rest, document, language),
    isCut: receipt.isCut,
    meant: meantWords(receipt, language),
  }
}

function meantWords({ email }: Receipt, language: Language) {
  const suggestion = suggestedAddress(email)
  if (suggestion === undefined) return undefined
  return {
    question: phrase(language, 'public.receipt.suggest', { suggestion }),
    note: phrase(language, 'form.readdress-note', { email }),
    button: phrase(language, 'form.readdress', { address: suggestion }),
  }
}

function receiptKind({ status, pendingFor }: Receipt) {
  if (status === 'pending') return pendingFor === 'address' ? 'pending-address' : 'pending-approval'
  return status === 'cancelled' ? 'declined' : status
}
