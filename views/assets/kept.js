/*
 * For public pages, beside which everything works without it: registers the worker that keeps what was read, says of
 * a kept page when it was kept, and lets the owner of a ticket keep it.
 */
if ('serviceWorker' in navigator) {
  tellAge()
  listPages()
  addEventListener('load', () => {
    navigator.serviceWorker.register('/offline.js').then(offerTicket, () => {})
  })
}

function tellAge() {
  const { kept } = document.documentElement.dataset
  const line = document.getElementById('kept')
  if (!kept || !line) return
  const time = line.querySelector('time')
  time.dateTime = kept
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(new Date(kept))
  line.hidden = false
}

/* On the page that stands in for one that was not kept: what can be read instead. */
async function listPages() {
  const place = document.getElementById('kept-pages')
  if (!place || !('caches' in self)) return
  const { lang } = document.documentElement
  const cache = await caches.open('turnout-pages-1')
  for (const request of (await cache.keys()).reverse()) {
    const { pathname, search } = new URL(request.url)
    if (!pathname.startsWith(`/${lang}/events/`)) continue
    const html = await (await cache.match(request)).text()
    const title = new DOMParser().parseFromString(html, 'text/html').querySelector('h1')?.textContent
    const link = Object.assign(document.createElement('a'), { href: pathname + search, textContent: title })
    const item = document.createElement('li')
    item.append(link)
    place.querySelector('ul').append(item)
    place.hidden = false
  }
}

async function offerTicket() {
  const place = document.getElementById('keep-ticket')
  if (!place) return
  const [keep, forget] = place.querySelectorAll('button')
  const worker = (await navigator.serviceWorker.ready).active
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    const had = place.contains(document.activeElement)
    place.hidden = false
    keep.hidden = data.isKept
    forget.hidden = !data.isKept
    if (had) (data.isKept ? forget : keep).focus()
  })
  keep.addEventListener('click', () => worker.postMessage({ keep: true }))
  forget.addEventListener('click', () => worker.postMessage({ keep: false }))
  worker.postMessage({})
}
