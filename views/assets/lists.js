// While a list is worked on, asks how far it is; when that is over, shows the page that follows.
const shown = document.querySelector('[data-progress]')

async function look() {
  try {
    const answer = await fetch(shown.dataset.progress, { headers: { accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-progress]')
    if (fresh === null) return location.replace(shown.dataset.progress)
    const [bar, words] = [shown.querySelector('progress'), shown.querySelector('[role=status]')]
    const value = fresh.querySelector('progress').getAttribute('value')
    if (value !== null) bar.setAttribute('value', value)
    words.textContent = fresh.querySelector('[role=status]').textContent
  } catch {
    // Without a connection the page that reloads by itself says so.
  }
  setTimeout(look, 400)
}

if (shown !== null) setTimeout(look, 400)
