import express, { type NextFunction, type Request, type Response } from 'express'

/** The fields of a sent form: a repeated one is a list. Made without a prototype, so `__proto__` is a name like any. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

const parse = express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 500, inflate: false })

/** Reads a form into `req.body`; whatever cannot be read is refused with 400, 413 or 415. */
export function readForm(req: Request, res: Response, next: NextFunction): void {
  parse(req, res, (error?: unknown) => {
    if (error !== undefined) return next(error)
    // A body of another kind is left unread; an empty one needs no type.
    if (req.body === undefined && hasBody(req)) return next(new UnreadableForm())
    next()
  })
}

/** What `readForm` has read. */
export function fieldsOf(req: Request): Fields {
  // body-parser's only result for a simple form (node:querystring).
  return (req.body ?? {}) as Fields
}

class UnreadableForm extends Error {
  readonly status = 415
}

function hasBody(req: Request): boolean {
  return Number(req.headers['content-length'] ?? 0) > 0 || req.headers['transfer-encoding'] !== undefined
}
