/** Forms that carry files (`multipart/form-data`, RFC 7578). */
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import type { Request } from 'express'
import type { Fields } from './body.ts'

export type UploadedFile = {
  field: string
  /** As the sender named it, without folders; empty where nothing was chosen */
  name: string
  body: Buffer
}

export type Upload = {
  fields: Fields
  files: readonly UploadedFile[]
  /** With `dropsTooLarge`: the fields whose file was too large, and which are not among the files */
  tooLarge?: readonly string[]
}

export type UploadRefused = { refused: 'too-large' | 'too-many' | 'unreadable' }

export type UploadBounds = {
  /** Of one file, in bytes */
  fileBytes: number
  files: number
  /** Of all typed fields together, in bytes; 4 MB when absent */
  fieldBytes?: number
  /** A file that is too large, by itself or with those before it, is left out and the rest of the form is read. */
  dropsTooLarge?: { totalBytes: number }
}

const mostFields = 5000

/**
 * Reads a form with files into memory, within bounds. Call it after the sender's right has been checked. What is too
 * large is read to its end and thrown away, since browsers show no answer to what they have not finished sending.
 */
export function takeUpload(req: Request, bounds: UploadBounds): Promise<Upload | UploadRefused> {
  const type = req.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) return Promise.resolve({ refused: 'unreadable' })
  return new Promise((resolve) => {
    const gathered = new Gathered(bounds)
    const refuse = (refused: UploadRefused['refused']) => {
      req.unpipe()
      req.resume()
      const answer = () => resolve({ refused })
      if (req.readableEnded || req.destroyed) answer()
      else req.once('end', answer).once('close', answer)
    }
    const parser = openParser(type, bounds)
    if (parser === null) return refuse('unreadable')
    parser.on('field', (name, value, nameCut, valueCut) => gathered.field(name, value, nameCut || valueCut))
    parser.on('file', (field, stream, name) => gathered.file(field, stream, name ?? ''))
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      parser.on(limit, () => gathered.refuse('too-many'))
    parser.once('finish', () => resolve(gathered.result()))
    parser.once('error', () => refuse('unreadable'))
    // Somebody who goes away in the middle gets no answer, and nothing waits for them.
    req.once('close', () => {
      if (!req.readableEnded) resolve({ refused: 'unreadable' })
    })
    req.pipe(parser)
  })
}

function openParser(type: string, { fileBytes, files, fieldBytes = 4_000_000 }: UploadBounds) {
  const limits = { fileSize: fileBytes, files, fields: mostFields, fieldSize: fieldBytes, headerPairs: 20 }
  try {
    return new Busboy({ headers: { 'content-type': type }, limits })
  } catch {
    return null // without a boundary there are no parts
  }
}

class Gathered {
  readonly #bounds: UploadBounds
  // Made without a prototype, so `__proto__` is a name like any.
  readonly #fields: Record<string, string | string[]> = Object.create(null)
  readonly #files: UploadedFile[] = []
  readonly #tooLarge: string[] = []
  #typed = 0
  #bytes = 0
  #refused: UploadRefused['refused'] | undefined

  constructor(bounds: UploadBounds) {
    this.#bounds = bounds
  }

  refuse(reason: UploadRefused['refused']): void {
    this.#refused ??= reason
  }

  field(name: string, value: string, isCut: boolean): void {
    this.#typed += value.length
    const known = this.#fields[name]
    if (isCut || this.#typed > (this.#bounds.fieldBytes ?? 4_000_000)) this.refuse('too-large')
    else this.#fields[name] = known === undefined ? value : [known, value].flat()
  }

  file(field: string, stream: BusboyFileStream, name: string): void {
    const chunks: Buffer[] = []
    let isTooLarge = false
    const drop = () => {
      chunks.length = 0
      if (this.#bounds.dropsTooLarge === undefined) this.refuse('too-large')
      else if (!isTooLarge) this.#tooLarge.push(field)
      isTooLarge = true
    }
    stream.on('data', (chunk: Buffer) => {
      if (isTooLarge || this.#refused !== undefined) return
      this.#bytes += chunk.length
      if (this.#bytes > (this.#bounds.dropsTooLarge?.totalBytes ?? Number.POSITIVE_INFINITY)) drop()
      else chunks.push(chunk)
    })
    stream.on('limit', drop)
    stream.on('end', () => {
      const body = Buffer.concat(chunks)
      // An empty field of the form comes as a file without name and content.
      const isThere = !isTooLarge && (name !== '' || body.length > 0)
      if (isThere) this.#files.push({ field, name: plainName(name), body })
    })
  }

  result(): Upload | UploadRefused {
    if (this.#refused !== undefined) return { refused: this.#refused }
    const dropped = this.#bounds.dropsTooLarge === undefined ? {} : { tooLarge: this.#tooLarge }
    return { fields: this.#fields, files: this.#files, ...dropped }
  }
}

/** Some programs send the whole way to the file. */
function plainName(name: string): string {
  return name.split(/[/\\]/).at(-1)?.toWellFormed().slice(0, 200) ?? ''
}
