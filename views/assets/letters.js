// Keeps the progress of a letter as it is now, while it goes out. Without this script a link asks again.
const seconds = 2

async function look() {
  const place = document.querySelector('[data-progress]')
  if (!place?.dataset.progress) return
  if (!document.hidden) await refresh(place).catch(() => undefined)
  setTimeout(look, seconds * 1000)
}

async function refresh(place) {
  const answer = await fetch(location.pathname, { credentials: 'same-origin' })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const now = page.querySelector('[data-progress]')
  // Somebody who is on one of its buttons with the keyboard is not thrown off it.
  if (now && !place.contains(document.activeElement)) place.replaceWith(document.adoptNode(now))
}

setTimeout(look, seconds * 1000)
