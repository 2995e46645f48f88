import type { RegistrationStatus } from '../../database/tables.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { showError } from '../error-page.ts'
import { showPage } from '../page.ts'
import type { Site } from '../site.ts'
import { suggestedAddress } from './address-slips.ts'
import { aside, titleWithEvent } from './aside.ts'
import { withEvent } from './event-lookup.ts'

/** What the page after the form tells; the address of that page carries it sealed, and nothing is stored. */
export type Receipt = { status: RegistrationStatus; pendingFor: 'address' | 'approval' | null; email: string }

export function receiptAddress(site: Site, slug: string, receipt: Receipt, language: Language): string {
  return `/${language}/events/${slug}/received/${site.tokens.seal('receipt', { ...receipt, slug })}`
}

/** `/{lang}/events/{slug}/received/{sealed}`: the answer to the form, which can be reloaded and printed. */
export function showReceipt(site: Site, language: Language) {
  return withEvent(site, (shown, req, res) => {
    const { event } = shown.state
    const receipt = openReceipt(site, event.slug, String(req.params.sealed))
    if (receipt === null) return showError(site, req, res, 404)
    const kind = receiptKind(receipt)
    const heading = phrase(language, `public.receipt.${kind}`)
    const suggestion = suggestedAddress(receipt.email)
    showPage(site, res, language, 'public/receipt', {
      ...aside(shown, language),
      title: titleWithEvent(heading, shown, language),
      path: `/events/${event.slug}/received/${req.params.sealed}`,
      kind,
      heading,
      next: phrase(language, `public.receipt.${kind}-next`),
      email: receipt.email,
      comes: kind === 'confirmed',
      suggestion: suggestion && phrase(language, 'public.receipt.suggest', { suggestion }),
      suggestionNext: phrase(language, 'public.receipt.suggest-next', { email: receipt.email }),
    })
  })
}

function receiptKind({ status, pendingFor }: Receipt) {
  if (status === 'pending') return pendingFor === 'address' ? 'pending-address' : 'pending-approval'
  return status === 'cancelled' ? 'declined' : status
}

function openReceipt(site: Site, slug: string, sealed: string): Receipt | null {
  // Sealed by `receiptAddress` alone: what opens has its shape.
  const opened = site.tokens.open('receipt', sealed) as (Receipt & { slug: string }) | null
  return opened?.slug === slug ? opened : null
}
