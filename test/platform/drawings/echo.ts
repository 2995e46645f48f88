import { draw } from '../../../src/platform/drawing-thread.ts'

await draw<string, number>(async function* (plan, rows) {
  yield Buffer.from(`${plan}:`)
  for (const row of rows) yield Buffer.from(` ${row}`)
})
