/** What the page after the form tells. Its address carries it sealed: nothing is stored, and nothing leaks. */
import type { RegistrationStatus } from '../../../database/tables.ts'
import type { Registered } from '../../../domain/registrations/register.ts'
import type { RegistrationInput } from '../../../domain/registrations/registration-input.ts'
import type { Language } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import type { Site } from '../../site.ts'

export type Receipt = {
  status: RegistrationStatus
  pendingFor: 'address' | 'approval' | null
  email: string
  /** The registration, its figures filled up; zeros for a repeat, whose registration is not touched from here */
  made: string
  sent: Fields
  /** Something that was sent is too long for the address */
  isCut: boolean
}

export function receiptOf(done: Registered, input: RegistrationInput): Receipt {
  return {
    status: done.shownStatus,
    pendingFor: done.shownPendingFor,
    email: input.email ?? '',
    // As long for everybody: the length of the address must not tell a repeat from a newcomer.
    made: String(done.repeated ? 0 : done.id).padStart(12, '0'),
    ...whatFits(input),
  }
}

export function receiptAddress(site: Site, slug: string, receipt: Receipt, language: Language): string {
  return `${site.prefix(language)}/events/${slug}/received/${site.tokens.seal('receipt', { ...receipt, slug })}`
}

/** Null for what was not sealed here, or for another event. */
export function openReceipt(site: Site, slug: string, sealed: string): Receipt | null {
  // Sealed by `receiptAddress` alone: what opens has its shape.
  const opened = site.tokens.open('receipt', sealed) as (Receipt & { slug: string }) | null
  return opened?.slug === slug ? opened : null
}

/** An address of 2 KB passes every server, proxy and mail program; sealing makes 4 bytes of 3. */
const mostBytes = 900

type Sent = Record<string, string | readonly string[]>

/** The short things first: a long note is left out rather than the address be refused somewhere. */
function whatFits(input: RegistrationInput): Pick<Receipt, 'sent' | 'isCut'> {
  const told = toldIn(input)
  // Nearly every form is far from the limit, and need not be measured thing by thing.
  if (3 * lettersIn(told) <= mostBytes) return { sent: told, isCut: false }
  const sent: Sent = {}
  let room = mostBytes
  for (const [name, value] of Object.entries(told)) {
    const size = Buffer.byteLength(JSON.stringify(value)) + name.length + 4
    if (size > room) continue
    sent[name] = value
    room -= size
  }
  return { sent, isCut: Object.keys(sent).length < Object.keys(told).length }
}

/** No letter has more than three bytes for each unit of its length; names and signs count as letters. */
function lettersIn(told: Sent): number {
  let letters = 0
  for (const name in told) {
    const value = told[name] ?? ''
    letters += name.length + 4
    if (typeof value === 'string') letters += value.length
    else for (const one of value) letters += one.length + 3
  }
  return letters
}

/** As the form sends it, in the order of what matters; what was left empty is not there. */
function toldIn(input: RegistrationInput): Sent {
  const told: Sent = { name: input.name, answer: input.answer }
  const tell = (name: string, value: string | readonly string[]) => {
    if (value.length > 0) told[name] = value
  }
  tell('sessions', input.sessions)
  if (input.guests > 0) told.guests = String(input.guests)
  tell('organization', input.organization)
  tell('group', input.group)
  tell('phone', input.phone)
  tell('position', input.position)
  tell('locality', input.locality)
  if (input.consentPhotos) told.consent_photos = 'yes'
  if (input.consentNews) told.consent_news = 'yes'
  tell('guest_names', input.guestNames.join('\n'))
  for (const id in input.answers) {
    const answer = input.answers[id] ?? ''
    tell(`answers[${id}]`, typeof answer === 'boolean' ? (answer ? 'yes' : '') : answer)
  }
  tell('note', input.note)
  return told
}
