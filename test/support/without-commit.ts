/** Loaded before the program (`--import`): answers before the commit. A control, see `early-answers.ts`. */
import { replaceModule } from './replace-module.ts'

replaceModule('src/database/gathered-writes.ts', 'test/support/early-answers.ts')
