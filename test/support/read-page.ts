/** A page as a browser without script has it: what it says, where it leads, what its forms would send. */
import { type HtmlElement, HtmlValidate, Parser } from 'html-validate'

const reader = new HtmlValidate({ root: true, elements: ['html5'] })
const settings = reader.getConfigForSync('page.html')

export function readPage(html: string): HtmlElement {
  return new Parser(settings).parseHtml(html)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** The parser leaves references as they are written; our pages write only these. */
export function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

/** The words of an element on one line. */
export function wordsOf(element: HtmlElement | null): string {
  return decoded(element?.textContent ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The words between header and footer. */
export function mainWords(html: string): string {
  return wordsOf(readPage(html).querySelector('main'))
}

export function attribute(element: HtmlElement, name: string): string | null {
  const value = element.getAttributeValue(name)
  return value === null ? null : decoded(value)
}

/** Where the link of these words leads; throws when the page has no such link, or several that lead apart. */
export function linkOf(html: string, words: string): string {
  const links = readPage(html)
    .querySelectorAll('a')
    .filter((link) => wordsOf(link) === words)
  const [href, ...others] = new Set(links.map((link) => attribute(link, 'href')))
  if (href === undefined || href === null || others.length > 0) throw new Error(`Not one link “${words}”`)
  return href
}

export type SentForm = { action: string; fields: [string, string][] }

/** What the form would send when the button of these words is pressed and nothing was typed. */
export function formOf(html: string, button: string): SentForm {
  const page = readPage(html)
  for (const form of page.querySelectorAll('form')) {
    const pressed = form.querySelectorAll('button').find((one) => wordsOf(one) === button)
    if (pressed === undefined) continue
    const name = attribute(pressed, 'name')
    const own: [string, string][] = name === null ? [] : [[name, attribute(pressed, 'value') ?? '']]
    return { action: attribute(form, 'action') ?? '', fields: [...fieldsOf(form), ...own] }
  }
  throw new Error(`No form with a button “${button}”`)
}

function fieldsOf(form: HtmlElement): [string, string][] {
  return form.querySelectorAll('input, select, textarea').flatMap((field) => {
    const name = attribute(field, 'name')
    if (name === null || field.hasAttribute('disabled')) return []
    return valuesOf(field).map((value): [string, string] => [name, value])
  })
}

function valuesOf(field: HtmlElement): string[] {
  if (field.tagName === 'textarea') return [decoded(field.textContent).replace(/^\n/, '')]
  if (field.tagName === 'select') {
    const options = field.querySelectorAll('option')
    const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0]
    return chosen === undefined ? [] : [attribute(chosen, 'value') ?? wordsOf(chosen)]
  }
  const isTick = ['checkbox', 'radio'].includes(attribute(field, 'type') ?? '')
  return isTick && !field.hasAttribute('checked') ? [] : [attribute(field, 'value') ?? (isTick ? 'on' : '')]
}

/** The names of everything that a form of this page has a place for. */
export function fieldNames(html: string): Set<string> {
  const fields = readPage(html).querySelectorAll('input, select, textarea')
  return new Set(fields.map((field) => attribute(field, 'name') ?? ''))
}
