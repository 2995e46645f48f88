import { randomFillSync } from 'node:crypto'

const pool = Buffer.allocUnsafe(4096)
let used = pool.length

/** Random bytes of the system, drawn a page at a time: a call into the kernel for each handful costs more than the rest. */
export function randomOctets(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const octets = Buffer.from(pool.subarray(used, used + count))
  // What was handed out is in the pool no more.
  pool.fill(0, used, used + count)
  used += count
  return octets
}
