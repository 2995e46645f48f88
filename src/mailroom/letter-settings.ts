import type { Mailbox } from '../platform/mailer.ts'
import type { Tokens } from '../platform/tokens.ts'

export type LetterSettings = {
  /** The one origin of all links, without a slash at the end */
  baseUrl: string
  brandName: string
  /** `MAIL_FROM`: sender and calendar ORGANIZER */
  mailFrom: Mailbox
  /** Whether answers from calendars reach us */
  inbound: boolean
  tokens: {
    [Purpose in 'registration' | 'subscription' | 'unsubscribe' | 'letters' | 'signIn' | 'address']: Pick<
      Tokens[Purpose],
      'sign'
    >
  }
}
