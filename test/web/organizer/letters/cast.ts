/** An event with people of several languages, and an organizer who writes to them. */
import type { Database } from '../../../../src/database/database.ts'
import type { EventRecord } from '../../../../src/domain/events/event-record.ts'
import { register } from '../../../../src/domain/registrations/register.ts'
import type { RegistrationInput } from '../../../../src/domain/registrations/registration-input.ts'
import { hold, now, person, roundTable } from '../../../domain/registrations/cast.ts'
import type { Browser, Page } from '../workspace.ts'

/** Registers somebody; answers the reference. */
export async function comes(
  database: Database,
  event: EventRecord,
  name: string,
  more: Partial<RegistrationInput> = {},
): Promise<string> {
  const done = await register(database, event, person(name, more), now)
  if (done.done === 'refused') throw new Error(done.reason)
  return done.reference
}

/** Three who read Bulgarian, one Russian, one Kyrgyz, one without an address; their confirmations have left. */
export async function meeting(database: Database, slug: string): Promise<EventRecord> {
  const event = await hold(database, roundTable(slug))
  for (const name of ['Анна', 'Борис', 'Вера']) await comes(database, event, name)
  await comes(database, event, 'Галина', { language: 'ru', group: 'ngo' })
  await comes(database, event, 'Дамира', { language: 'ky', phone: '+996 555 123 456' })
  await comes(database, event, 'Елин', { email: null, phone: '+359 88 784 8238' })
  await allSent(database)
  return event
}

export async function allSent(database: Database): Promise<void> {
  const at = now.toISOString()
  await database.write((tx) =>
    tx.db
      .updateTable('outbox')
      .set({ state: 'sent', attempts: 1, sent_at: at })
      .where('state', '=', 'waiting')
      .execute(),
  )
}

export const texts = {
  subject_bg: 'Къде да паркирате',
  body_bg: 'Уважаеми {name},\n\nмоля, елате с автобус.',
  subject_ru: 'Где припарковаться',
  body_ru: 'Здравствуйте, {name}!\n\nПожалуйста, приезжайте автобусом.',
  fallback: 'ru',
}

/** Writes a letter by its form; answers the address of its page. */
export async function write(
  browser: Browser,
  slug: string,
  form: Record<string, string | readonly string[]> = texts,
): Promise<string> {
  const address = `/organize/events/${slug}/letters/new`
  const key = hiddenIn(await browser.get(address), 'key')
  const kept = await browser.post(address, { action: 'keep', key, ...form })
  if (kept.status !== 303) throw new Error(`Keeping answered ${kept.status}: ${kept.text}`)
  return kept.location ?? ''
}

export function hiddenIn({ text }: Page, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
}

/** Presses the button that sends, as the page shows it. */
export async function send(browser: Browser, letter: string): Promise<Page> {
  const shown = await browser.get(letter)
  const [version, digest] = [hiddenIn(shown, 'version'), hiddenIn(shown, 'digest')]
  return browser.post(letter, { action: 'send', version, digest })
}

/** `Анна bg waiting` for each copy, in the order in which they stand. */
export async function copies(database: Database, event: EventRecord): Promise<string[]> {
  const rows = await database.read
    .selectFrom('outbox')
    .select(['to_name', 'language', 'state'])
    .where('event_id', '=', event.id)
    .where('kind', '=', 'letter')
    .orderBy('registration_id')
    .execute()
  return rows.map((row) => `${row.to_name} ${row.language} ${row.state}`)
}
