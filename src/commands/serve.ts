import type { Settings } from '../config.ts'
import { baseAddress, openGround, startMailWorker, startServing } from '../main.ts'

export async function serve(settings: Settings): Promise<null> {
  const ground = await openGround(settings)
  const running = await startServing(ground)
  print(
    running.baseUrl === running.listening
      ? `Turnout is at ${running.baseUrl}`
      : `Turnout is at ${running.listening}, for ${running.baseUrl}`,
  )
  if (running.firstOrganizer !== null) {
    print(`No organizer yet. Become the first one here, it works once:\n${running.firstOrganizer}`)
  }
  untilToldToStop(running.stop)
  return null
}

export async function work(settings: Settings): Promise<null> {
  const ground = await openGround(settings)
  const worker = startMailWorker(ground, await baseAddress(ground))
  print('Turnout works on letters')
  untilToldToStop(async () => {
    await worker.stop()
    await ground.database.close()
  })
  return null
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The first signal stops gracefully, the second at once. */
function untilToldToStop(stop: () => Promise<void>): void {
  let stopping = false
  const end = async () => {
    if (stopping) process.exit(1)
    stopping = true
    await stop()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
