/** Reads one file as a list and prints what came of it, with the time and memory it took. */
import { readFileSync } from 'node:fs'
import { readTable } from '../../src/platform/read-table.ts'
import { TableRefused } from '../../src/platform/table-file.ts'

const bounds = { rows: 50_000, columns: 200, cellCharacters: 20_000, characters: 40_000_000 }
const file = readFileSync(process.argv[2] ?? '')
const begun = performance.now()
let answer: string
try {
  answer = JSON.stringify(await readTable(file, bounds))
} catch (error) {
  if (!(error instanceof TableRefused)) throw error
  answer = error.reason
}
const megabytes = process.resourceUsage().maxRSS / 1000
console.log(JSON.stringify({ answer, milliseconds: performance.now() - begun, megabytes }))
