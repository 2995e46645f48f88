import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    // Some files wait more than they work; two at a time fill the cores of a small machine.
    maxWorkers: 2,
    // Many stories run whole programs against the clock, and a busy machine may miss it once; what fails twice has failed.
    // The report says which were tried again.
    retry: 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
