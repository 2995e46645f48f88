/*
 * Keeps what was read, so that it can be read again without a connection: the list, events and what stands around
 * them. Never the workspace, a form or its answer; a ticket only when its owner asks for it. Served as /offline.js.
 */
const pages = 'turnout-pages-1'
const assets = 'turnout-assets-1'
const tickets = 'turnout-tickets-1'
const most = { [pages]: 30, [assets]: 40, [tickets]: 10 }
const aDay = 24 * 3600 * 1000
const longest = 60 * aDay
const patience = 5000

const readable = /^\/([a-z]{2,3})(\/(calendar|privacy|accessibility|offline|events\/[a-z0-9-]+))?$/
const ticket = /^\/([a-z]{2,3})\/r\/[^/]+$/
const anyPage = /^\/([a-z]{2,3})(\/|$)/

addEventListener('install', () => self.skipWaiting())

addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOldVersions(), self.clients.claim()]))
})

async function forgetOldVersions() {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('turnout-') && !Object.hasOwn(most, name))
  await Promise.all(old.map((name) => caches.delete(name)))
}

addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/assets/')) return event.respondWith(fromAssets(event))
  if (request.mode !== 'navigate') return
  if (readable.test(pathname)) return event.respondWith(fromNetworkFirst(event))
  if (ticket.test(pathname)) return event.respondWith(fetch(request).catch(() => kept(tickets, pathname)))
  if (anyPage.test(pathname)) event.respondWith(fetch(request).catch(() => fallback(pathname)))
})

/* Their addresses change with their content. */
async function fromAssets(event) {
  const found = await caches.match(event.request)
  if (found) return found
  const answer = await fetch(event.request)
  if (answer.ok) event.waitUntil(keep(assets, event.request.url, answer.clone()))
  return answer
}

async function fromNetworkFirst(event) {
  const { request } = event
  const address = addressOf(request.url)
  const coming = fetch(request).then((answer) => {
    if (mayBeKept(answer)) event.waitUntil(keepPage(address, answer.clone()))
    return answer
  })
  event.waitUntil(coming.catch(() => {}))
  const known = await (await caches.open(pages)).match(address)
  try {
    return await (known ? Promise.race([coming, tooLate()]) : coming)
  } catch {
    return kept(pages, address)
  }
}

/* Addresses that differ in what comes after the question mark are different lists. */
function addressOf(url) {
  const { pathname, search } = new URL(url)
  return pathname + search
}

function tooLate() {
  return new Promise((_, refuse) => setTimeout(() => refuse(new Error('too late')), patience))
}

function mayBeKept(answer) {
  const rules = answer.headers.get('cache-control') ?? ''
  return answer.status === 200 && answer.type === 'basic' && !rules.includes('no-store')
}

async function keepPage(address, answer) {
  await keep(pages, address, answer)
  const apology = apologyFor(address)
  const known = await caches.match(apology)
  if (known && Date.now() - keptAt(known) < aDay) return
  const page = await fetch(apology)
  if (page.ok) await keep(pages, apology, page)
}

function apologyFor(path) {
  return `/${anyPage.exec(path)?.[1] ?? 'en'}/offline`
}

/* With the moment at which it was kept. What was read longest ago goes first, the apologies last. */
async function keep(name, address, answer) {
  const headers = new Headers(answer.headers)
  headers.set('x-kept-at', new Date().toISOString())
  const body = await answer.blob()
  const cache = await caches.open(name)
  await cache.delete(address)
  await cache.put(address, new Response(body, { headers }))
  const all = await cache.keys()
  const others = all.filter(({ url }) => !url.endsWith('/offline'))
  for (const old of others.slice(0, Math.max(0, others.length - most[name]))) await cache.delete(old)
}

/* The kept page says of itself when it was kept; the page's own script makes words of it. */
async function kept(name, address) {
  const found = await (await caches.open(name)).match(address)
  if (!found || Date.now() - keptAt(found) > longest) return fallback(address)
  const at = new Date(keptAt(found)).toISOString()
  const html = await found.text()
  const headers = new Headers(found.headers)
  headers.delete('content-length')
  headers.delete('content-encoding')
  return new Response(html.replace('<html ', `<html data-kept="${at}" `), { headers })
}

function keptAt(answer) {
  return Date.parse(answer.headers.get('x-kept-at') ?? 0)
}

async function fallback(path) {
  const cache = await caches.open(pages)
  const own = await cache.match(apologyFor(path))
  const any = (await cache.keys()).find(({ url }) => url.endsWith('/offline'))
  return own ?? (any && (await cache.match(any))) ?? Response.error()
}

/* From the page of a ticket alone: { keep: true | false }. */
addEventListener('message', (event) => {
  const { pathname } = new URL(event.source.url)
  if (ticket.test(pathname))
    event.waitUntil(changeTicket(event.data, pathname).then((is) => event.source.postMessage({ isKept: is })))
})

async function changeTicket({ keep: wanted }, pathname) {
  const cache = await caches.open(tickets)
  if (wanted === false) await cache.delete(pathname)
  if (wanted === true) {
    const answer = await fetch(pathname)
    if (answer.ok) await keep(tickets, pathname, answer)
  }
  return (await cache.match(pathname)) !== undefined
}
