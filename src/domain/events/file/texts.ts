/** Texts of event and project files, made regular: by language, cleaned of what no reader would see. */
import { cleanLine } from '../../../platform/text.ts'
import type { Text } from '../event.ts'

type WrittenText = string | Readonly<Record<string, string>>

export type Texts = {
  line(written: WrittenText): Text
  line(written: WrittenText | undefined): Text | undefined
  prose(written: WrittenText): Text
  prose(written: WrittenText | undefined): Text | undefined
}

/** A string stands under `language`. Lines lose their breaks; prose keeps its own, since it may be Markdown. */
export function textsIn(language: string): Texts {
  return {
    line: (written) => byLanguage(written, language, (text) => cleanLine(text, text.length)),
    prose: (written) => byLanguage(written, language, tidyProse),
  } as Texts // a function literal cannot be written with both of its overloads
}

/** The fields without those that are undefined: a key is there, or it is not. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  // Object.fromEntries forgets the names of keys; these are the same ones.
  return Object.fromEntries(given) as Present<Fields>
}

type Present<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key]
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined>
}

function byLanguage(
  written: WrittenText | undefined,
  language: string,
  clean: (text: string) => string,
): Text | undefined {
  if (written === undefined) return undefined
  if (typeof written === 'string') return { [language]: clean(written) }
  return Object.fromEntries(Object.entries(written).map(([each, text]) => [each, clean(text)]))
}

function tidyProse(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, '') // bidi controls turn the rest of the page around
    .normalize('NFC')
    .replace(/^\n+|\s+$/g, '')
}
