/** Somebody's telephone with an authenticator app: it knows the key and the time. */
import { expect } from 'vitest'
import { now } from '../../domain/registrations/cast.ts'
import { codeAt } from '../../support/code-at.ts'
import { fieldNames } from '../../support/read-page.ts'
import { type Browser, type Page, reading } from './workspace.ts'

/** The code that the app shows so many seconds after the beginning */
export function codeOf(key: string, seconds = 0): string {
  return codeAt(key, new Date(now.getTime() + seconds * 1000))
}

/** A code of six figures that is not right now, nor a moment before or after. */
export function wrongCode(key: string): string {
  const right = [-60, -30, 0, 30, 60].map((seconds) => codeOf(key, seconds))
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? ''
  )
}

export type Enrolled = { key: string; codes: string[]; page: Page }

/** Adds an app as a person would; at the beginning of the clock, so the code of that moment is used up. */
export async function enrolApp(browser: Browser, name = 'Telephone', seconds = 0): Promise<Enrolled> {
  const page = await browser.get('/organize/account/second-factor/app')
  expect(page.status).toBe(200)
  const key = [...page.text.matchAll(/<span>([A-Z2-7]{4})<\/span>/g)].map(([, group]) => group).join('')
  const sealed = /name="key" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const code = codeOf(key, seconds)
  expect([...fieldNames(page.text)].filter((field) => ['key', 'code', 'name'].includes(field))).toHaveLength(
    3,
  )
  const added = await browser.post('/organize/account/second-factor/app', { key: sealed, code, name })
  return { key, codes: codesIn(added), page: added }
}

export function codesIn(page: Page): string[] {
  return reading(page).match(/\b[a-z2-9]{4}(-[a-z2-9]{4}){3}\b/g) ?? []
}
