/** A real provider of OpenID Connect on a port of its own, where people sign in by being named. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export type Account = { subject: string; email?: string; email_verified?: boolean }

export type TestProvider = {
  settings: { issuer: string; clientId: string; clientSecret: string }
  /** Who signs in from now on; null: whoever comes says no */
  person: Account | null
  /** Knows the site that leads here; asked for before the first who comes. */
  serve(returnAddress: string): void
  /** Goes to an address there as a browser does, until it leads away; answers where to. */
  visit(address: string): Promise<string>
  stop(): Promise<void>
}

const client = { clientId: 'turnout', clientSecret: 'a secret of the client, long enough' }

/** On a free port when `port` is 0. */
export async function startProvider(port = 0): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  // A listening TCP server has an address with a port.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provided: TestProvider = {
    settings: { issuer, ...client },
    person: null,
    serve(returnAddress) {
      const provider = providerOf(issuer, returnAddress, provided)
      const answer = provider.callback()
      server.on('request', (req, res) => {
        if (!req.url?.startsWith('/interaction/')) return answer(req, res)
        const { person } = provided
        const result = person === null ? { error: 'access_denied' } : { login: { accountId: person.subject } }
        return provider.interactionFinished(req, res, result)
      })
    },
    visit: (address) => visit(address, issuer),
    async stop() {
      server.closeAllConnections()
      await new Promise((stopped) => server.close(stopped))
    },
  }
  return provided
}

function providerOf(issuer: string, returnAddress: string, provided: TestProvider): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider: Provider = new Provider(issuer, {
    clients: [
      { client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [returnAddress] },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key for tests only'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, accountId: string) => {
      const { subject: _subject, ...claims } = provided.person ?? { subject: '' }
      return { accountId, claims: () => ({ sub: accountId, ...claims }) }
    },
    async loadExistingGrant({ oidc }: { oidc: { session: { accountId: string } } }) {
      const grant = new provider.Grant({ clientId: client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  return provider
}

/** With cookies of its own, since it is another site; nobody is signed in there from before. */
async function visit(address: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = address
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null)
      throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
    next = new URL(location, next).href
    if (!next.startsWith(`${issuer}/`)) return next
  }
  throw new Error('The provider leads in a circle')
}
