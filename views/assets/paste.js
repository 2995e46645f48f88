/** A file may be dropped anywhere on the form; without this script it is chosen. */
const form = document.querySelector('.paste-form')
const input = document.querySelector('#file')
const place = document.querySelector('#drop')

const holdsFile = (event) => event.dataTransfer?.types.includes('Files') ?? false

form?.addEventListener('dragover', (event) => {
  if (!holdsFile(event)) return
  event.preventDefault()
  place.classList.add('is-over')
})

form?.addEventListener('dragleave', () => place.classList.remove('is-over'))

form?.addEventListener('drop', (event) => {
  place.classList.remove('is-over')
  if (!holdsFile(event)) return
  event.preventDefault()
  const chosen = new DataTransfer()
  const [file] = event.dataTransfer.files
  if (file === undefined) return
  chosen.items.add(file)
  input.files = chosen.files
})
