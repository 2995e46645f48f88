/**
 * Loaded before the program (`--import`): puts a reading check in the place of the guarded update that takes places.
 * A control for tests, to see that they would notice.
 */
import { registerHooks } from 'node:module'

const guarded = new URL('../../src/domain/registrations/places.ts', import.meta.url).href
const unguarded = new URL('./unguarded-places.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    return found.url === guarded && context.parentURL !== unguarded ? { ...found, url: unguarded } : found
  },
})
