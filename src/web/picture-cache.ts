/**
 * Pictures that cost a moment to make, kept by what they show. The one that was wanted least lately goes first; two
 * are made at a time, so that whoever walks over ten thousand addresses leaves the machine to others.
 */
export type PictureCache = {
  /** The bytes under `key`, made now unless they are known; whoever asks meanwhile waits for the same making. */
  get(key: string, make: () => Promise<Buffer>): Promise<Buffer>
}

const mostBytes = 24 * 1024 * 1024
const mostAtOnce = 2

export function createPictureCache(most = mostBytes): PictureCache {
  const kept = new Map<string, Buffer>()
  const coming = new Map<string, Promise<Buffer>>()
  const inTurn = limited(mostAtOnce)
  let bytes = 0

  function keep(key: string, picture: Buffer): Buffer {
    kept.set(key, picture)
    bytes += picture.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= most) break
      kept.delete(oldest)
      bytes -= length
    }
    return picture
  }

  return {
    async get(key, make) {
      const found = kept.get(key)
      if (found === undefined) {
        const made = coming.get(key) ?? inTurn(make).then((picture) => keep(key, picture))
        coming.set(key, made)
        return made.finally(() => coming.delete(key))
      }
      kept.delete(key)
      kept.set(key, found)
      return found
    },
  }
}

/** Runs what it is given, at most so many at once; the others wait in line. */
function limited(most: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <Made>(make: () => Promise<Made>): Promise<Made> => {
    if (running >= most) await new Promise<void>((ready) => waiting.push(ready))
    else running += 1
    try {
      return await make()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
