import { endOtherSessions, endSession } from '../../../domain/organizers/own-sessions.ts'
import { fieldsOf } from '../../body.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { asOrganizer } from '../viewer.ts'

/** `/organize/account/sessions`: ends one session, or all but the present one. */
export function endSessions(site: Site) {
  return asOrganizer(site, async ({ session }, req, res) => {
    const which = firstOf(fieldsOf(req).end)
    if (which === 'others') await endOtherSessions(site.database, session, site.clock())
    else await endSession(site.database, session, which, site.clock())
    res.redirect(303, '/organize/account?done=ended')
  })
}
