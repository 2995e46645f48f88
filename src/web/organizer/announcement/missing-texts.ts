/** What is written in the event's own language and not yet in another of its languages. */
import { type Language, languageName, phrase } from '../../../platform/i18n.ts'
import { fieldId } from '../../mistakes.ts'
import type { Sheet } from './event-fields.ts'
import { type Field, isInLanguages, isList, sections } from './form-plan.ts'
import { languagesOf, rowsOf, typedIn } from './sheet.ts'

/** "In English: Summary; What happens (3)", each with the first place where it is missing. */
export function missingTexts(sheet: Sheet, language: Language) {
  const [own = '', ...others] = languagesOf(sheet)
  return others.flatMap((code) => {
    const fields = textFields(sheet).flatMap(({ field, names }) => {
      const lacking = names.filter(
        (name) => typedIn(sheet, `${name}.${own}`) !== '' && typedIn(sheet, `${name}.${code}`) === '',
      )
      const [first] = lacking
      if (first === undefined) return []
      const label = phrase(language, field.label)
      return [
        {
          label,
          n: lacking.length > 1 ? lacking.length : undefined,
          href: `#${fieldId(`${first}.${code}`)}`,
        },
      ]
    })
    return fields.length === 0 ? [] : [{ language: languageName(code, language), fields }]
  })
}

function textFields(sheet: Sheet): { field: Field; names: string[] }[] {
  return sections
    .flatMap(({ parts }) => parts)
    .flatMap((part) => {
      if (!isList(part)) return isInLanguages(part) ? [{ field: part, names: [part.path] }] : []
      const rows = rowsOf(sheet, part.list)
      return part.fields
        .filter(isInLanguages)
        .map((field) => ({ field, names: rows.map((row) => `${part.list}.${row}.${field.path}`) }))
    })
}
