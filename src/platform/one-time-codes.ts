/** Codes of an authenticator app (TOTP, RFC 6238): six figures that change every thirty seconds. */
import { generateSecret, generateURI, verifySync } from 'otplib'

const stepSeconds = 30

/** A new shared key: 160 random bits in base32 */
export function newCodeKey(): string {
  return generateSecret({ length: 20 })
}

/** What the app reads from the square; `issuer` is the site, `account` whose code it is. */
export function keyAddress(key: string, issuer: string, account: string): string {
  // A colon parts the two in the address, and some apps read it so even where it is encoded.
  return generateURI({ issuer: issuer.replaceAll(':', ' '), label: account, secret: key })
}

/** The time step that `typed` is the code of, now or one step beside it; null when it is none. */
export function stepOfCode(key: string, typed: string, now: Date): number | null {
  const token = typed.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  const read = verifySync({ secret: key, token, epoch, epochTolerance: stepSeconds })
  // The type covers counted codes too, which have no step.
  return read.valid && 'timeStep' in read ? read.timeStep : null
}
