/** Somebody with a browser without script: keeps cookies, follows links, fills in the forms that are there. */
import { fieldNames, formOf, linkOf } from './read-page.ts'

export type Page = {
  /** With its query, without the origin */
  path: string
  status: number
  headers: Headers
  /** Where a redirect leads, without the origin; null for a page */
  location: string | null
  bytes: Buffer
  html: string
}

/** What is typed: by the name of the field; several ticks are a list. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

export class Visitor {
  readonly origin: string
  readonly language: string
  readonly cookies = new Map<string, string>()

  constructor(origin: string, language = 'bg') {
    this.origin = origin
    this.language = language
  }

  /** Opens an address, and where it redirects to. */
  async open(address: string): Promise<Page> {
    let page = await this.send('GET', address)
    for (let steps = 0; page.location !== null && steps < 5; steps += 1) {
      page = await this.send('GET', page.location)
    }
    return page
  }

  /** Follows the link of these words. */
  follow(page: Page, words: string): Promise<Page> {
    return this.open(linkOf(page.html, words))
  }

  /** Fills in the form that has this button and presses it; answers what comes back at once, mostly a redirect. */
  press(page: Page, button: string, typed: Typed = {}): Promise<Page> {
    const { action, fields } = formOf(page.html, button)
    const offered = fieldNames(page.html)
    for (const name of Object.keys(typed)) {
      if (!offered.has(name)) throw new Error(`The form has no field ${name}`)
    }
    const body = new URLSearchParams(fields.filter(([name]) => typed[name] === undefined))
    for (const [name, values] of Object.entries(typed)) {
      for (const value of [values].flat()) body.append(name, value)
    }
    return this.send('POST', action === '' ? page.path : action, body)
  }

  /** The same, and on to the page that follows. */
  async submit(page: Page, button: string, typed: Typed = {}): Promise<Page> {
    const answer = await this.press(page, button, typed)
    return answer.location === null ? answer : this.open(answer.location)
  }

  /**
   * One request; a post says where it comes from, as browsers do, unless `headers` say otherwise. A text as body is a
   * form already encoded, perhaps as no browser would.
   */
  async send(
    method: 'GET' | 'POST',
    address: string,
    body: URLSearchParams | string | null = null,
    headers: Readonly<Record<string, string>> = method === 'POST' ? { origin: this.origin } : {},
  ): Promise<Page> {
    const url = new URL(address, this.origin)
    const answer = await fetch(url, {
      method,
      body,
      redirect: 'manual',
      headers: {
        'accept-language': this.language,
        ...(typeof body === 'string' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...this.#cookieHeader(),
        ...headers,
      },
    })
    for (const line of answer.headers.getSetCookie()) this.#keep(line)
    const bytes = Buffer.from(await answer.arrayBuffer())
    return {
      path: url.pathname + url.search,
      status: answer.status,
      headers: answer.headers,
      location: answer.headers.get('location')?.replace(this.origin, '') ?? null,
      bytes,
      html: bytes.toString('utf8'),
    }
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? []
    if (value === '') this.cookies.delete(name)
    else this.cookies.set(name, value)
  }

  #cookieHeader(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return cookie === '' ? {} : { cookie }
  }
}
