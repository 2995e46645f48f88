/** `/organize/account`: one's own name, address and language, and where one is signed in. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { changeAccount } from '../../../domain/organizers/change-account.ts'
import { factorsOf } from '../../../domain/organizers/factors/factor.ts'
import { ownSessions } from '../../../domain/organizers/own-sessions.ts'
import { isLanguage, languages, ownName, phrase } from '../../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { needed } from '../../fields.ts'
import { type Mistake, mistakesOf, shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { asOrganizer, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { doneNotice } from './notice.ts'
import { sessionRow } from './session-words.ts'

export function account(site: Site) {
  return asOrganizer(site, (viewer, req, res) => {
    const { name, email } = viewer.organizer
    const typed = { name, language: viewer.language, address: '' }
    return showAccount(site, req, res, viewer, { typed, mistakes: [], email })
  })
}

const form = z.object({ name: needed(200, 'public.mistake.name-missing') })

export function changeOwnAccount(site: Site) {
  return asOrganizer(site, async (viewer, req, res) => {
    const fields = fieldsOf(req)
    const read = form.safeParse(fields)
    const language = firstOf(fields.language)
    const mistakes: Mistake[] = [
      ...(read.success ? [] : mistakesOf(read.error)),
      ...(isLanguage(language)
        ? []
        : [{ field: 'language', key: 'organizer.mistake.language-missing' as const }]),
    ]
    if (!read.success || mistakes.length > 0) return showMistakes(site, req, res, viewer, fields, mistakes)
    const changed = { name: read.data.name, language }
    await changeAccount(site.database, viewer.organizer, changed, site.clock())
    res.redirect(303, '/organize/account?done=saved')
  })
}

export function showMistakes(
  site: Site,
  req: Request,
  res: Response,
  viewer: Viewer,
  fields: Fields,
  mistakes: readonly Mistake[],
): Promise<void> {
  const { name, email } = viewer.organizer
  const typed = {
    name: fields.name === undefined ? name : firstOf(fields.name),
    language: firstOf(fields.language) || viewer.language,
    address: firstOf(fields.address),
  }
  return showAccount(site, req, res, viewer, { typed, mistakes, email })
}

type Shown = {
  typed: { name: string; language: string; address: string }
  mistakes: readonly Mistake[]
  email: string
}

async function showAccount(
  site: Site,
  req: Request,
  res: Response,
  viewer: Viewer,
  { typed, mistakes, email }: Shown,
): Promise<void> {
  const { language, session, organizer } = viewer
  const heading = phrase(language, 'security.account.title')
  const shown = shownMistakes(mistakes, language)
  const sessions = await ownSessions(site.database.read, session, site.clock())
  const factors = await factorsOf(site.database.read, organizer.id)
  showWorkspace(site, res, viewer, '/organize/account', 'organizer/account', {
    title: shown.length > 0 ? phrase(language, 'public.error-prefix', { title: heading }) : heading,
    status: shown.length > 0 ? 422 : 200,
    styles: ['workspace-security.css'],
    here: 'account',
    heading,
    email,
    typed,
    form: { mistakes: shown },
    wrong: Object.fromEntries(shown.map(({ field, text }) => [field, text])),
    languages: languages.map((value) => ({
      value,
      label: ownName(value),
      selected: value === typed.language,
    })),
    notice: doneNotice(req, language),
    sessions: sessions.map((one) => sessionRow(one, viewer.zone, language)),
    others: sessions.length - 1,
    factors: factors.map(({ name }) => name),
    security: viewer.everywhere.has('manage-team'),
  })
}
