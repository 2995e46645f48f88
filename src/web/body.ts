import { parse } from 'node:querystring'
import express, { type NextFunction, type Request, type Response } from 'express'

/** The fields of a sent form: a repeated one is a list. Made without a prototype, so `__proto__` is a name like any. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

const mostFields = 500
const mostBytes = 100 * 1024
const formType = 'application/x-www-form-urlencoded'

/** Only the bytes: what Express makes of a form keeps `%D0…` as typed where one byte of a field is no UTF-8. */
const readBytes = express.raw({ type: formType, limit: mostBytes, inflate: false })

/** Reads a form into `req.body`; whatever cannot be read is refused with 400, 413 or 415. */
export function readForm(req: Request, res: Response, next: NextFunction): void {
  if (isPlainForm(req)) gather(req, next)
  else readOther(req, res, next)
}

/** As every browser sends one: its type and its length said, and both within bounds. */
function isPlainForm({ headers }: Request): boolean {
  return (
    headers['content-type'] === formType &&
    headers['content-encoding'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    Number(headers['content-length']) <= mostBytes
  )
}

/** A sender who goes away in between gets no answer, and needs none. */
function gather(req: Request, next: NextFunction): void {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const fields = fieldsIn(Buffer.concat(chunks))
    req.body = fields
    next(fields === null ? new UnreadableForm(413) : undefined)
  })
}

/** Every other shape, allowed or not, in the hands of a library. */
function readOther(req: Request, res: Response, next: NextFunction): void {
  readBytes(req, res, (error?: unknown) => {
    if (error !== undefined) return next(error)
    const isForm = Buffer.isBuffer(req.body)
    // A body of another kind is left unread; an empty one needs no type.
    if (isForm ? hasOtherCharset(req) : hasBody(req)) return next(new UnreadableForm(415))
    const fields = isForm ? fieldsIn(req.body) : {}
    if (fields === null) return next(new UnreadableForm(413))
    req.body = fields
    next()
  })
}

/** What `readForm` has read. */
export function fieldsOf(req: Request): Fields {
  // Express types bodies as any.
  return req.body as Fields
}

/** Null when there are too many. Bytes that are no UTF-8 become U+FFFD, as browsers themselves send them. */
function fieldsIn(body: Buffer): Fields | null {
  const text = body.toString('utf8')
  let fields = 1
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) fields += 1
  return fields > mostFields ? null : parse(text, '&', '=', { maxKeys: 0 })
}

/** Forms have no charset of their own (WHATWG URL, 5.2); one that says another would be read wrong. */
function hasOtherCharset(req: Request): boolean {
  return !/^[^;]*(;\s*charset="?utf-?8"?\s*)?$/i.test(req.headers['content-type'] ?? '')
}

class UnreadableForm extends Error {
  readonly status: number

  constructor(status: number) {
    super('Not a form that can be read')
    this.status = status
  }
}

function hasBody(req: Request): boolean {
  return Number(req.headers['content-length'] ?? 0) > 0 || req.headers['transfer-encoding'] !== undefined
}
