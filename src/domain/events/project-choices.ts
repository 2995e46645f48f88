import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { Project } from './event.ts'
import { inLanguage } from './event.ts'

/** All projects that an event may belong to, named for a reader of this language, the latest first. */
export async function projectChoices(
  db: Kysely<Tables>,
  language: string,
): Promise<{ slug: string; title: string }[]> {
  const rows = await db.selectFrom('projects').select(['slug', 'content']).orderBy('id', 'desc').execute()
  return rows.map(({ slug, content }) => {
    // Written by `storeProject` alone.
    const { title, language: own, number } = JSON.parse(content) as Project
    const { text } = inLanguage(title, language, own)
    return { slug, title: number === undefined ? text : `${text} (${number})` }
  })
}
