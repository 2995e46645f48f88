/** Puts a worse module in the place of one of the product's, so that a test can show that it would notice. */
import { registerHooks } from 'node:module'

/** The replacement itself still gets the original. */
export function replaceModule(original: URL, replacement: URL): void {
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const isReplaced = found.url === original.href && context.parentURL !== replacement.href
      return isReplaced ? { ...found, url: replacement.href } : found
    },
  })
}
