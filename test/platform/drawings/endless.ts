import { draw } from '../../../src/platform/drawing-thread.ts'

await draw<null, number>(async function* () {
  for (;;) yield Buffer.alloc(1 << 20)
})
