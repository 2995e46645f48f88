/** Loaded before the program (`--import`): takes the guard off the places. A control, see `unguarded-places.ts`. */
import { replaceModule } from './replace-module.ts'

replaceModule('src/domain/registrations/places.ts', 'test/support/unguarded-places.ts')
