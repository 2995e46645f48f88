import { expect, it } from 'vitest'
import { createPictureCache } from '../../src/web/picture-cache.ts'

const picture = (size: number) => Buffer.alloc(size)

/** Counts how often each key was made, and how many were being made at once. */
function painter() {
  const made: string[] = []
  let now = 0
  let most = 0
  return {
    made,
    most: () => most,
    paint:
      (key: string, size = 10) =>
      async () => {
        now += 1
        most = Math.max(most, now)
        made.push(key)
        await new Promise((done) => setTimeout(done, 5))
        now -= 1
        return picture(size)
      },
  }
}

it('makes a picture once, also for a crowd that asks while it is made', async () => {
  const { made, paint } = painter()
  const cache = createPictureCache()
  const crowd = await Promise.all(Array.from({ length: 20 }, () => cache.get('a', paint('a'))))
  expect(new Set(crowd).size).toBe(1)
  expect(await cache.get('a', paint('a'))).toBe(crowd[0])
  expect(made).toEqual(['a'])
})

it('makes two at a time, the others in turn', async () => {
  const { made, most, paint } = painter()
  const cache = createPictureCache()
  const keys = ['a', 'b', 'c', 'd', 'e']
  await Promise.all(keys.map((key) => cache.get(key, paint(key))))
  expect([most(), made]).toEqual([2, keys])
})

it('forgets what was wanted least lately, and stays within its bytes', async () => {
  const { made, paint } = painter()
  const cache = createPictureCache(25)
  await cache.get('a', paint('a'))
  await cache.get('b', paint('b'))
  await cache.get('a', paint('a'))
  await cache.get('c', paint('c'))
  await cache.get('a', paint('a'))
  await cache.get('b', paint('b'))
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

it('tries again what failed, and holds up nobody behind it', async () => {
  const { made, paint } = painter()
  const cache = createPictureCache()
  const fail = () => Promise.reject(new Error('no'))
  const results = await Promise.allSettled([
    cache.get('x', fail),
    cache.get('y', fail),
    cache.get('a', paint('a')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  await cache.get('x', paint('x'))
  expect(made).toEqual(['a', 'x'])
})
