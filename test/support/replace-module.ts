/** Puts a worse module in the place of one of the product's, so that a test can show that it would notice. */
import { registerHooks } from 'node:module'

/** Paths from the root. The replacement itself still gets the original. */
export function replaceModule(original: string, replacement: string): void {
  const root = new URL('../../', import.meta.url)
  const [from, to] = [new URL(original, root).href, new URL(replacement, root).href]
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      return found.url === from && context.parentURL !== to ? { ...found, url: to } : found
    },
  })
}
