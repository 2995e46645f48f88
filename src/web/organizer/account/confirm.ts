/** `/organize/account/confirm`: the second factor once more, before a step that a thief would like to take. */
import type { Response } from 'express'
import { confirmSession } from '../../../domain/organizers/factors/confirm.ts'
import { phrase } from '../../../platform/i18n.ts'
import { fieldsOf } from '../../body.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { ownPath } from '../cookies.ts'
import { onTheWayIn, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { factorQuestion, givenAnswer, questionTitle, type Wrong, wrongAnswer } from './factor-question.ts'

export function confirmForm(site: Site) {
  return onTheWayIn(site, (viewer, req, res) => {
    const next = ownPath(String(req.query.next ?? ''))
    if (!viewer.session.hasFactor) return res.redirect(303, next)
    return show(site, res, viewer, next)
  })
}

export function takeConfirmation(site: Site) {
  return onTheWayIn(site, async (viewer, req, res) => {
    const fields = fieldsOf(req)
    const next = ownPath(firstOf(fields.next))
    const answer = await givenAnswer(site, viewer.organizer.id, fields)
    const done = await confirmSession(site.database, site.tokens, viewer.session, answer, site.clock())
    if (done.done === 'confirmed') return res.redirect(303, next)
    await show(site, res, viewer, next, wrongAnswer(fields, done.reason))
  })
}

async function show(site: Site, res: Response, viewer: Viewer, next: string, wrong?: Wrong): Promise<void> {
  const { language, organizer } = viewer
  const heading = phrase(language, 'security.confirm.title')
  const here = `/organize/account/confirm?${new URLSearchParams({ next })}`
  showWorkspace(site, res, viewer, here, 'organizer/confirm', {
    ...(await factorQuestion(site, organizer.id, language, wrong)),
    title: questionTitle(language, heading, wrong !== undefined),
    status: wrong === undefined ? 200 : 422,
    heading,
    what: phrase(language, 'security.confirm.what'),
    next,
  })
}
