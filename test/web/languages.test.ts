import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'

let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  site = await startSite(made.database)
})
afterAll(async () => {
  await site.stop()
  await made.remove()
})

it.each([
  ['ky', '/ky'],
  ['ky-KG,ky;q=0.9,ru;q=0.8,en;q=0.7', '/ky'],
  ['ky-Cyrl-KG', '/ky'],
  ['be', '/be'],
  ['be-BY', '/be'],
  ['be-tarask', '/be'],
  ['en;q=0.1,be;q=0.9', '/be'],
  ['ru-KG', '/ru'],
  ['kk-KZ,kk;q=0.9,ru;q=0.8', '/ru'],
  ['kk', '/en'],
  ['', '/en'],
])('a browser that asks for %s is sent to %s', async (asked, address) => {
  const { status, headers } = await site.get('/', { 'accept-language': asked })
  expect([status, headers.get('location')]).toEqual([302, address])
})

it.each(['en', 'bg', 'ru', 'ky', 'be'])('pages in %s say so', async (language) => {
  const page = await (await site.get(`/${language}`)).text()
  expect(page).toContain(`<html lang="${language}"`)
})
