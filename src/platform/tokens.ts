import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { randomOctets } from './random.ts'

/** The first signs, all are believed. */
export type Secrets = readonly string[]

const macBytes = 16
const ivBytes = 12
const tagBytes = 16

export type AddressChange = { organizerId: number; from: string; to: string; until: string }

export type Tokens = ReturnType<typeof createTokens>

/**
 * Makes and reads everything that a link carries. Nothing of it is stored: a token is a name and its
 * signature, made again whenever a letter is rendered, so a copy of the database opens nothing.
 */
export function createTokens(secrets: Secrets) {
  // A key object is prepared once; bytes would be prepared again at each signature, five times the price.
  const keys = secrets.map((secret) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'turnout links', 32))),
  )
  const [first] = keys
  if (first === undefined) throw new Error('At least one secret is needed')
  return {
    /** Opens one registration; raising its `generation` revokes what was sent before. */
    registration: {
      sign: (id: number, generation: number) => signed(first, 'registration', `${id}`, `${generation}`),
      read(token: string): { id: number; verify(generation: number): boolean } | null {
        const id = idOf(token)
        if (id === null) return null
        return { id, verify: (generation) => isSigned(keys, 'registration', token, `${generation}`) }
      },
    },
    /** Opens one subscription to letters about new events; raising its `generation` revokes what was sent before. */
    subscription: {
      sign: (id: number, generation: number) => signed(first, 'subscription', `${id}`, `${generation}`),
      read(token: string): { id: number; verify(generation: number): boolean } | null {
        const id = idOf(token)
        if (id === null) return null
        return { id, verify: (generation) => isSigned(keys, 'subscription', token, `${generation}`) }
      },
    },
    /** Ends one subscription and shows nothing of it, so it stays good: mail programs keep it with each letter. */
    unsubscribe: {
      sign: (id: number) => signed(first, 'unsubscribe', `${id}`, ''),
      read: (token: string): number | null => (isSigned(keys, 'unsubscribe', token, '') ? idOf(token) : null),
    },
    /** Stops the letters to one registration that are not about itself; shows nothing, so it stays good. */
    letters: {
      sign: (id: number) => signed(first, 'letters', `${id}`, ''),
      read: (token: string): number | null => (isSigned(keys, 'letters', token, '') ? idOf(token) : null),
    },
    /** Signs an organizer in; the link's row says whether it was used. */
    signIn: {
      sign: (id: string) => signed(first, 'sign-in', id, ''),
      read: (token: string): string | null => (isSigned(keys, 'sign-in', token, '') ? nameOf(token) : null),
    },
    /** Proves a new address of an organizer, as long as they still have the old one. */
    address: {
      sign: ({ from, ...change }: AddressChange) =>
        signed(first, 'address', Buffer.from(JSON.stringify(change)).toString('base64url'), from),
      read(token: string): (Omit<AddressChange, 'from'> & { verify(from: string): boolean }) | null {
        const change = addressChange(nameOf(token))
        return change && { ...change, verify: (from) => isSigned(keys, 'address', token, from) }
      },
    },
    seal: (purpose: string, value: object) => seal(first, purpose, value),
    open: (purpose: string, sealed: string) => openWithAny(keys, purpose, sealed),
    random: (bytes: number) => randomBytes(bytes).toString('base64url'),
  }
}

function signed(key: KeyObject, purpose: string, name: string, state: string): string {
  return `${name}.${mac(key, purpose, name, state).toString('base64url')}`
}

function isSigned(keys: readonly KeyObject[], purpose: string, token: string, state: string): boolean {
  const name = nameOf(token)
  const given = bytesOf(token.slice(name.length + 1))
  if (given?.length !== macBytes) return false
  return keys.some((key) => timingSafeEqual(given, mac(key, purpose, name, state)))
}

function nameOf(token: string): string {
  return token.slice(0, Math.max(0, token.indexOf('.')))
}

/** What a token names, which nothing has proven yet. */
function addressChange(name: string): Omit<AddressChange, 'from'> | null {
  try {
    const { organizerId, to, until } = JSON.parse(Buffer.from(name, 'base64url').toString())
    return { organizerId: Number(organizerId), to: String(to), until: String(until) }
  } catch {
    // Not written by us, so it names nothing.
    return null
  }
}

/** The number that a token names, which nothing has proven yet. */
function idOf(token: string): number | null {
  const id = Number(nameOf(token))
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

/** One text for the same bytes: Node skips signs that are no base64, and bits beyond the last byte. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

/** 128 bits of HMAC-SHA-256 over the parts, each with its length so that no two lists of parts read alike. */
function mac(key: KeyObject, ...parts: readonly string[]): Buffer {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(`${part.length}:${part}`)
  return hmac.digest().subarray(0, macBytes)
}

/** AES-256-GCM: what an address of a page must remember without telling it to anyone who sees the address. */
function seal(key: KeyObject, purpose: string, value: object): string {
  const iv = randomOctets(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}

function openWithAny(keys: readonly KeyObject[], purpose: string, sealed: string): unknown {
  const bytes = bytesOf(sealed)
  if (bytes === null || bytes.length <= ivBytes + tagBytes) return null
  for (const key of keys) {
    const opened = unseal(key, purpose, bytes)
    if (opened !== null) return opened
  }
  return null
}

function unseal(key: KeyObject, purpose: string, bytes: Buffer): unknown {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const body = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()])
    return JSON.parse(body.toString('utf8'))
  } catch {
    // Not sealed by this key, or changed on the way: both mean that it opens nothing.
    return null
  }
}
