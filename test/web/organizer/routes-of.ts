/** Every route that an application really has, read from its router. */
import type { Express } from 'express'

/** What the router keeps of each `use` and each route; it has no types for that. */
type Layer = {
  rawPath?: unknown
  handle?: { stack?: Layer[] }
  route?: { path: unknown; methods: Record<string, boolean> }
}

/** `GET /organize/events/:slug`, sorted; routers within routers too. */
export function routesOf(app: Express): string[] {
  // Express types its router without the stack.
  return routesIn((app.router as unknown as { stack: Layer[] }).stack, '').sort()
}

function routesIn(stack: readonly Layer[], prefix: string): string[] {
  return stack.flatMap(({ rawPath, route, handle }) => {
    if (route !== undefined) return ownRoutes(route, prefix)
    if (handle?.stack === undefined) return []
    if (typeof rawPath !== 'string')
      throw new Error('A router without one address: its routes cannot be told')
    return routesIn(handle.stack, joined(prefix, rawPath))
  })
}

function ownRoutes({ path, methods }: { path: unknown; methods: Record<string, boolean> }, prefix: string) {
  const paths: unknown[] = [path].flat()
  return paths.flatMap((one) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${joined(prefix, String(one))}`),
  )
}

function joined(prefix: string, path: string): string {
  return path === '/' ? prefix : prefix + path
}
