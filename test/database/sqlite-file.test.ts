import { statSync } from 'node:fs'
import { expect, it } from 'vitest'
import { makeDatabase } from '../support/databases.ts'

it('keeps a new database and its log from other users of the machine', async () => {
  const made = await makeDatabase('sqlite')
  const file = made.url.slice('sqlite:'.length)
  const modes = ['', '-wal', '-shm'].map((ending) => (statSync(file + ending).mode & 0o777).toString(8))
  await made.remove()
  expect(modes).toEqual(['600', '600', '600'])
})
