/** What the fields of our forms may hold: each reads one value as browsers send it. Messages are phrase keys. */
import { domainToASCII } from 'node:url'
import { z } from 'zod'
import type { PhraseKey, PhraseValues } from '../platform/i18n.ts'
import { cleanLine, cleanLines } from '../platform/text.ts'

type Context = z.core.$RefinementCtx<unknown>

function refuse(context: Context, message: PhraseKey, params?: PhraseValues): typeof z.NEVER {
  context.issues.push({
    code: 'custom',
    message,
    input: context.value,
    ...(params === undefined ? {} : { params }),
  })
  return z.NEVER
}

/** One value; absent is the empty text, several are a mistake. */
export const single = z.string({ error: 'public.mistake.repeated' satisfies PhraseKey }).default('')

/** As `single.transform`, in one step of zod and not in three: a form has a dozen fields. */
function reading<Value>(read: (typed: string, context: Context) => Value) {
  return z.transform((sent, context) => {
    if (sent === undefined) return read('', context)
    return typeof sent === 'string' ? read(sent, context) : refuse(context, 'public.mistake.repeated')
  })
}

/** One line of at most `most` characters as readers count them. */
export function line(most: number) {
  return reading((typed, context) => fitting(typed, cleanLine, most, context))
}

export function paragraph(most: number) {
  return reading((typed, context) => fitting(typed, cleanLines, most, context))
}

export function needed(most: number, missing: PhraseKey) {
  return reading((typed, context) => {
    const text = fitting(typed, cleanLine, most, context)
    return text === '' ? refuse(context, missing) : text
  })
}

export function neededParagraph(most: number, missing: PhraseKey) {
  return paragraph(most).transform((text, context) => (text === '' ? refuse(context, missing) : text))
}

type Clean = (text: string, most: number) => string

/** Too long is told, not cut: people would not notice what went. */
function fitting(typed: string, clean: Clean, most: number, context: Context): string {
  // Most fields are left empty, and cleaning nothing takes as long as cleaning a line.
  if (typed === '') return typed
  const text = clean(typed, most)
  const isCut = typed.length > most && clean(typed, typed.length).length > text.length
  return isCut ? refuse(context, 'public.mistake.too-long', { n: most }) : text
}

/** Letters, digits and the signs of RFC 5322 `atext`, dots not at the ends and not doubled. */
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
/** Letters and digits of any script, with the dots that some keyboards write. */
const anyScript = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u
const domainPart = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** An address that mail servers carry: at most 254 characters (RFC 5321), the domain in any script. */
export const emailAddress = reading((typed, context) => {
  const text = cleanLine(typed, 300)
  if (text === '') return refuse(context, 'public.mistake.email-missing')
  if (isAddress(text)) return text
  return refuse(context, addressMistake(text))
})

/** What the address lacks, as far as it can be told. */
function addressMistake(text: string): PhraseKey {
  // Most such addresses were typed on a keyboard in the other layout: letters that look right, and are not.
  if (/[^\0-\x7f].*@/.test(text)) return 'form.mistake.address-letters'
  if (!text.includes('@')) return 'form.mistake.address-at'
  return /^[^@\s]+@[^@\s.]+$/.test(text) ? 'form.mistake.address-dot' : 'public.mistake.email-wrong'
}

export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || local.length > 64 || text.length > 254 || !localPart.test(local)) return false
  return isDomain(domain)
}

/** Asked of the text itself too: `domainToASCII` reads an address of the web, and drops `/path?query#` behind a name. */
function isDomain(text: string): boolean {
  if (/^[\x21-\x7e]*$/.test(text)) return domainPart.test(text.toLowerCase())
  return anyScript.test(text) && domainPart.test(domainToASCII(text))
}

/** A tick box: ticked, or empty and mostly absent. */
export const tick = reading((value, context) => {
  if (value === '') return false
  const word = value.trim().toLowerCase()
  if (ticked.has(word)) return true
  return unticked.has(word) ? false : refuse(context, 'public.mistake.consent')
})

const ticked: ReadonlySet<string> = new Set(['on', 'yes', 'true', '1'])
const unticked: ReadonlySet<string> = new Set(['', 'off', 'no', 'false', '0'])

/** A whole number in figures; empty is `undefined`. */
export function wholeNumber(wrong: PhraseKey) {
  return reading((typed, context) => {
    const figures = typed.trim()
    if (figures === '') return undefined
    return /^\d{1,6}$/.test(figures) ? Number(figures) : refuse(context, wrong)
  })
}

/** One of the words; `absent` when empty. */
export function choice<const Word extends string, Absent>(
  words: readonly Word[],
  absent: Absent,
  wrong: PhraseKey,
) {
  return reading((typed, context) => {
    if (typed === '') return absent
    return words.find((word) => word === typed) ?? refuse(context, wrong)
  })
}

/** Any number of values, as tick boxes of one name send them. */
export const several = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((values) =>
    [...new Set(typeof values === 'string' ? [values] : values)].filter((value) => value !== ''),
  )

export { refuse as refuseField }
