/** Lists what languages lack, repeat or keep for nobody; ends with 1 where something has to be done. */
import { fileURLToPath } from 'node:url'
import { auditPhrases, sourcesOf } from './audit.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { missing, untranslated, alike, unused } = auditPhrases(`${root}views/languages`, sourcesOf(root))

const parts: [string, string[]][] = [
  ['The same word in two languages: right, or forgotten?', alike],
  ['Missing', missing],
  ['Still in the words of another language', untranslated],
  ['Said nowhere', unused],
]
for (const [heading, lines] of parts) {
  console.log(`${heading}: ${lines.length}`)
  for (const line of lines) console.log(`  ${line}`)
}
process.exitCode = missing.length + untranslated.length + unused.length > 0 ? 1 : 0
