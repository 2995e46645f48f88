/** Single sign-on by OpenID Connect (Core 1.0, authorization code with PKCE, RFC 7636). */
import type { ClientAuth, Configuration } from 'openid-client'

export type OpenIdSettings = Readonly<{ issuer: string; clientId: string; clientSecret: string }>

/** What has to be the same when the browser comes back; kept by the browser, sealed. */
export type OpenIdCheck = { state: string; nonce: string; verifier: string }

/** What the provider says of the person */
export type OpenIdPerson = {
  issuer: string
  subject: string
  email: string | null
  isEmailVerified: boolean
}

export type OpenId = {
  /** How people know the provider: its host */
  host: string
  /** Where the browser goes; null when the provider does not answer. */
  begin(): Promise<{ address: string; check: OpenIdCheck } | null>
  /** Who comes back with this query; `refused` when it is not the answer to `check`, or not signed in there after all. */
  finish(query: string, check: OpenIdCheck): Promise<OpenIdPerson | 'refused' | 'unreachable'>
}

const timeoutSeconds = 5

/** Asks the provider for its addresses when they are first needed, so that its absence stops nothing else. */
export function createOpenId(settings: OpenIdSettings, returnAddress: string): OpenId {
  let known: Promise<Configuration> | undefined
  const configuration = (): Promise<Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      // The next one who comes asks again.
      known = undefined
      throw error
    })
    return known
  }
  return {
    host: new URL(settings.issuer).host,
    begin: async () => {
      const provider = await configuration().catch(() => null)
      return provider && begin(provider, returnAddress)
    },
    finish: async (query, check) => {
      const provider = await configuration().catch(() => null)
      return provider === null ? 'unreachable' : finish(provider, `${returnAddress}${query}`, check)
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<Configuration> {
  const client = await import('openid-client')
  const basic = client.ClientSecretBasic(clientSecret)
  const post = client.ClientSecretPost(clientSecret)
  // What a provider that says nothing takes is the header (OpenID Connect Discovery 1.0, 3).
  const byHeaderOrForm: ClientAuth = (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
  // The settings let http through for this machine alone.
  const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
  return client.discovery(new URL(issuer), clientId, { [client.clockTolerance]: 30 }, byHeaderOrForm, {
    timeout: timeoutSeconds,
    execute: [...insecure, client.enableNonRepudiationChecks],
  })
}

async function begin(provider: Configuration, returnAddress: string) {
  const client = await import('openid-client')
  const verifier = client.randomPKCECodeVerifier()
  const check = { state: client.randomState(), nonce: client.randomNonce(), verifier }
  const address = client.buildAuthorizationUrl(provider, {
    redirect_uri: returnAddress,
    scope: 'openid email profile',
    state: check.state,
    nonce: check.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { address: address.href, check }
}

async function finish(
  provider: Configuration,
  address: string,
  { state, nonce, verifier }: OpenIdCheck,
): Promise<OpenIdPerson | 'refused' | 'unreachable'> {
  const client = await import('openid-client')
  try {
    const tokens = await client.authorizationCodeGrant(provider, new URL(address), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
    })
    const claims = tokens.claims()
    if (claims === undefined) return 'refused'
    const { iss, sub } = claims
    // Many providers tell of the address only when they are asked for it.
    const told =
      claims.email === undefined ? await client.fetchUserInfo(provider, tokens.access_token, sub) : claims
    return {
      issuer: iss,
      subject: sub,
      email: typeof told.email === 'string' ? told.email : null,
      // Some write it as a text, which Core 1.0 (5.1) does not know; it is no proof then.
      isEmailVerified: told.email_verified === true,
    }
  } catch (error) {
    return isSilence(error) ? 'unreachable' : 'refused'
  }
}

/** No connection, or none in time; everything else that the library throws is an answer that is not good. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'TimeoutError' || error.name === 'AbortError' || error instanceof TypeError
    ? true
    : isSilence(error.cause)
}
