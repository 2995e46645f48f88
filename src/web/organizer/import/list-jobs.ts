/** What is done with a list beside the pages, in a thread of its own, and what the two sides say to each other. */
import type { Pair } from '../../../domain/registrations/doubles/possible-doubles.ts'
import type { TableReason } from '../../../platform/table-file.ts'

type Common = { databaseUrl: string; now: string; by: number }

export type ListJob = Common &
  (
    | { kind: 'read'; eventId: number; fileName: string; file: Uint8Array }
    | { kind: 'check' | 'store' | 'take-back'; importId: number; run: string }
    | { kind: 'doubles'; eventId: number }
  )

export type ReadRefusal = TableReason | 'empty' | 'too-slow'

export type JobResult =
  | { done: 'read'; id: number }
  | { done: 'refused'; reason: ReadRefusal; row: number | null }
  | { done: 'checked' }
  | { done: 'stored' | 'changed' }
  | { done: 'taken-back' }
  | { done: 'doubles'; pairs: readonly Pair[] }
  | { done: 'failed' }

export type Progress = { done: number; of: number }

export type Message = { progress: Progress } | { result: JobResult }
