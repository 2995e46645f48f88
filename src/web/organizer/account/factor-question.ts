/** The question for a second factor, and what is read from the answer. */
import type { Answer } from '../../../domain/organizers/factors/answer.ts'
import { openChallenge, sealChallenge } from '../../../domain/organizers/factors/challenge.ts'
import { factorsOf, passkeysOf } from '../../../domain/organizers/factors/factor.ts'
import { type Language, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { credentialIn, passkeyPlace, readProof, requestOptions } from '../../../platform/passkeys.ts'
import type { Fields } from '../../body.ts'
import { shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'

export function placeOf({ settings }: Site) {
  return passkeyPlace(settings.baseUrl, settings.brandName)
}

export type Wrong = { kind: string; key: PhraseKey }

/** What the page asks: for the code of an app, for a passkey, or for a recovery code, as far as they have them. */
export async function factorQuestion(site: Site, organizerId: number, language: Language, wrong?: Wrong) {
  const factors = await factorsOf(site.database.read, organizerId)
  const field = { code: 'code', 'recovery-code': 'recovery', passkey: 'passkey' }[wrong?.kind ?? ''] ?? 'code'
  const mistakes = wrong === undefined ? [] : shownMistakes([{ field, key: wrong.key }], language)
  return {
    scripts: ['passkey.js'],
    styles: ['workspace-security.css'],
    hasApp: factors.some(({ kind }) => kind === 'app'),
    passkey: factors.some(({ kind }) => kind === 'passkey')
      ? await passkeyRequest(site, organizerId)
      : undefined,
    form: { mistakes },
    wrong: Object.fromEntries(mistakes.map(({ field, text }) => [field, text])),
    hadRecovery: wrong?.kind === 'recovery-code',
  }
}

async function passkeyRequest(site: Site, organizerId: number) {
  const options = await requestOptions(placeOf(site), await passkeysOf(site.database.read, organizerId))
  const asked = { for: 'prove' as const, organizerId, text: options.challenge }
  return {
    options: JSON.stringify(options),
    challenge: sealChallenge(site.tokens, asked, site.clock()),
  }
}

/** Null when the form holds none, or one that proves nothing. */
export async function givenAnswer(site: Site, organizerId: number, fields: Fields): Promise<Answer | null> {
  const kind = firstOf(fields.kind)
  if (kind === 'code') return { kind, code: firstOf(fields.code).slice(0, 100) }
  if (kind === 'recovery-code') return { kind, code: firstOf(fields.recovery).slice(0, 100) }
  return kind === 'passkey' ? givenPasskey(site, organizerId, fields) : null
}

async function givenPasskey(site: Site, organizerId: number, fields: Fields): Promise<Answer | null> {
  const asked = { for: 'prove' as const, organizerId }
  const challenge = openChallenge(site.tokens, firstOf(fields.challenge), asked, site.clock())
  const answer = firstOf(fields.answer)
  const id = credentialIn(answer)
  const known = await passkeysOf(site.database.read, organizerId)
  const passkey = known.find((one) => one.id === id)
  if (challenge === null || passkey === undefined) return null
  const counter = await readProof(placeOf(site), challenge.text, answer, passkey)
  return counter === null ? null : { kind: 'passkey', factorId: passkey.factorId, challenge, counter }
}

/** What the page says of an answer that is not good. */
export function wrongAnswer(fields: Fields, reason: 'wrong' | 'wait'): Wrong {
  const kind = firstOf(fields.kind)
  if (reason === 'wait') return { kind, key: 'security.mistake.wait' }
  if (kind === 'recovery-code') return { kind, key: 'security.mistake.recovery' }
  return { kind, key: kind === 'passkey' ? 'security.mistake.passkey' : 'security.mistake.code' }
}

export function questionTitle(language: Language, heading: string, isWrong: boolean): string {
  return isWrong ? phrase(language, 'public.error-prefix', { title: heading }) : heading
}
