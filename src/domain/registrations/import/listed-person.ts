import type { RegistrationStatus } from '../../../database/tables.ts'
import type { RegistrationInput } from '../registration-input.ts'

/** A person as a list has them, shapes checked at the door. */
export type ListedPerson = {
  /** Number of the row in the file */
  row: number
  input: RegistrationInput
  status: RegistrationStatus
  /** UTC ISO text; null where the list does not say */
  registeredAt: string | null
  checkedInAt: string | null
}
