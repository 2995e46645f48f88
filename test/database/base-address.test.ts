import { expect, it } from 'vitest'
import { lastBaseAddress, rememberBaseAddress } from '../../src/database/base-address.ts'
import { onEachDatabase } from '../support/databases.ts'

onEachDatabase('where the site is', (of) => {
  it('is known to the programs beside it, as it was last', async () => {
    const { database } = of()
    expect(await lastBaseAddress(database)).toBeUndefined()
    await rememberBaseAddress(database, 'http://localhost:4001', new Date())
    await rememberBaseAddress(database, 'http://localhost:4002', new Date())
    expect(await lastBaseAddress(database)).toBe('http://localhost:4002')
  })
})
