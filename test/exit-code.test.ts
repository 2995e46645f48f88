import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const failsOnPurpose = 'TURNOUT_TEST_FAILS'

if (process.env[failsOnPurpose] === 'yes') {
  it('fails', () => expect('this').toBe('wrong'))
} else {
  it('a run in which a test fails ends as a failure', async () => {
    const env = { ...process.env, [failsOnPurpose]: 'yes' }
    const run = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'test/exit-code.test.ts'], {
      env,
      stdio: 'ignore',
    })
    const [code] = await once(run, 'exit')
    expect(code).toBe(1)
  })
}
