/** The sheet that people sign: what funders take as proof that they were there. */
import type { Attendee } from '../domain/registrations/attendee.ts'
import { drawInThread } from '../platform/drawing-thread.ts'
import { phrase } from '../platform/i18n.ts'
import type { Party, SignInSheet } from './sign-in-plan.ts'
import { sheetPlan } from './sign-in-words.ts'

export type { SignInSheet } from './sign-in-plan.ts'

/**
 * A PDF in A4: the confirmed with their guests by name, in the order of the event's language, blank rows to the end
 * of the last page, the funder's line and "page x of y" on each. Drawn in a thread, streamed.
 */
export function signInSheet(sheet: SignInSheet): AsyncGenerator<Buffer> {
  return drawInThread(new URL('./sign-in-thread.ts', import.meta.url), sheetPlan(sheet), partiesOf(sheet))
}

async function* partiesOf(sheet: SignInSheet): AsyncGenerator<Party[]> {
  for await (const page of sheet.pages) {
    yield page.filter((attendee) => isExpected(attendee, sheet)).map((attendee) => partyOf(attendee, sheet))
  }
}

function isExpected(attendee: Attendee, { session }: SignInSheet): boolean {
  return attendee.status === 'confirmed' && (session === undefined || attendee.sessions.includes(session))
}

function partyOf(attendee: Attendee, { language, contact = false }: SignInSheet): Party {
  const { name, organization, position, phone, email } = attendee
  const reachedBy = [phone, email ?? ''].filter((way) => way !== '').join(', ')
  const person = [name, organization, position, ...(contact ? [reachedBy] : [])]
  const guests = Array.from({ length: attendee.guests }, (_, index) =>
    guestCells(attendee.guest_names[index] ?? '', phrase(language, 'sheet.guest-of', { name })),
  )
  return { name, people: [person, ...guests] }
}

/** A guest without a name is called by whose guest it is. */
function guestCells(name: string, guestOf: string): string[] {
  return name === '' ? [guestOf] : [name, guestOf]
}
