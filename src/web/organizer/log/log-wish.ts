import type { Request } from 'express'
import { auditActions } from '../../../domain/audit/action.ts'
import type { LogWish } from '../../../domain/organizers/log.ts'
import { queryValue } from '../pages.ts'

/** What the address asks for; what makes no sense asks for nothing. */
export function wishOf(req: Request): LogWish {
  const who = queryValue(req, 'who')
  const action = auditActions.find((one) => one === queryValue(req, 'action'))
  return {
    by: who === 'nobody' ? who : idIn(who),
    action,
    before: idIn(queryValue(req, 'before')),
  }
}

export function logAddress(home: string, { by, action, before }: LogWish): string {
  const query = new URLSearchParams()
  if (by !== undefined) query.set('who', String(by))
  if (action !== undefined) query.set('action', action)
  if (before !== undefined) query.set('before', String(before))
  return query.size === 0 ? home : `${home}?${query}`
}

function idIn(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
