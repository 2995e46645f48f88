/** A list on its way through the pages, as an organizer's browser takes it. */
import { type Browser, type Page, reading } from '../workspace.ts'

export async function upload(
  browser: Browser,
  slug: string,
  name: string,
  content: Uint8Array | string,
): Promise<Page> {
  const body = new FormData()
  body.append('file', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name)
  return browser.post(`/organize/events/${slug}/import`, body)
}

/** The form of the columns as it stands on the page, with what is said otherwise. */
export function columnsForm(page: Page, more: Record<string, string> = {}): Record<string, string> {
  const form: Record<string, string> = { action: 'check' }
  for (const [, name = '', options = ''] of page.text.matchAll(
    /<select id="[\w-]+" name="([\w-]+)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    if (/^column-|^language/.test(name)) form[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  for (const name of ['sheet', 'header'])
    form[name] = new RegExp(`type="hidden" name="${name}" value="(\\d+)"`).exec(page.text)?.[1] ?? ''
  return { ...form, status: 'list', ...more }
}

/** Waits until nothing is worked on any more. */
export async function settled(browser: Browser, address: string): Promise<Page> {
  for (let tries = 0; tries < 300; tries++) {
    const page = await browser.get(address)
    if (!page.text.includes('data-progress')) return page
    await new Promise((again) => setTimeout(again, 100))
  }
  throw new Error('The work on the list does not end')
}

/** From the file to the page that says what would happen. */
export async function checked(
  browser: Browser,
  slug: string,
  name: string,
  content: Uint8Array | string,
  more: Record<string, string> = {},
): Promise<{ address: string; page: Page }> {
  const sent = await upload(browser, slug, name, content)
  if (sent.location === null) throw new Error(`The file was refused: ${sent.text.slice(0, 3000)}`)
  const address = sent.location
  const columns = await browser.get(address)
  await browser.post(address, columnsForm(columns, more))
  return { address, page: await settled(browser, address) }
}

export async function imported(
  browser: Browser,
  slug: string,
  name: string,
  content: Uint8Array | string,
  more: Record<string, string> = {},
): Promise<{ address: string; page: Page }> {
  const { address } = await checked(browser, slug, name, content, more)
  await browser.post(address, { action: 'import', letters: 'no', ...more })
  const page = await settled(browser, address)
  if (page.text.includes('value="recheck"')) throw new Error(`The list was kept out: ${reading(page)}`)
  return { address, page }
}
