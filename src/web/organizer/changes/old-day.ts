import type { EventDocument } from '../../../domain/events/event.ts'

/**
 * The days that title and description still name though the event has left them, as they are written there:
 * "10 декабря", "10.12". A text is the organizers' own, so nobody but they can put it right.
 */
export function oldDaysNamed(before: EventDocument, after: EventDocument): string[] {
  const was = before.starts.slice(0, 10)
  if (was === after.starts.slice(0, 10)) return []
  const texts = [after.title, after.description ?? {}].flatMap((text) => Object.entries(text))
  const found = texts.flatMap(([language, text]) =>
    waysToWrite(was, language).filter((way) => names(text, way)),
  )
  return [...new Set(found)]
}

/** Britain and America do not agree on the order. */
const orders: Readonly<Record<string, readonly string[]>> = { en: ['en-GB', 'en-US'] }

function waysToWrite(day: string, language: string): string[] {
  const [, month, date] = day.split('-')
  const instant = new Date(`${day}T00:00:00Z`)
  const inWords = (orders[language] ?? [language]).map((order) =>
    new Intl.DateTimeFormat(order, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(instant),
  )
  return [...inWords, `${date}.${month}`]
}

/** "10 декабря" is not in "110 декабря", and "10.12" not in "10.125"; a space may be one that does not break. */
function names(text: string, way: string): boolean {
  const said = text.replaceAll(/\s+/g, ' ').toLowerCase()
  const sought = way.replaceAll(/\s+/g, ' ').toLowerCase()
  for (let at = said.indexOf(sought); at >= 0; at = said.indexOf(sought, at + 1)) {
    if (!isDigit(said[at - 1]) && !isDigit(said[at + sought.length])) return true
  }
  return false
}

function isDigit(letter: string | undefined): boolean {
  return letter !== undefined && /\d/.test(letter)
}
