/** Reading what stands in a form. */
import type { Sheet } from './event-fields.ts'
import type { ListName } from './form-plan.ts'

/** Of several values the first; what is absent is empty. */
export function typedIn(sheet: Sheet, name: string): string {
  return linesTypedIn(sheet, name).trim()
}

/** The same with empty lines at its beginning, which may stand for something. */
export function linesTypedIn(sheet: Sheet, name: string): string {
  const value = Object.hasOwn(sheet, name) ? sheet[name] : undefined
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

export function severalIn(sheet: Sheet, name: string): readonly string[] {
  const value = Object.hasOwn(sheet, name) ? sheet[name] : undefined
  return typeof value === 'string' ? [value] : (value ?? [])
}

/** The languages in which texts are asked, the event's own first. */
export function languagesOf(sheet: Sheet): string[] {
  const own = typedIn(sheet, 'language')
  const found = severalIn(sheet, 'languages').filter((code) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(code))
  return [...new Set([own, ...found].filter((code) => code !== ''))]
}

/** The numbers of the rows that a list has, in order. */
export function rowsOf(sheet: Sheet, list: ListName): number[] {
  const begins = new RegExp(`^${list}\\.(\\d{1,4})\\.`)
  const found = Object.keys(sheet).flatMap((name) => {
    const [, row] = begins.exec(name) ?? []
    return row === undefined || sheet[name] === undefined ? [] : [Number(row)]
  })
  return [...new Set(found)].sort((a, b) => a - b)
}

/** The same texts under the language that was chosen for them, where none stand there yet. */
export function inChosenLanguage(sheet: Sheet): Sheet {
  const was = typedIn(sheet, 'language.was')
  const chosen = typedIn(sheet, 'language')
  const isWrittenIn = (code: string) =>
    Object.keys(sheet).some((name) => name.endsWith(`.${code}`) && typedIn(sheet, name) !== '')
  if (was === '' || chosen === '' || was === chosen || isWrittenIn(chosen)) return sheet
  const renamed = Object.entries(sheet).map(([name, value]): [string, Sheet[string]] => [
    name.endsWith(`.${was}`) ? `${name.slice(0, -was.length)}${chosen}` : name,
    value,
  ])
  const languages = severalIn(sheet, 'languages').filter((code) => code !== was)
  return { ...Object.fromEntries(renamed), languages: [chosen, ...languages], 'language.was': chosen }
}
