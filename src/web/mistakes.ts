import { isPhraseKey, type Language, type PhraseKey, type PhraseValues, phrase } from '../platform/i18n.ts'

/** What is wrong with one field, as a phrase. `field` is its name in the form. */
export type Mistake = { field: string; key: PhraseKey; values?: PhraseValues }

export type ShownMistake = { field: string; href: string; text: string }

/** The id of a field in the page: `answers[diet]` → `answers-diet`. */
export function fieldId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/-$/, '')
}

/** The first mistake of each field, for the summary above the form. */
export function shownMistakes(mistakes: readonly Mistake[], language: Language): ShownMistake[] {
  const seen = new Set<string>()
  return mistakes.flatMap(({ field, key, values }) => {
    if (seen.has(field)) return []
    seen.add(field)
    return [{ field, href: `#${fieldId(field)}`, text: phrase(language, key, values) }]
  })
}

type Issue = { path: readonly PropertyKey[]; message: string; params?: PhraseValues }

/** The issues of a zod schema whose messages are phrase keys. */
export function mistakesOf(error: { issues: readonly unknown[] }): Mistake[] {
  // zod types issues as a union; ours all have a path, a message and perhaps `params`.
  return (error.issues as readonly Issue[]).map(({ path, message, params }) => ({
    field: String(path[0] ?? ''),
    key: isPhraseKey(message) ? message : 'public.mistake.repeated',
    ...(params === undefined ? {} : { values: params }),
  }))
}
