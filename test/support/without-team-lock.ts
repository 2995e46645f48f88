/** Loaded before the program (`--import`): takes the lock off the team. A control, see `unlocked-team.ts`. */
import { replaceModule } from './replace-module.ts'

replaceModule(
  new URL('../../src/domain/organizers/team/lock-team.ts', import.meta.url),
  new URL('./unlocked-team.ts', import.meta.url),
)
