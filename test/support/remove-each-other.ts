/** Run as a program: time and again two administrators remove each other at once. Prints how many were left each time. */
import { connect } from '../../src/database/connect.ts'
import { addOrganizer } from '../../src/domain/organizers/add-organizer.ts'
import { removeOrganizer } from '../../src/domain/organizers/team/remove-organizer.ts'

const [url = '', rounds = '20'] = process.argv.slice(2)
const now = new Date('2026-11-22T10:00:00.000Z')
const database = await connect(url)

async function admin(name: string): Promise<number> {
  const asked = { email: `${name}@example.org`, name, role: 'admin' as const, eventSlugs: [] }
  const added = await addOrganizer(database, asked, now)
  if (added.done === 'refused') throw new Error(added.reason)
  return added.organizerId
}

const left: number[] = []
for (let round = 0; round < Number(rounds); round += 1) {
  await database.write((tx) => tx.db.deleteFrom('organizers').execute())
  const [a, b] = [await admin('a'), await admin('b')]
  await Promise.all([
    removeOrganizer(database, { by: a, organizerId: b }, now),
    removeOrganizer(database, { by: b, organizerId: a }, now),
  ])
  const admins = await database.read.selectFrom('organizer_roles').select('id').execute()
  left.push(admins.length)
}
await database.close()
process.stdout.write(JSON.stringify(left))
