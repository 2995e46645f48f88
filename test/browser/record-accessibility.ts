/**
 * `npm run accessibility`: examines every page in every language and, when nothing is found, writes down what was
 * examined, for the statement of accessibility. With a fault it names it, writes nothing and ends with 1.
 */
import { writeFileSync } from 'node:fs'
import { examinationFile } from '../../src/web/public/accessibility.ts'
import { startBrowser } from '../support/browser.ts'
import { record } from './matrix/record.ts'
import { openStage } from './matrix/stage.ts'
import { newPage, organizerPage, visit } from './matrix/tour.ts'
import { allWays, workspace } from './matrix/ways.ts'

const [browser, stage] = await Promise.all([startBrowser(), openStage()])
const written = record(browser.version(), new Date())
const faults: string[] = []

for (const language of written.languages) {
  const stranger = await newPage(browser, stage, language)
  const organizer = await organizerPage(browser, stage, language)
  for (const [name, way] of Object.values(allWays).flatMap((family) => Object.entries(family))) {
    const page = Object.hasOwn(workspace, name) ? organizer : stranger
    const found = await visit(page, way, language, stage).catch((error: unknown) => [String(error)])
    faults.push(...found.map((fault) => `${language}, ${name}: ${fault}`))
  }
  await Promise.all([stranger.context().close(), organizer.context().close()])
}
await browser.close()
await stage.close()

if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exitCode = 1
} else {
  writeFileSync(examinationFile, `${JSON.stringify(written, null, 2)}\n`)
  console.log(`Nothing was found; ${examinationFile} says what was examined`)
}
