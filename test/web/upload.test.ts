import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Request } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeUpload } from '../../src/web/upload.ts'

let server: Server
let address = ''
beforeAll(async () => {
  server = createServer(async (req, res) => {
    // What is asked of the request is what Node's own has.
    const taken = await takeUpload(req as Request, { fileBytes: 1000, files: 2, fieldBytes: 2000 })
    const shown = 'refused' in taken ? taken : { ...taken, files: taken.files.map(named) }
    res.end(JSON.stringify(shown))
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  address = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const named = ({ field, name, body }: { field: string; name: string; body: Buffer }) => ({
  field,
  name,
  text: body.toString(),
})

async function send(form: FormData | string, type?: string): Promise<unknown> {
  const headers = type === undefined ? {} : { 'content-type': type }
  return (await fetch(address, { method: 'POST', body: form, headers })).json()
}

test('fields, repeated ones as lists, and files with the names people gave them', async () => {
  const form = new FormData()
  form.append('title', 'Кръгла маса')
  form.append('groups', 'ngo')
  form.append('groups', 'media')
  form.append('logo', new Blob(['<svg/>']), 'Герб на общината.svg')
  form.append('empty', new Blob([]), '')
  expect(await send(form)).toEqual({
    fields: { title: 'Кръгла маса', groups: ['ngo', 'media'] },
    files: [{ field: 'logo', name: 'Герб на общината.svg', text: '<svg/>' }],
  })
})

test('a file of 200 MB is refused and answered, and keeps no memory', async () => {
  const before = process.memoryUsage().rss
  const request = {
    method: 'POST',
    body: ReadableStream.from(longForm(200)),
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    duplex: 'half' as const,
  }
  const answer = await fetch(address, request)
  expect(await answer.json()).toEqual({ refused: 'too-large' })
  expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000)
})

/** A form with one file of so many million bytes, made as it is sent. */
async function* longForm(million: number): AsyncGenerator<Uint8Array> {
  const head = 'Content-Disposition: form-data; name="list"; filename="list.csv"\r\nContent-Type: text/csv'
  yield Buffer.from(`--edge\r\n${head}\r\n\r\n`)
  const piece = Buffer.alloc(1_000_000, 'a')
  for (let sent = 0; sent < million; sent++) yield piece
  yield Buffer.from('\r\n--edge--\r\n')
}

test('too many files, too long a text, no parts at all, a form cut short', async () => {
  const many = new FormData()
  for (const name of ['a', 'b', 'c']) many.append('file', new Blob([name]), name)
  expect(await send(many)).toEqual({ refused: 'too-many' })
  const long = new FormData()
  long.append('note', 'x'.repeat(2001))
  expect(await send(long)).toEqual({ refused: 'too-large' })
  expect(await send('a=1', 'application/x-www-form-urlencoded')).toEqual({ refused: 'unreadable' })
  expect(await send('nothing', 'multipart/form-data')).toEqual({ refused: 'unreadable' })
  expect(await send('--x\r\ncontent', 'multipart/form-data; boundary=x')).toEqual({ refused: 'unreadable' })
})
