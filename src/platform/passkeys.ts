/** Passkeys (WebAuthn, level 3), as a second factor: what the browser is asked for, and what its answers are worth. */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'

/** Where passkeys are good: both from the address of the site, never from a request */
export type PasskeyPlace = { domain: string; origin: string; name: string }

export type KnownPasskey = {
  /** Credential id, base64url */
  id: string
  /** COSE key, base64url */
  publicKey: string
  counter: number
  transports: readonly string[]
}

export function passkeyPlace(baseUrl: string, name: string): PasskeyPlace {
  const { hostname, origin } = new URL(baseUrl)
  return { domain: hostname, origin, name }
}

/** EdDSA, ES256, RS256: what passkeys speak today (IANA COSE algorithms) */
const algorithms = [-8, -7, -257] as const

/** What the browser needs to make a passkey; one that is known already is not made again. */
export async function creationOptions(
  place: PasskeyPlace,
  person: { id: number; email: string; name: string },
  known: readonly KnownPasskey[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  return generateRegistrationOptions({
    rpName: place.name,
    rpID: place.domain,
    userID: new TextEncoder().encode(`organizer ${person.id}`),
    userName: person.email,
    userDisplayName: person.name || person.email,
    excludeCredentials: known.map(mention),
    supportedAlgorithmIDs: [...algorithms],
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
}

export async function requestOptions(
  place: PasskeyPlace,
  known: readonly KnownPasskey[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  return generateAuthenticationOptions({
    rpID: place.domain,
    allowCredentials: known.map(mention),
    userVerification: 'preferred',
  })
}

/** The new passkey in the browser's answer to `challenge`; null when the answer proves none. */
export async function readNewPasskey(
  place: PasskeyPlace,
  challenge: string,
  answer: string,
): Promise<KnownPasskey | null> {
  const response = parsed(newPasskey, answer)
  if (response === null) return null
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const verified = await orNull(() =>
    // The library goes on to check what the shape does not say.
    verifyRegistrationResponse({
      ...expected(place, challenge),
      supportedAlgorithmIDs: [...algorithms],
      response: response as RegistrationResponseJSON,
    }),
  )
  if (!verified?.verified) return null
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential
  return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
}

/** Which passkey says that it has answered. */
export function credentialIn(answer: string): string | null {
  return parsed(proof, answer)?.id ?? null
}

/** The new count of a passkey that has answered `challenge`; null when the answer is not its own. */
export async function readProof(
  place: PasskeyPlace,
  challenge: string,
  answer: string,
  { id, publicKey, counter }: KnownPasskey,
): Promise<number | null> {
  const response = parsed(proof, answer)
  if (response === null) return null
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const verified = await orNull(() =>
    verifyAuthenticationResponse({
      ...expected(place, challenge),
      // As above.
      response: response as AuthenticationResponseJSON,
      credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter },
    }),
  )
  return verified?.verified ? verified.authenticationInfo.newCounter : null
}

/** The mailbox is the first factor, so a key without finger or PIN is enough for the second. */
function expected({ origin, domain }: PasskeyPlace, challenge: string) {
  return {
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: domain,
    requireUserVerification: false,
  }
}

function mention({ id, transports }: KnownPasskey) {
  return { id, transports: [...transports] }
}

const text = z.string()

const answered = {
  id: text.max(1500),
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
}

const newPasskey = z.looseObject({
  ...answered,
  response: z.looseObject({ clientDataJSON: text, attestationObject: text }),
})

const proof = z.looseObject({
  ...answered,
  response: z.looseObject({ clientDataJSON: text, authenticatorData: text, signature: text }),
})

function parsed<Shape extends z.ZodType>(shape: Shape, answer: string): z.infer<Shape> | null {
  try {
    return shape.safeParse(JSON.parse(answer)).data ?? null
  } catch {
    // Not made by the browser's own interface, so it is no answer.
    return null
  }
}

/** The library throws whenever an answer is not good enough; what is wrong with it helps nobody but a forger. */
async function orNull<Value>(verify: () => Promise<Value>): Promise<Value | null> {
  try {
    return await verify()
  } catch {
    return null
  }
}
