/** What was found in an announcement, and where it stands there. */

export const factFields = [
  'title',
  'kind',
  'date',
  'last-day',
  'starts',
  'ends',
  'agenda',
  'venue',
  'room',
  'address',
  'city',
  'online-url',
  'contact-name',
  'contact-email',
  'contact-phone',
  'organizer',
  'partner',
  'beneficiary',
  'funder',
  'project-number',
  'project-title',
  'programme',
  'deadline',
  'capacity',
] as const
export type FactField = (typeof factFields)[number]

/** A part of the text, in UTF-16 units; `to` is behind the last. */
export type Span = { from: number; to: number }

/**
 * What the reader of the text has to look at again. `year-…`: no year was written, and what it was taken from;
 * `other-day`: another day could be meant, `value` says which; `weekday-differs`: the day named falls on another weekday.
 */
export type Doubt =
  | { about: 'passed' | 'year-by-weekday' | 'year-by-other-date' | 'year-assumed' | 'weekday-differs' }
  | { about: 'other-day'; value: string; at: Span }

export type Fact = {
  field: FactField
  /**
   * As it stands in the text, but for: `kind` (one of `kinds`), days (`2027-03-02`), hours (`09:00`), the deadline
   * (`2027-02-28` or `2027-02-28T18:00`), the capacity (digits), a point of the agenda (`10:00-10:30 Title`)
   */
  value: string
  /** Where it stands; several places when the value was put together from them */
  at: readonly Span[]
  doubts: readonly Doubt[]
}

export function fact(
  field: FactField,
  value: string,
  at: Span | readonly Span[],
  doubts: Doubt[] = [],
): Fact {
  return { field, value, at: 'from' in at ? [at] : at, doubts }
}
