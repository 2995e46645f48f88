/*
 * Makes a passkey, or asks for one, in the form that says so: the answer of the browser is put into the form, which is
 * then sent like any other. Without this script, or in a browser that knows no passkeys, the form says what else there is.
 */
const form = document.querySelector('form[data-passkey]')
if (form && window.PublicKeyCredential && navigator.credentials) offer(form)

function offer(form) {
  show('passkey-cannot', false)
  show('passkey-can', true)
  form.addEventListener('submit', (event) => {
    if (form.elements.answer.value !== '') return
    event.preventDefault()
    ask(form)
  })
}

async function ask(form) {
  show('passkey-failed', false)
  show('passkey-known', false)
  const button = form.querySelector('button')
  button.disabled = true
  try {
    const options = JSON.parse(form.dataset.options)
    const made = form.dataset.passkey === 'make'
    const credential = made
      ? await navigator.credentials.create({ publicKey: creationOptions(options) })
      : await navigator.credentials.get({ publicKey: requestOptions(options) })
    form.elements.answer.value = JSON.stringify(answerOf(credential))
    form.requestSubmit()
  } catch (error) {
    show(error.name === 'InvalidStateError' ? 'passkey-known' : 'passkey-failed', true)
  }
  button.disabled = false
}

function show(name, isShown) {
  for (const element of form.querySelectorAll(`.${name}`)) element.hidden = !isShown
}

/* What newer browsers read and write by themselves (WebAuthn level 3, 5.1.8 to 5.1.10), for the others. */
function creationOptions(options) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON)
    return PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map(withBytes),
  }
}

function requestOptions(options) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON)
    return PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: options.allowCredentials.map(withBytes),
  }
}

function answerOf(credential) {
  if (credential.toJSON) return credential.toJSON()
  const { response } = credential
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      ...(response.attestationObject
        ? {
            attestationObject: text(response.attestationObject),
            transports: response.getTransports ? response.getTransports() : [],
          }
        : { authenticatorData: text(response.authenticatorData), signature: text(response.signature) }),
    },
  }
}

function withBytes(known) {
  return { ...known, id: bytes(known.id) }
}

function bytes(base64url) {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}

function text(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(signs).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
