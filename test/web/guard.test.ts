import { connect } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { importCast, now } from './cast.ts'

let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => now })
})

afterAll(async () => {
  await site.stop()
  await made.remove()
})

const form = '/en/events/open/register'
let people = 0
const person = () => `name=P${++people}&email=p${people}@example.org`

async function sendRaw(headers: Record<string, string>, body = person(), address = form): Promise<number> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(site.base + address, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...type, ...headers },
    body,
  })
  return answer.status
}

/** The status line that a hand-written request gets. */
function speak(request: string): Promise<{ status: number; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.port, '127.0.0.1', () => socket.end(request))
    let heard = ''
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
    })
    socket.on('error', reject)
    socket.on('close', () =>
      resolve({
        status: Number(heard.split(' ')[1]),
        location: /^location: (.*)$/im.exec(heard)?.[1]?.trim(),
      }),
    )
  })
}

it('takes forms from its own pages, and from programs that carry nobody’s session', async () => {
  const own = site.base
  expect(await sendRaw({ 'sec-fetch-site': 'same-origin' })).toBe(303)
  expect(await sendRaw({ origin: own })).toBe(303)
  expect(await sendRaw({})).toBe(303)
  expect(await sendRaw({ cookie: 'theme=dark' })).toBe(303)
  const foreign = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: own },
    { origin: 'https://elsewhere.example.org' },
    { origin: `${own}.elsewhere.example.org` },
    { origin: 'null' },
    { cookie: 'turnout_session=abc' },
    { cookie: 'theme=dark; __Host-turnout_session=abc' },
  ]
  for (const headers of foreign) expect([headers, await sendRaw(headers)]).toEqual([headers, 403])
})

it('serves one host, whatever the request says', async () => {
  const lines = (target: string, host: string, method = 'GET') =>
    `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
  const ours = `localhost:${site.port}`
  expect((await speak(lines('/en', ours))).status).toBe(200)
  expect((await speak(lines('/en', ours.toUpperCase()))).status).toBe(200)
  expect(await speak(lines('/en?q=a', 'evil.example.org'))).toEqual({
    status: 302,
    location: `${site.base}/en?q=a`,
  })
  expect(await speak(lines('//evil.example.org/x', 'evil.example.org'))).toEqual({
    status: 302,
    location: `${site.base}//evil.example.org/x`,
  })
  expect((await speak(lines('/en', 'evil.example.org', 'POST'))).status).toBe(421)
  expect(await speak(lines('http://evil.example.org/en', ours))).toEqual({
    status: 302,
    location: `${site.base}/en`,
  })
  expect((await speak(lines(`http://${ours}/en/events/open`, ours))).status).toBe(200)
  // A redirect is made from the path of such a target, not from all of it.
  expect((await speak(lines(`http://${ours}/events/open`, ours))).location).toBe('/en/events/open')
  expect((await speak(lines('ftp://x/en', ours))).status).toBe(400)
  expect((await speak('GET /en HTTP/1.0\r\n\r\n')).status).toBe(302)
  expect((await speak(lines('/healthz', 'evil.example.org'))).status).toBe(200)
  expect((await speak(lines('/readyz', '10.0.0.1'))).status).toBe(200)
  // An open redirect would be a path that a browser reads as another site.
  const odd = (await speak(lines('/events/%2F%2Fevil.example.org', ours))).location
  expect(odd).toMatch(/^\/(en|bg|ru)\/events\//)
})

