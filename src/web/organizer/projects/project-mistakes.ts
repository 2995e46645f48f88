/** What the checks of project files find wrong, beside the fields of the form and in the summary above it. */
import type { Mistake } from '../../../domain/events/file/mistake.ts'
import { type Language, languageName, phrase } from '../../../platform/i18n.ts'
import { fieldId, type ShownMistake } from '../../mistakes.ts'
import type { Sheet } from '../announcement/event-fields.ts'
import { isInLanguages } from '../announcement/form-plan.ts'
import { type FieldMistake, fieldMistakes } from '../announcement/mistake-words.ts'
import { languagesOf } from '../announcement/sheet.ts'
import { projectFields } from './project-plan.ts'

/** How long people's data are kept came with a file; here only the end can be another. */
export function projectMistakes(mistakes: readonly Mistake[]): FieldMistake[] {
  return fieldMistakes(mistakes).map((one) =>
    one.name === 'keep_until' ? { name: 'ends', key: 'projects.mistake.keep-until' } : one,
  )
}

export function wrongInputs(
  mistakes: readonly FieldMistake[],
  sheet: Sheet,
  language: Language,
): ReadonlyMap<string, string> {
  const wrong = new Map<string, string>()
  for (const { name, key, values } of mistakes) {
    const input = inputOf(name, sheet)
    if (!wrong.has(input)) wrong.set(input, phrase(language, key, values))
  }
  return wrong
}

/** In the order of the form: each names its field. */
export function summaryOf(
  wrong: ReadonlyMap<string, string>,
  sheet: Sheet,
  language: Language,
): ShownMistake[] {
  const order = (name: string) => projectFields.findIndex(({ path }) => path === name.split('.')[0])
  return [...wrong]
    .toSorted(([a], [b]) => order(a) - order(b))
    .map(([field, mistake]) => ({
      field,
      href: `#${fieldId(field)}`,
      text: phrase(language, 'announcement.mistake.of-field', {
        field: fieldWords(field, sheet, language),
        mistake,
      }),
    }))
}

/** A text that is missing is missing in the project's own language. */
function inputOf(name: string, sheet: Sheet): string {
  const isWhole = projectFields.some((field) => field.path === name && isInLanguages(field))
  return isWhole ? `${name}.${languagesOf(sheet)[0] ?? ''}` : name
}

/** "Title (Bulgarian)" */
function fieldWords(name: string, sheet: Sheet, language: Language): string {
  const [path = '', code] = name.split('.')
  const field = projectFields.find((one) => one.path === path)
  const label = field === undefined ? '' : phrase(language, field.label)
  if (code === undefined || languagesOf(sheet).length < 2) return label
  return `${label} (${languageName(code, language)})`
}
