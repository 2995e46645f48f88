import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { fold } from '../../platform/text.ts'
import type { Project } from './event.ts'

/** The slug of the project that funders know by this number, however it is spaced. */
export async function projectOfNumber(db: Kysely<Tables>, number: string): Promise<string | undefined> {
  const rows = await db.selectFrom('projects').select(['slug', 'content']).orderBy('id', 'desc').execute()
  const plain = (text: string) => fold(text).replace(/\s+/g, '')
  // Written by `storeProject` alone.
  const numberOf = (content: string) => (JSON.parse(content) as Project).number ?? ''
  return rows.find(({ content }) => plain(numberOf(content)) === plain(number))?.slug
}
