import { draw } from '../../../src/platform/drawing-thread.ts'

await draw<null, number>(async function* (_plan, rows) {
  yield Buffer.from('half of it')
  throw new Error(`ran out of ink after ${rows.length} rows`)
})
