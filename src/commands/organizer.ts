import { parseArgs } from 'node:util'
import type { Settings } from '../config.ts'
import type { Role } from '../database/tables.ts'
import { addOrganizer } from '../domain/organizers/add-organizer.ts'
import { removeFactorsOnMachine } from '../domain/organizers/factors/remove-factor.ts'
import { baseAddress, openGround } from '../main.ts'

const roles: readonly string[] = ['admin', 'organizer', 'contact', 'desk'] satisfies Role[]

const options = {
  name: { type: 'string', default: '' },
  role: { type: 'string', default: 'organizer' },
  event: { type: 'string', multiple: true, default: [] as string[] },
  'remove-second-factor': { type: 'boolean', default: false },
} as const

/** Prints the link alone on its line, so that a script can take it; it is the way back in when mail is down. */
export async function addAnOrganizer(settings: Settings, words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
  const [verb, email = '', ...rest] = positionals
  if (verb !== 'add' || email === '' || rest.length > 0) return complain('Say: organizer add EMAIL', 2)
  if (!isRole(values.role))
    return complain(`There is no role ${values.role}; say one of ${roles.join(', ')}`, 2)
  const ground = await openGround(settings)
  const { database, tokens } = ground
  const baseUrl = await baseAddress(ground)
  const person = { email, name: values.name, role: values.role, eventSlugs: values.event }
  const added = await addOrganizer(database, person, new Date())
  if (added.done === 'added' && values['remove-second-factor'])
    await removeFactorsOnMachine(database, added.organizerId, new Date())
  await database.close()
  if (added.done === 'refused') {
    return complain(
      added.reason === 'bad-address'
        ? `${email} is not an e-mail address`
        : `There is no event ${added.slugs.join(', ')}`,
      1,
    )
  }
  process.stdout.write(`${baseUrl}/organize/sign-in/${tokens.signIn.sign(added.signInId)}\n`)
  return 0
}

function isRole(word: string): word is Role {
  return roles.includes(word)
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
