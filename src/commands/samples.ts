import type { Settings } from '../config.ts'
import { removeSamples } from '../domain/events/remove-samples.ts'
import { openGround } from '../main.ts'

export async function samples(settings: Settings, words: string[]): Promise<number> {
  if (words[0] !== 'remove' || words.length > 1) {
    process.stderr.write('Say: samples remove\n')
    return 2
  }
  const { database } = await openGround(settings)
  const went = await removeSamples(database)
  await database.close()
  for (const slug of [...went.events, ...went.projects]) process.stdout.write(`removed ${slug}\n`)
  process.stdout.write(
    `${went.registrations} registrations, ${went.questions} questions, ${went.letters} letters, ${went.files} files went with them\n`,
  )
  return 0
}
