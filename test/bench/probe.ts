/** Loaded into a measured server beside its program (`--import`): tells how its event loop fares when asked. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

export type Health = {
  /** Milliseconds that the event loop was once kept from its work */
  longestStall: number
  /** Share of the time that it was busy */
  utilization: number
  residentBytes: number
}

const resolution = 5
const delay = monitorEventLoopDelay({ resolution })
delay.enable()
let since = performance.eventLoopUtilization()

process.on('message', (asked) => {
  if (asked === 'begin') begin()
  if (asked === 'report') process.send?.(report())
})
// The program ends when it wants to, not when we stop asking.
process.channel?.unref()

function begin(): void {
  globalThis.gc?.()
  delay.reset()
  since = performance.eventLoopUtilization()
  process.send?.('begun')
}

function report(): Health {
  return {
    longestStall: Math.max(0, delay.max / 1e6 - resolution),
    utilization: performance.eventLoopUtilization(since).utilization,
    residentBytes: process.memoryUsage.rss(),
  }
}
