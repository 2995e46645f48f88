import { expect, it } from 'vitest'
import { onEachDatabase } from '../support/databases.ts'
import { startSite } from '../support/site.ts'
import { importCast, now } from './cast.ts'

onEachDatabase('the figures for whoever watches the machine', (of) => {
  it('count registrations and letters, and are shown to this machine alone', async () => {
    const { database } = of()
    await importCast(database)
    const site = await startSite(database, { clock: () => now })
    for (const name of ['Ana', 'Boris']) {
      await site.post('/en/events/small/register', { name, email: `${name}@example.org` })
    }
    const figures = await (await site.get('/metrics')).text()
    expect(figures).toContain('turnout_registrations{status="confirmed"} 1\n')
    expect(figures).toContain('turnout_registrations{status="waitlisted"} 1\n')
    expect(figures).toContain('turnout_letters{state="waiting"} 2\n')
    expect((await site.get('/metrics', { 'x-forwarded-for': '192.0.2.1' })).status).toBe(404)
    await site.stop()
  })
})
