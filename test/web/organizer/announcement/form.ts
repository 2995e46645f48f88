/** The form of an event as a browser sends it: everything that stands in it, and what is typed. */
import { formOf } from '../../../support/read-page.ts'
import type { Browser, Page } from '../workspace.ts'

export type Typed = Readonly<Record<string, string | readonly string[] | Blob | File>>

/** What the form would send when this button were pressed and nothing typed. */
export function fieldsOn(page: Page, button = 'Save'): [string, string][] {
  return formOf(page.text, button).fields.filter(([name]) => name !== 'do')
}

/** The same with what is typed, a button pressed: `save`, `add:agenda`. Names that end in `*` take out all that begin so. */
export function filled(page: Page, pressed: string, typed: Typed = {}, button = 'Save'): FormData {
  const body = new FormData()
  const replaced = Object.keys(typed)
  for (const [name, value] of fieldsOn(page, button)) {
    const isReplaced = replaced.some(
      (key) => key === name || (key.endsWith('*') && name.startsWith(key.slice(0, -1))),
    )
    if (!isReplaced && !name.endsWith('.new')) body.append(name, value)
  }
  for (const [name, values] of Object.entries(typed)) {
    if (name.endsWith('*')) continue
    for (const value of [values].flat()) body.append(name, value)
  }
  body.append('do', pressed)
  return body
}

/** Opens the form at `path`, types and presses. */
export async function write(browser: Browser, path: string, pressed: string, typed: Typed): Promise<Page> {
  const page = await browser.get(path)
  const button = path.endsWith('/new') ? 'Publish' : 'Save'
  return browser.post(path, filled(page, pressed, typed, button))
}

/** Links within the page to what is not there. */
export function leadNowhere({ text }: Page): string[] {
  const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  const led = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id)
  return led.filter((id) => !ids.has(id))
}
