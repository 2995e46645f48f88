/** Loaded before the program (`--import`): answers before the commit. A control, see `early-answers.ts`. */
import { replaceModule } from './replace-module.ts'

replaceModule(
  new URL('../../src/database/gathered-writes.ts', import.meta.url),
  new URL('./early-answers.ts', import.meta.url),
)
