/** The yardstick over HTTP: an Express that does nothing but the one thing. Prints its port. */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import express from 'express'

const [, , pageFile, location = '/'] = process.argv
const page = pageFile === undefined ? Buffer.alloc(0) : readFileSync(pageFile)

const app = express()
app.get('/page', (_req, res) => void res.type('html').send(page))
app.post('/form', express.urlencoded({ extended: false }), (req, res) => {
  if (typeof req.body.email !== 'string') throw new Error('The form was not read')
  res.redirect(303, location)
})
const server = app.listen(0, '127.0.0.1', () => {
  // A TCP server that listens has an address of this shape.
  console.log(`http://localhost:${(server.address() as AddressInfo).port}`)
})
