import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailer } from '../../../src/platform/mailer.ts'
import { makeDatabase, type TestDatabase } from '../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

let made: TestDatabase
let workspace: Workspace
let admin: Browser
const folder = mkdtempSync(join(tmpdir(), 'turnout-kept-'))

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  workspace = await openWorkspace(made.database, { keptMail: folder })
  admin = await signedIn(workspace, made.database, 'all@example.org', 'admin')
})

afterAll(async () => {
  await workspace.stop()
  await made.remove()
  rmSync(folder, { recursive: true })
})

const calendar = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n'

/** A letter kept by the very mailer that would have sent it. */
function keep(id: number, subject: string, text: string, invites = false) {
  const mailer = createMailer({ smtpUrl: null, captureDir: folder, dkim: null, maxConnections: 1 })
  return mailer.send({
    id,
    messageId: `<${id}@example.org>`,
    date: `2026-11-22T10:00:${String(id).padStart(2, '0')}.000Z`,
    from: { name: 'Община Примерово', address: 'events@example.org' },
    to: { name: 'Анна <Петрова>', address: 'anna@example.org' },
    replyTo: null,
    envelopeFrom: 'events@example.org',
    subject,
    text,
    html: '<p>…</p>',
    calendar: invites ? { method: 'REQUEST', content: calendar } : null,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
}

test('before the first letter the page says what will come', async () => {
  const page = await admin.get('/organize/mail')
  expect(reading(page)).toContain('No letters yet.')
  expect(reading(await admin.get('/organize'))).toContain(
    'No mail server is set: letters are kept on this machine, nothing leaves.',
  )
})

test('kept letters are listed newest first, and shown with their invitation', async () => {
  await keep(1, 'Първо', 'Здравейте')
  await keep(
    2,
    'Място: <потвърдено> & готово',
    `Вижте ${workspace.base}/bg/r/1.abc или https://evil.example/x`,
    true,
  )
  const list = await admin.get('/organize/mail')
  expect(
    [...list.text.matchAll(/<th scope="row"><a href="([^"]+)">([^<]+)/g)].map((row) => row.slice(1)),
  ).toEqual([
    ['/organize/mail/20261122T100002000Z-00000002', 'Място: &lt;потвърдено&gt; &amp; готово'],
    ['/organize/mail/20261122T100001000Z-00000001', 'Първо'],
  ])
  const letter = await admin.get('/organize/mail/20261122T100002000Z-00000002')
  expect(reading(letter)).toContain('Анна &lt;Петрова&gt;, anna@example.org · 22 November 2026, 10:00 (UTC)')
  for (const part of ['METHOD:REQUEST', 'invite.ics', 'auto-generated', '&lt;2@example.org&gt;'])
    expect(letter.text).toContain(part)
  expect(
    [...letter.text.matchAll(/<pre class="letter-text">[\s\S]*?<\/pre>/g)].join().match(/href="[^"]+"/g),
  ).toEqual([`href="${workspace.base}/bg/r/1.abc"`])
})

test('a letter is there as the file that would have been sent', async () => {
  const file = await admin.get('/organize/mail/20261122T100001000Z-00000001.eml')
  expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
    200,
    'message/rfc822',
    'attachment; filename=20261122T100001000Z-00000001.eml',
  ])
  expect(file.text).toContain('Message-ID: <1@example.org>')
})

test('where letters leave there is nothing to see', async () => {
  const sending = await openWorkspace(made.database, { keptMail: null })
  const visitor = await signedIn(sending, made.database, 'all@example.org', 'admin')
  expect((await visitor.get('/organize/mail')).status).toBe(404)
  expect(reading(await visitor.get('/organize'))).not.toContain('No mail server')
  await sending.stop()
})
