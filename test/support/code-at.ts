import { generateSync } from 'otplib'

/** The code that an authenticator app with this key shows at this moment */
export function codeAt(key: string, at: Date): string {
  return generateSync({ secret: key, epoch: Math.floor(at.getTime() / 1000) })
}
