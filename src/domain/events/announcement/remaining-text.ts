/** What an announcement says in sentences: its text without what has a field of its own. */
import type { Fact, FactField, Span } from './fact.ts'

/** Whom to ask stands in fields of its own; in a whole paragraph it stays. */
const contact: readonly FactField[] = ['contact-phone', 'contact-email']
const longestContact = 160
/** So much of a line is a headline and no sentence that names the event */
const mostOfLine = 0.7
const programmeHeading = /^(програма|программа|agenda|programme|program|программасы|праграма)[\s:.]*$/iu
/** ПОКАНА, П О К А Н А, «Пресс-релиз» */
const longestHeading = 40
const longest = 20_000

/** Paragraphs as they stand, the signs of our own markup made harmless. Empty where nothing is left. */
export function remainingText(text: string, facts: readonly Fact[]): string {
  const spansOf = (wanted: readonly FactField[]) =>
    facts.filter(({ field }) => wanted.includes(field)).flatMap(({ at }) => at)
  const [programme, contacts] = [spansOf(['agenda']), spansOf(contact)]
  const [title] = facts.find(({ field }) => field === 'title')?.at ?? []
  const phones = facts.filter(({ field }) => field === 'contact-phone').map(({ value }) => value)
  let from = 0
  const lines = text.split('\n').map((line) => {
    const start = from
    from += line.length + 1
    const inLine = ({ from: first, to }: Span) =>
      Math.max(0, Math.min(to, start + line.length) - Math.max(first, start))
    const isContact =
      line.length <= longestContact &&
      (contacts.some((span) => inLine(span) > 0) || phones.some((phone) => line.includes(phone)))
    const isTaken = isContact || programme.some((span) => inLine(span) > 0)
    const isTitle = title !== undefined && inLine(title) > mostOfLine * line.length
    return isTaken || isTitle || isHeading(line) ? '' : plain(line)
  })
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, longest)
}

function isHeading(line: string): boolean {
  const words = line.trim()
  if (programmeHeading.test(words)) return true
  if (words.length > longestHeading || /[.!?:,;]$/.test(words)) return false
  return (
    words !== '' &&
    (words === words.toUpperCase() || /^(пресс?-?релиз|press release|покана|анонс)$/iu.test(words))
  )
}

/** `*` and `[` begin something in prose; a bullet stays one. */
function plain(line: string): string {
  return line
    .trimEnd()
    .replace(/^\s*[*•·]\s+/, '- ')
    .replace(/^#+\s*/, '')
    .replace(/\*/g, '∗')
    .replace(/\]\(/g, '] (')
}
