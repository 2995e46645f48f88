import { expect, it } from 'vitest'
import { readSettings } from '../src/config.ts'

const settingsOf = (environment: Record<string, string>) => {
  const read = readSettings(environment)
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  return read.settings
}

it('settings have defaults that run the main job on this machine', () => {
  expect(settingsOf({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    baseUrl: null,
    databaseUrl: 'sqlite:data/var/turnout.db',
    dataFolder: 'data/var',
    secrets: [],
    smtpUrl: null,
    mailFrom: { name: 'Turnout', address: 'events@localhost' },
    mailFolder: 'data/var/mail',
    dkim: null,
    trustProxy: false,
    oidc: null,
    brandName: 'Turnout',
    brandLogo: null,
    brandAccent: null,
    worker: true,
    sampleData: null,
    rateLimits: true,
    logLevel: 'info',
  })
})

it('an empty setting counts as not given', () => {
  expect(settingsOf({ PORT: '', SMTP_URL: '' })).toEqual(settingsOf({}))
})

it('a sender is a name with an address, or an address', () => {
  expect(settingsOf({ MAIL_FROM: 'Община Русе <events@example.org>' }).mailFrom).toEqual({
    name: 'Община Русе',
    address: 'events@example.org',
  })
  expect(settingsOf({ MAIL_FROM: '"Hall, Town" <a@example.org>' }).mailFrom).toEqual({
    name: 'Hall, Town',
    address: 'a@example.org',
  })
  expect(settingsOf({ MAIL_FROM: 'a@example.org' }).mailFrom).toEqual({
    name: 'a@example.org',
    address: 'a@example.org',
  })
})

it('all that is wrong is told at once, a line each', () => {
  expect(
    readSettings({
      PORT: 'x',
      BASE_URL: 'example',
      DATABASE_URL: 'mysql://x',
      WORKER: 'yes',
      LOG_LEVEL: 'loud',
    }),
  ).toEqual({
    mistakes: [
      'PORT: say a port number',
      'BASE_URL: say an address such as https://events.example.org',
      'DATABASE_URL: say sqlite:FILE or postgres://user:password@host/database',
      'WORKER: say on or off',
      'LOG_LEVEL: say fatal, error, warn, info, debug, trace or silent',
    ],
  })
  expect(
    readSettings({
      DATABASE_URL: 'postgres://localhost/x',
      MAIL_FROM: 'nobody',
      TRUST_PROXY: 'on',
      DKIM_DOMAIN: 'example.org',
      BRAND_LOGO: 'missing.svg',
    }),
  ).toEqual({
    mistakes: [
      'MAIL_FROM: say a sender such as Town hall <events@example.org>',
      'SECRET: is required with PostgreSQL; say a long random text',
      'TRUST_PROXY: say off, a number of proxies, or their addresses',
      'BRAND_LOGO: there is no file missing.svg',
      'DKIM_DOMAIN: DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE go together',
    ],
  })
})

it('secrets rotate: the first signs', () => {
  expect(settingsOf({ SECRET: 'new-secret-new-secret, old-secret-old-secret' }).secrets).toEqual([
    'new-secret-new-secret',
    'old-secret-old-secret',
  ])
})

it('proxies are a number, addresses, ranges, or the names of ranges', () => {
  for (const [text, taken] of [
    ['2', 2],
    ['loopback, 10.0.0.0/8, 2001:db8::1', 'loopback, 10.0.0.0/8, 2001:db8::1'],
  ] as const) {
    expect(settingsOf({ TRUST_PROXY: text }).trustProxy).toBe(taken)
  }
  for (const wrong of ['yes', 'proxy.example.org', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.1,']) {
    expect(readSettings({ TRUST_PROXY: wrong })).toEqual({
      mistakes: ['TRUST_PROXY: say off, a number of proxies, or their addresses'],
    })
  }
})

it('single sign-on is set as a whole, over a line that nobody else reads', () => {
  const OIDC_ISSUER = 'https://login.example.org/realms/town'
  const rest = { OIDC_CLIENT_ID: 'turnout', OIDC_CLIENT_SECRET: 'secret' }
  expect(settingsOf({ OIDC_ISSUER, ...rest }).oidc).toEqual({
    issuer: OIDC_ISSUER,
    clientId: 'turnout',
    clientSecret: 'secret',
  })
  expect(settingsOf({ OIDC_ISSUER: 'http://127.0.0.1:9000', ...rest }).oidc?.issuer).toBe(
    'http://127.0.0.1:9000',
  )
  const wrong = (issuer: string) => readSettings({ OIDC_ISSUER: issuer, ...rest })
  expect(wrong('login')).toEqual({
    mistakes: ['OIDC_ISSUER: say an address such as https://login.example.org'],
  })
  expect(wrong('http://login.example.org')).toEqual({
    mistakes: ['OIDC_ISSUER: say an address with https; http is for this machine alone'],
  })
  expect(wrong(`${OIDC_ISSUER}?x=1`)).toEqual({ mistakes: ['OIDC_ISSUER: say an address without ? and #'] })
  for (const lone of [{ OIDC_ISSUER }, rest, { OIDC_CLIENT_SECRET: 'secret' }])
    expect(readSettings(lone)).toEqual({
      mistakes: ['OIDC_ISSUER: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together'],
    })
})

it('an accent is read as a link and as a button, else the nearest that would be is named', () => {
  expect(settingsOf({ BRAND_ACCENT: '#8A1538' }).brandAccent).toBe('#8A1538')
  const named = (accent: string) => readSettings({ BRAND_ACCENT: accent })
  expect(named('#ffcc00')).toEqual({
    mistakes: [
      'BRAND_ACCENT: #ffcc00 is too pale for links and buttons on paper (contrast below 4.5); say #946400 or a darker colour',
    ],
  })
  expect(settingsOf({ BRAND_ACCENT: '#946400' }).brandAccent).toBe('#946400')
  expect(named('green')).toEqual({ mistakes: ['BRAND_ACCENT: say a colour such as #0b5563'] })
})
