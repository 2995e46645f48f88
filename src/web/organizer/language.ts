import { chooseLanguage } from '../../domain/organizers/organizer.ts'
import { isLanguage } from '../../platform/i18n.ts'
import { fieldsOf } from '../body.ts'
import { showError } from '../error-page.ts'
import { firstOf } from '../public/registration/form-view.ts'
import type { Site } from '../site.ts'
import { ownPath } from './cookies.ts'
import { onTheWayIn } from './viewer.ts'

/** `/organize/language`: the workspace speaks it from now on, and so do letters to the organizer. */
export function switchLanguage(site: Site) {
  return onTheWayIn(site, async ({ organizer }, req, res) => {
    const fields = fieldsOf(req)
    const language = firstOf(fields.language)
    if (!isLanguage(language)) return showError(site, req, res, 400)
    await chooseLanguage(site.database, organizer.id, language)
    res.redirect(303, ownPath(firstOf(fields.next)))
  })
}
