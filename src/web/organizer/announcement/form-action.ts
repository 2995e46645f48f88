/** Buttons that change the form itself and save nothing: rows of lists, another language. */
import type { Sheet } from './event-fields.ts'
import { afterRowAction, rowActionOf } from './rows.ts'
import { languagesOf, typedIn } from './sheet.ts'

const addsLanguage = 'language'

export function isFormAction(pressed: string): boolean {
  return pressed === addsLanguage || rowActionOf(pressed) !== null
}

export function afterFormAction(sheet: Sheet, pressed: string): { sheet: Sheet; opened?: string } {
  const action = rowActionOf(pressed)
  if (action !== null) return afterRowAction(sheet, action)
  const added = pressed === addsLanguage ? typedIn(sheet, 'add_language') : ''
  return { sheet: { ...sheet, languages: [...languagesOf(sheet), added] } }
}
