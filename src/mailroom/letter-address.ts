/** The head of a letter: from whom, to whom, where answers go. */
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import type { Language } from '../platform/i18n.ts'
import type { Mailbox, MailMessage } from '../platform/mailer.ts'
import { cleanLine } from '../platform/text.ts'
import { eventWords } from './letter-facts.ts'
import type { LetterSettings } from './letter-settings.ts'
import { stopToken } from './written-words.ts'

type LetterHead = Omit<MailMessage, 'subject' | 'text' | 'html' | 'calendar'>

export function letterHead(letter: ClaimedLetter, language: Language, settings: LetterSettings): LetterHead {
  return {
    id: letter.id,
    messageId: messageIdOf(letter.messageId, settings.mailFrom.address),
    date: letter.createdAt,
    from: senderOf(letter, language, settings),
    to: { name: cleanLine(letter.to.name, 100), address: letter.to.email },
    replyTo: replyToOf(letter, language),
    envelopeFrom: settings.mailFrom.address,
    // Kept from answering machines (RFC 3834; the second is Exchange's own word for it).
    headers: {
      ...listHeaders(letter, settings),
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Content-Language': language,
    },
  }
}

/** What lets a mail program stop the letters by one press, without a visit (RFC 8058), and sort them (RFC 2919). */
function listHeaders(letter: ClaimedLetter, settings: LetterSettings): Record<string, string> {
  const { kind, subscription, event } = letter
  const { baseUrl, tokens } = settings
  if (kind === 'letter' && event !== null)
    return {
      'List-Id': `<${event.slug}.events.${new URL(baseUrl).hostname}>`,
      'List-Unsubscribe': `<${baseUrl}/unsubscribe/letters/${stopToken(letter, settings)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }
  if (kind !== 'new-events' || subscription === null) return {}
  return {
    'List-Id': `<new-events.${new URL(baseUrl).hostname}>`,
    'List-Unsubscribe': `<${baseUrl}/unsubscribe/${tokens.unsubscribe.sign(subscription.id)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/** The row holds the left part; the right part is the sender's domain. */
function messageIdOf(left: string, sender: string): string {
  return `<${left}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
}

/** One fixed address under the organizer's name: another's address would fail its domain's policy (RFC 7489). */
export function senderOf(
  { event }: ClaimedLetter,
  language: Language,
  { mailFrom }: LetterSettings,
): Mailbox {
  const [organizer] = event ? eventWords(event, language).organizers : []
  return { name: organizer || cleanLine(mailFrom.name, 100), address: mailFrom.address }
}

/** Where an answer goes: to the one who asks, else to the event's public contact. */
function replyToOf({ kind, data, event }: ClaimedLetter, language: Language): Mailbox | null {
  if (kind === 'question')
    return data.question ? { name: cleanLine(data.question.name, 100), address: data.question.email } : null
  const contact = event?.document.contact
  if (!event || !contact?.email) return null
  return { name: eventWords(event, language).contactName, address: contact.email }
}
