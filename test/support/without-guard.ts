/** Loaded before the program (`--import`): takes the guard off the places. A control, see `unguarded-places.ts`. */
import { replaceModule } from './replace-module.ts'

replaceModule(
  new URL('../../src/domain/registrations/places.ts', import.meta.url),
  new URL('./unguarded-places.ts', import.meta.url),
)
