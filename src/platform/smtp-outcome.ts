/** What became of one letter handed to a mail server, classed by the answer (RFC 5321, 4.2). */

/** Why, in a word: shown to organizers as a phrase of their language; never an address nor a server's text. */
export const mailReasons = [
  'recipient-refused',
  'message-refused',
  'message-too-large',
  'bad-address',
  'try-later',
  'connection-cut',
  'timeout',
  'no-connection',
  'server-closed',
  'slow-down',
  'authentication',
  'tls',
  'sender-refused',
  'cannot-store',
] as const
export type MailReason = (typeof mailReasons)[number]

type Answer = { reason: MailReason; replyCode: number | null }

export type Outcome =
  | { outcome: 'sent'; replyCode: number | null }
  /** This letter later: the server said so (4xx), or the conversation broke off. */
  | ({ outcome: 'retry' } & Answer)
  /** No conversation came about: any other letter would fare the same. */
  | ({ outcome: 'unreachable' } & Answer)
  /** The server asks everything of ours to slow down (432). */
  | ({ outcome: 'backoff' } & Answer)
  /** This letter never. */
  | ({ outcome: 'rejected' } & Answer)
  /** Our settings are wrong; somebody has to act before anything can leave. */
  | ({ outcome: 'configuration' } & Answer)

type Fault = Exclude<Outcome, { outcome: 'sent' }>

/** The fields of a nodemailer error that tell what happened. */
type SmtpFault = {
  code: string
  systemCode: string
  command: string
  replyCode: number | null
  phase: string
}

const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_(TLS|SSL|OSSL)|^EPROTO$/
const before = new Set(['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS'])

/** Classes what nodemailer threw. A fault that is none of mail's is thrown again. */
export function outcomeOf(error: unknown): Fault {
  const fault = readFault(error)
  const { replyCode } = fault
  if (fault.code === '') throw error
  if (replyCode === 432) return { outcome: 'backoff', reason: 'slow-down', replyCode }
  return settingsFault(fault) ?? noConversation(fault) ?? refusal(fault) ?? brokenOff(fault)
}

function settingsFault({ code, systemCode, command, replyCode }: SmtpFault): Fault | null {
  const wrong = (reason: MailReason): Fault => ({ outcome: 'configuration', reason, replyCode })
  const permanent = replyCode !== null && replyCode >= 500
  // 530, 534, 535, 538 say "authenticate" wherever they come (RFC 4954, 6).
  if (replyCode === 530 || replyCode === 534 || replyCode === 535 || replyCode === 538)
    return wrong('authentication')
  // 454 after AUTH is the server's own trouble and passes.
  if (/AUTH/.test(code) && replyCode !== null && !permanent)
    return { outcome: 'unreachable', reason: 'try-later', replyCode }
  if (/AUTH/.test(code)) return wrong('authentication')
  if (code === 'ETLS' || (code === 'ESOCKET' && certificate.test(systemCode))) return wrong('tls')
  if (code === 'ECONNECTION' && command === 'EHLO') return wrong('tls')
  // 552 speaks of the size of this letter (RFC 1870), 503 of the state of this conversation.
  if (command === 'MAIL FROM' && permanent && replyCode !== 552 && replyCode !== 503)
    return wrong('sender-refused')
  if (before.has(command) && permanent) return wrong('server-closed')
  return null
}

function noConversation({ code, systemCode, command, replyCode, phase }: SmtpFault): Fault | null {
  const none = (reason: MailReason): Fault => ({ outcome: 'unreachable', reason, replyCode })
  if (code === 'EDNS') return none('no-connection')
  if (code === 'ETIMEDOUT') return phase === 'SOCKET_TIMEOUT' ? null : none('no-connection')
  if (code === 'ESOCKET') return /^E(CONNRESET|PIPE)$/.test(systemCode) ? null : none('no-connection')
  if (code === 'ECONNECTION' && command === '') return none('connection-cut')
  if (code === 'EPROTOCOL' && before.has(command)) return none('try-later')
  return null
}

function refusal({ code, command, replyCode }: SmtpFault): Fault | null {
  const never = (reason: MailReason): Fault => ({ outcome: 'rejected', reason, replyCode })
  if (code === 'EENVELOPE' && replyCode === null) return never('bad-address')
  if (code === 'EMESSAGE' && replyCode === null) return never('message-too-large')
  if (replyCode === null || replyCode < 500 || replyCode === 503) return null
  if (replyCode === 552 && command !== 'RCPT TO') return never('message-too-large')
  return never(command === 'RCPT TO' ? 'recipient-refused' : 'message-refused')
}

function brokenOff({ code, replyCode }: SmtpFault): Fault {
  if (replyCode !== null) return { outcome: 'retry', reason: 'try-later', replyCode }
  const slow = code === 'ETIMEDOUT' || code === 'EABORT'
  return { outcome: 'retry', reason: slow ? 'timeout' : 'connection-cut', replyCode }
}

function readFault(error: unknown): SmtpFault {
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined
  const word = (name: string): string => String(field(name) ?? '')
  const reply = field('responseCode')
  return {
    code: word('code'),
    systemCode: word('originalCode'),
    command: word('command'),
    replyCode: typeof reply === 'number' ? reply : null,
    phase: word('timeoutType'),
  }
}
