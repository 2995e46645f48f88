// Keeps the figures of the page as they are now, while it is looked at. Without this script they are those of its loading.
const place = document.querySelector('[data-live]')
let source

function follow() {
  source?.close()
  source = undefined
  if (document.hidden) return
  source = new EventSource(place.dataset.live)
  source.addEventListener('figures', ({ data }) => {
    // Somebody who is on one of its links with the keyboard is not thrown off it.
    const { activeElement: held } = document
    const at = place.contains(held) ? held.getAttribute('href') : null
    place.innerHTML = data
    if (at !== null) place.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus()
  })
}

if (place && 'EventSource' in window) {
  document.addEventListener('visibilitychange', follow)
  window.addEventListener('pagehide', () => source?.close())
  window.addEventListener('pageshow', follow)
}
