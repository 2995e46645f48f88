/** The yardstick of the outbox: pooled nodemailer with letters that were written beforehand. Prints when it begins. */
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { connect } from '../../src/database/connect.ts'
import { claimLetters } from '../../src/domain/registrations/due-letters.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import type { MailMessage } from '../../src/platform/mailer.ts'
import { createTokens } from '../../src/platform/tokens.ts'

const [, , url = '', smtpUrl = '', count = '1'] = process.argv
const database = await connect(url)
const letters = await claimLetters(database, 'yardstick', Number(count), new Date())
await database.close()
if (letters.length !== Number(count)) throw new Error(`Only ${letters.length} letters were due`)

const render = createRenderer(fileURLToPath(new URL('../../templates/', import.meta.url)), {
  baseUrl: 'http://localhost:3000',
  brandName: 'Turnout',
  mailFrom: { name: 'Turnout', address: 'events@localhost' },
  inbound: false,
  tokens: createTokens(['a secret that only the yardstick knows']),
})
const messages = letters.map((letter) => render(letter, null))
const transport = createTransport({ pool: true, url: smtpUrl, maxConnections: 5 })
console.log('begins')
await Promise.all(messages.map((message) => transport.sendMail(composed(message))))
transport.close()

function composed({ calendar, replyTo, ...message }: MailMessage) {
  return {
    messageId: message.messageId,
    date: message.date,
    from: message.from,
    to: message.to,
    ...(replyTo ? { replyTo } : {}),
    envelope: { from: message.envelopeFrom, to: [message.to.address] },
    subject: message.subject,
    text: message.text,
    html: message.html,
    headers: { ...message.headers },
    ...(calendar ? { icalEvent: { ...calendar, filename: 'invite.ics' } } : {}),
  }
}
