/** Finds people while one types. Without it the form has a button, and everything else is the same. */

const form = document.getElementById('sift')
const pause = 200
let waiting
let asked

form.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(find, pause)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(waiting)
  find()
})

/** The same address as the form's own, without what asks for nothing. */
function address() {
  const wanted = [...new FormData(form)].filter(([, value]) => value !== '')
  const query = new URLSearchParams(wanted)
  return query.size === 0 ? form.action : `${form.action}?${query}`
}

/** What was asked for before and has not come yet is of no use any more. */
async function find() {
  asked?.abort()
  asked = new AbortController()
  const url = address()
  form.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(url, { signal: asked.signal, redirect: 'error' })
    if (!answer.ok) throw new Error(String(answer.status))
    show(new DOMParser().parseFromString(await answer.text(), 'text/html'), url)
    form.removeAttribute('aria-busy')
  } catch (error) {
    // A page of its own says what is the matter: signed out, or no connection.
    if (error.name !== 'AbortError') location.assign(url)
  }
}

/** The line that counts stays where it is, so that its new words are read out. */
function show(page, url) {
  const [old, found] = [document.getElementById('found'), page.getElementById('found')]
  const count = old.querySelector('.count')
  count.replaceChildren(...found.querySelector('.count').childNodes)
  found.querySelector('.count').remove()
  old.replaceChildren(count, ...found.childNodes)
  for (const part of ['.exports', '.figure-statuses', '.columns-choice']) {
    const [here, there] = [document.querySelector(part), page.querySelector(part)]
    if (here && there) here.replaceWith(there)
  }
  history.replaceState(null, '', url)
}
