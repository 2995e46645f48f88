/**
 * The form of an event, quicker: rows are added, moved and taken out without the page being loaded anew. The server
 * answers as it does without a script; only what has changed of the form is put in its place.
 */
const form = document.querySelector('form.editor')

form?.addEventListener('submit', (event) => {
  const button = event.submitter
  if (!(button instanceof HTMLButtonElement) || !/^(add|remove|up|down):/.test(button.value)) return
  event.preventDefault()
  change(button).catch(() => form.requestSubmit.call(form))
})

async function change(button) {
  form.setAttribute('aria-busy', 'true')
  const body = new FormData(form, button)
  const answer = await fetch(button.formAction, { method: 'POST', body })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = page.querySelector('form.editor')
  if (!answer.redirected && fresh !== null) replace(fresh, listOf(button), button.value)
  else location.assign(answer.url)
  form.removeAttribute('aria-busy')
}

/** Files that were chosen have been put aside by now, so every part of the form is the server's. */
function replace(fresh, list, pressed) {
  const open = new Set([...form.querySelectorAll('details[open]')].map(({ id }) => id))
  const folded = list.querySelectorAll('details').length
  form.replaceChildren(...fresh.childNodes)
  const now = form.querySelector(`#${list.id}`)
  for (const row of form.querySelectorAll('details'))
    if (!now?.contains(row) && open.has(row.id)) row.open = true
  const rows = now?.querySelectorAll('details') ?? []
  if (pressed.startsWith('add:') && rows.length > folded) {
    const added = now.querySelector('details[open]:last-of-type, details[open]')
    focusOn(added?.querySelector('input:not([type="hidden"]), textarea, select'))
  } else focusOn(now?.querySelector('.rows-add button'))
}

function listOf(button) {
  return button.closest('.rows') ?? form
}

function focusOn(element) {
  element?.focus()
  element?.scrollIntoView({ block: 'center' })
}