it('refuses what is no form with a clear answer, never a fault', async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => `f${i}=1`).join('&')
  const statuses = {
    'ten megabytes': await sendRaw({}, `name=${'a'.repeat(10_000_000)}`),
    'a hundred thousand fields': await sendRaw({}, many),
    'a thousand fields': await sendRaw({}, many.slice(0, 8000)),
    'another charset': await sendRaw({ 'content-type': 'application/x-www-form-urlencoded; charset=koi8-r' }),
    json: await sendRaw({ 'content-type': 'application/json' }, '{"name":"x"}'),
    'a file': await sendRaw({ 'content-type': 'multipart/form-data; boundary=x' }, '--x--'),
    compressed: await sendRaw({ 'content-encoding': 'gzip' }),
    'an empty body': await sendRaw({}, ''),
    'lists where texts belong': await sendRaw({}, 'name=a&name=b&email=a@example.org&email=b@example.org'),
    brackets: await sendRaw({}, 'name[]=a&email[x]=b&answers=1'),
    'the prototype': await sendRaw(
      {},
      '__proto__=1&__proto__[name]=a&constructor=b&toString=c&hasOwnProperty=d',
    ),
    'half a character': await sendRaw({}, 'name=%ED%A0%80&email=%FF%FE'),
    'broken escapes': await sendRaw({}, 'name=%&email=%zz&%%%'),
    'an odd address': (await site.get('/en/events/%E0%A4%A')).status,
    'an odd query': (await site.get('/en?q=%ED%A0%80&page=1e9&kind=__proto__&city=%00')).status,
    'an odd slug': (await site.get('/en/events/__proto__')).status,
    'an odd method': (await fetch(`${site.base}/en`, { method: 'DELETE' })).status,
    'an odd page': (await site.get('/nobody')).status,
  }
  expect(statuses).toEqual({
    'ten megabytes': 413,
    'a hundred thousand fields': 413,
    'a thousand fields': 413,
    'another charset': 415,
    json: 415,
    'a file': 415,
    compressed: 415,
    'an empty body': 422,
    'lists where texts belong': 422,
    brackets: 422,
    'the prototype': 422,
    'half a character': 422,
    'broken escapes': 422,
    'an odd address': 400,
    'an odd query': 200,
    'an odd slug': 404,
    'an odd method': 404,
    'an odd page': 404,
  })
  expect(Object.prototype).not.toHaveProperty('name')
})

it('sends every page with every protection', async () => {
  const wanted = {
    'content-security-policy':
      "default-src 'none';script-src 'none';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'none';object-src 'none';form-action 'self';frame-ancestors 'none';base-uri 'none'",
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  }
  // Twice: the second answer comes out of the page cache.
  const kept = await startSite(made.database, { clock: () => now, maxAge: 60_000 })
  try {
    for (const address of [
      '/en',
      '/en/events/open',
      '/en/events/open',
      '/en/nothing',
      '/nothing',
      '/en/r/x',
      '/healthz',
    ]) {
      const { headers } = await kept.get(address)
      const seen = Object.fromEntries(Object.keys(wanted).map((name) => [name, headers.get(name)]))
      const policy = wanted['content-security-policy']
      // What can be read again without a connection brings a script of our own that keeps it.
      const isKept = ['/en', '/en/events/open', '/en/r/x'].includes(address)
      const allowed = isKept ? policy.replace("script-src 'none'", "script-src 'self'") : policy
      expect([address, seen]).toEqual([address, { ...wanted, 'content-security-policy': allowed }])
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    }
  } finally {
    await kept.stop()
  }
})

it('stops a flood of forms, and lets pages through meanwhile', async () => {
  const limited = await startSite(made.database, { clock: () => now, settings: { rateLimits: true } })
  try {
    const statuses = []
    for (let i = 0; i < 605; i++)
      statuses.push((await limited.post('/en/events/open/register', { name: 'x' })).status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(600)
    expect(statuses.slice(600)).toEqual([429, 429, 429, 429, 429])
    expect((await limited.get('/en/events/open')).status).toBe(200)
  } finally {
    await limited.stop()
  }
})

it('fills nobody’s mailbox, and carries nobody’s words to the whole world', async () => {
  const limited = await startSite(made.database, { clock: () => now, settings: { rateLimits: true } })
  const send = async (page: string, times: number, fields: (i: number) => Record<string, string>) => {
    const statuses: number[] = []
    for (let i = 0; i < times; i++)
      statuses.push((await limited.post(`/en/events/open/${page}`, fields(i))).status)
    return statuses.filter((status) => status === 303).length
  }
  const registered = await send('register', 65, (i) => ({ name: `Victim ${i}`, email: 'victim@example.org' }))
  const asked = await send('ask', 35, (i) => ({
    name: 'A',
    email: `stranger${i}@example.org`,
    message: 'Buy',
  }))
  await limited.stop()
  expect({ registered, asked }).toEqual({ registered: 60, asked: 30 })
})

it('apologizes with a number, and logs the fault once without what was typed', async () => {
  const broken = await makeDatabase('sqlite')
  await importCast(broken.database)
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) })
  const failing = await startSite(broken.database, { clock: () => now, log })
  await broken.database.close()
  const token = site.tokens.registration.sign(1, 0)
  const answer = await failing.get(`/bg/r/${token}`)
  const page = await answer.text()
  await failing.stop()
  const id = /<strong class="reference">(\w{10})<\/strong>/.exec(page)?.[1]
  expect([answer.status, page.includes('При нас възникна грешка'), lines.length]).toEqual([500, true, 1])
  expect(lines[0]).toContain(`"id":"${id}"`)
  expect(lines[0]).toContain('"page":"/r/:token"')
  expect(lines[0]).not.toContain(token)
})
