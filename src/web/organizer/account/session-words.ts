import type { OwnSession } from '../../../domain/organizers/own-sessions.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { deviceOf } from '../../../platform/device.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'

/** A session as its owner would recognize it. */
export function sessionRow(
  { id, createdAt, lastUsedAt, userAgent, isPresent }: OwnSession,
  zone: string,
  language: Language,
) {
  return {
    id,
    device: deviceWords(userAgent, language),
    since: { iso: createdAt, words: describeInstant(createdAt, zone, language) },
    used: { iso: lastUsedAt, words: describeInstant(lastUsedAt, zone, language) },
    isPresent,
  }
}

function deviceWords(userAgent: string, language: Language): string {
  const { browser, system } = deviceOf(userAgent)
  const known = [browser, system].filter((part) => part !== null)
  return known.length === 0 ? phrase(language, 'security.session.unknown') : known.join(', ')
}
