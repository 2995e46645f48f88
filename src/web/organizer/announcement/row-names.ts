/** Names that people never see: sessions and questions are known by one for as long as they live. */
import { shortLatinName } from '../../../platform/latin.ts'
import type { RawEvent } from './event-fields.ts'

type Row = Record<string, unknown>

/** Those that need a name and have none get one from what they are called. */
export function nameRows(event: RawEvent, own: string): RawEvent {
  return {
    ...event,
    ...(Array.isArray(event['agenda'])
      ? { agenda: named(event['agenda'] as Row[], 'title', own, ({ signup }) => signup === true) }
      : {}),
    ...(Array.isArray(event['form'])
      ? { form: named(event['form'] as Row[], 'label', own, () => true) }
      : {}),
  }
}

function named(rows: readonly Row[], titled: string, own: string, needsName: (row: Row) => boolean): Row[] {
  const taken = new Set(rows.map(({ id }) => id))
  return rows.map((row) => {
    if (row['id'] !== undefined || !needsName(row)) return row
    const texts = Object.entries(row[titled] ?? {})
    const [language = own, text = ''] = texts.find(([code]) => code === own) ?? texts[0] ?? []
    const id = free(shortLatinName(String(text), language, 30, 'item'), taken)
    taken.add(id)
    return { ...row, id }
  })
}

/** `constructor` would be found in every object that answers are kept in. */
function free(name: string, taken: ReadonlySet<unknown>): string {
  const wanted = name === 'constructor' ? 'item' : name
  let number = 2
  let found = wanted
  while (taken.has(found)) found = `${wanted}-${number++}`
  return found
}
