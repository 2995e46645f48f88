/** The files of an event: papers as a list, photographs as pictures. */
import type { DocumentKind, EventFileDocument } from '../../../domain/events/event.ts'
import { type Language, languageName, localeOf, phrase } from '../../../platform/i18n.ts'
import { readerOf } from '../words.ts'
import { type FileAddress, fileAddress } from './backing.ts'
import type { ShownEvent } from './event-lookup.ts'

/** When it is over people come for these, in this order. */
const afterwards: readonly DocumentKind[] = ['resolution', 'minutes', 'presentation', 'press-release']

/** `sizes`: bytes by the name of the file. */
export function documentsOf(
  { state, phase }: ShownEvent,
  sizes: ReadonlyMap<string, number>,
  language: Language,
  addressOf: FileAddress = fileAddress,
) {
  const { document } = state.event
  const read = readerOf(document, language)
  const papers = document.documents.filter((one) => !isPhoto(one))
  const ordered = phase === 'over' ? papers.toSorted((a, b) => turn(a) - turn(b)) : papers
  return ordered.map(({ title, kind, file, language: written }) => ({
    title: read(title),
    href: addressOf(document.slug, file),
    language: written === language ? undefined : written,
    told: [
      phrase(language, `document.${kind}`),
      extensionOf(file).toUpperCase(),
      sizeWords(sizes.get(file), language),
      written && phrase(language, 'time.written-in', { language: languageName(written, language) }),
    ]
      .filter((words) => words !== undefined)
      .join(', '),
  }))
}

/** Pictures among the documents, in the order of the file: small ones that lead to those that were given. */
export function photosOf({ state }: ShownEvent, language: Language, addressOf: FileAddress = fileAddress) {
  const { document } = state.event
  const read = readerOf(document, language)
  const photos = document.documents.filter(isPhoto)
  return photos.map(({ title, file }) => {
    const href = addressOf(document.slug, file)
    return { title: read(title), href, src: `${href}?as=photo` }
  })
}

function isPhoto({ kind, file }: EventFileDocument): boolean {
  return kind === 'other' && ['jpg', 'jpeg', 'webp'].includes(extensionOf(file))
}

function turn({ kind }: EventFileDocument): number {
  const place = afterwards.indexOf(kind)
  return place === -1 ? afterwards.length : place
}

function extensionOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1).toLowerCase()
}

/** "120 kB", "2.4 MB" */
function sizeWords(bytes: number | undefined, language: Language): string | undefined {
  if (bytes === undefined) return undefined
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  const format = { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 } as const
  return new Intl.NumberFormat(localeOf(language), format).format(Math.max(amount, 1))
}
