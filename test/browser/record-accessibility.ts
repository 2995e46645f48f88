/**
 * `npm run accessibility`: examines every page in every language and, when nothing is found, writes down what was
 * examined, for the statement of accessibility. With a fault it names it, writes nothing and ends with 1.
 */
import { writeFileSync } from 'node:fs'
import type { Language } from '../../src/platform/i18n.ts'
import { examinationFile } from '../../src/web/public/accessibility.ts'
import { startBrowser } from '../support/browser.ts'
import { record } from './matrix/record.ts'
import { openStage } from './matrix/stage.ts'
import { newPage, organizerPage, visit } from './matrix/tour.ts'
import { allWays, workspace, writing } from './matrix/ways.ts'

/** Two at a time fill the cores of a small machine; each has sites of its own, since some pages change what they show. */
const travellers = 2

const browser = await startBrowser()
const written = record(browser.version(), new Date())
const left = [...written.languages]
const faults = (await Promise.all(Array.from({ length: travellers }, () => travel()))).flat()
await browser.close()

if (faults.length > 0) {
  process.exitCode = 1
} else {
  writeFileSync(examinationFile, `${JSON.stringify(written, null, 2)}\n`)
  console.log(`Nothing was found; ${examinationFile} says what was examined`)
}

async function travel(): Promise<string[]> {
  const found: string[] = []
  for (let language = left.shift(); language !== undefined; language = left.shift())
    found.push(...(await faultsIn(language)))
  return found
}

async function faultsIn(language: Language): Promise<string[]> {
  const stage = await openStage()
  const stranger = await newPage(browser, stage, language)
  const organizer = await organizerPage(browser, stage, language)
  const faults: string[] = []
  for (const [name, way] of Object.values(allWays).flatMap((family) => Object.entries(family))) {
    const isInside = Object.hasOwn(workspace, name) || Object.hasOwn(writing, name)
    const page = isInside ? organizer : stranger
    const found = await visit(page, way, language, stage).catch((error: unknown) => [String(error)])
    const told = found.map((fault) => `${language}, ${name}: ${fault}`)
    // At once: whoever waits for all the languages can mend meanwhile.
    for (const fault of told) console.error(fault)
    faults.push(...told)
  }
  await Promise.all([stranger.context().close(), organizer.context().close()])
  await stage.close()
  console.log(`${language}: ${faults.length === 0 ? 'nothing found' : `${faults.length} found`}`)
  return faults
}
