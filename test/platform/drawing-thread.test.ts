import { describe, expect, test } from 'vitest'
import { drawInThread } from '../../src/platform/drawing-thread.ts'
import { bytesOf, pagesOf } from '../support/attendees.ts'

const drawing = (name: string) => new URL(`./drawings/${name}.ts`, import.meta.url)

describe('a drawing in a thread of its own', () => {
  test('is made of the plan and of all rows in their order', async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => index)
    const pages = pagesOf(rows.slice(0, 500), [], rows.slice(500))
    const bytes = await bytesOf(drawInThread(drawing('echo'), 'план', pages))
    expect(bytes.toString()).toBe(`план: ${rows.join(' ')}`)
  })

  test('that breaks is no shorter document but an error', async () => {
    await expect(bytesOf(drawInThread(drawing('broken'), null, pagesOf([1, 2])))).rejects.toThrow(
      'ran out of ink after 2 rows',
    )
  })

  test('throws what went wrong in the source of its rows', async () => {
    async function* broken(): AsyncGenerator<number[]> {
      yield [1]
      throw new Error('the database went away')
    }
    await expect(bytesOf(drawInThread(drawing('echo'), '', broken()))).rejects.toThrow(
      'the database went away',
    )
  })

  test('waits for a slow reader, and ends when the reader leaves', async () => {
    const before = process.memoryUsage.rss()
    for await (const chunk of drawInThread(drawing('endless'), null, pagesOf([1]))) {
      expect(chunk.length).toBeGreaterThan(0)
      await new Promise((resolve) => setTimeout(resolve, 300))
      break
    }
    expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(100)
  })
})
