/** `/organize/account/second-factor/passkey`: made by the browser, so by script alone; without it the page says so. */
import type { Response } from 'express'
import { addPasskey } from '../../../domain/organizers/factors/add-factor.ts'
import { openChallenge, sealChallenge } from '../../../domain/organizers/factors/challenge.ts'
import { passkeysOf } from '../../../domain/organizers/factors/factor.ts'
import { phrase } from '../../../platform/i18n.ts'
import { creationOptions, readNewPasskey } from '../../../platform/passkeys.ts'
import { cleanLine } from '../../../platform/text.ts'
import { fieldsOf } from '../../body.ts'
import { shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import type { Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { placeOf, questionTitle } from './factor-question.ts'
import { whenFresh } from './fresh.ts'
import { afterAdding } from './recovery-codes.ts'

export function addPasskeyForm(site: Site) {
  return whenFresh(site, (viewer, _req, res) => {
    const name = phrase(viewer.language, 'security.passkey.name-default')
    return show(site, res, viewer, { name, isWrong: false })
  })
}

export function takePasskey(site: Site) {
  return whenFresh(site, async (viewer, req, res) => {
    const fields = fieldsOf(req)
    const { organizer, language, session } = viewer
    const name = cleanLine(firstOf(fields.name), 60) || phrase(language, 'security.passkey.name-default')
    const asked = { for: 'make' as const, organizerId: organizer.id }
    const challenge = openChallenge(site.tokens, firstOf(fields.challenge), asked, site.clock())
    const made = challenge && (await readNewPasskey(placeOf(site), challenge.text, firstOf(fields.answer)))
    if (!made) return show(site, res, viewer, { name, isWrong: true })
    const added = await addPasskey(site.database, session, { ...made, name, challenge }, site.clock())
    if (added.done === 'added') return afterAdding(site, res, viewer, added.codes)
    await show(site, res, viewer, { name, isWrong: true })
  })
}

type Shown = { name: string; isWrong: boolean }

async function show(site: Site, res: Response, viewer: Viewer, { name, isWrong }: Shown): Promise<void> {
  const { language, organizer } = viewer
  const heading = phrase(language, 'security.passkey.title')
  const known = await passkeysOf(site.database.read, organizer.id)
  const options = await creationOptions(placeOf(site), organizer, known)
  const asked = { for: 'make' as const, organizerId: organizer.id, text: options.challenge }
  const mistakes = isWrong
    ? shownMistakes([{ field: 'passkey', key: 'security.mistake.passkey' }], language)
    : []
  showWorkspace(site, res, viewer, '/organize/account/second-factor/passkey', 'organizer/add-passkey', {
    title: questionTitle(language, heading, isWrong),
    status: isWrong ? 422 : 200,
    scripts: ['passkey.js'],
    styles: ['workspace-security.css'],
    here: 'account',
    heading,
    options: JSON.stringify(options),
    challenge: sealChallenge(site.tokens, asked, site.clock()),
    typed: { name },
    form: { mistakes },
    wrong: mistakes[0]?.text,
  })
}
