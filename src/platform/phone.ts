import type { CountryCode } from 'libphonenumber-js'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

/** The number as E.164, read as dialled in `country` (ISO 3166-1 alpha-2); null when it cannot be one. */
export function e164(typed: string, country: string | undefined): string | null {
  if (typed === '') return null
  const home: CountryCode | undefined =
    country !== undefined && isSupportedCountry(country) ? country : undefined
  const number = parsePhoneNumberFromString(typed, home)
  return number?.isPossible() ? number.number : null
}
