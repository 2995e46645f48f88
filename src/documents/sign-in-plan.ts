/** What is asked of a sign-in sheet, and what it says. */
import type { EventDocument, Project } from '../domain/events/event.ts'
import type { Attendee } from '../domain/registrations/attendee.ts'
import type { Language } from '../platform/i18n.ts'

export type SignInSheet = {
  event: EventDocument
  /** UTC ISO */
  startsAt: string
  endsAt: string
  project: Project | null
  pages: AsyncIterable<readonly Attendee[]>
  /** Of the labels; what belongs to the event is in the event's own language. */
  language: Language
  madeAt: Date
  /** `2027-03-02`: that day alone; absent: a sheet for each day of the event */
  day?: string
  /** Id of an agenda item: only those who chose it */
  session?: string
  /** Rows for people who come unannounced, at least; 5 when absent */
  blankRows?: number
  /** A column with telephone and e-mail; none when absent */
  contact?: boolean
}

export type SheetFact = { label: string; value: string }

/** Words only, ready to be set: plain values that a thread can be handed. */
export type SheetPlan = {
  /** Of the content: sorts the names */
  language: string
  documentTitle: string
  /** UTC ISO */
  madeAt: string
  landscape: boolean
  /** The words beside the emblem of the European Union, a line each; null without the emblem */
  emblem: readonly string[] | null
  /** Programme, project */
  funding: readonly string[]
  heading: string
  event: string
  /** A sheet a day, each with pages of its own */
  sheets: readonly { facts: readonly SheetFact[] }[]
  /** Widths in millimetres; the first is the number, the last the signature. */
  columns: readonly { label: string; width: number }[]
  /** Statement and disclaimer, at the foot of each page */
  notes: readonly string[]
  /** With `{page}` and `{pages}` */
  pageOf: string
  signed: string
  forOrganizer: string
  blankRows: number
}

/** One registration: the name it is sorted by, and a row of cells for each of its people. */
export type Party = { name: string; people: readonly (readonly string[])[] }
