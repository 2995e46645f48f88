/** The organizers' workspace, under `/organize`: every address of it. */
import { Router } from 'express'
import { readForm } from '../body.ts'
import { showError } from '../error-page.ts'
import type { Site } from '../site.ts'
import { account, changeOwnAccount } from './account/account.ts'
import { addAppForm, takeApp } from './account/add-app.ts'
import { addPasskeyForm, takePasskey } from './account/add-passkey.ts'
import { addressForm, addressLinkPage, takeAddress, useAddressLink } from './account/address.ts'
import { confirmForm, takeConfirmation } from './account/confirm.ts'
import { ownFactors, removeFactorForm, removeOwnFactor } from './account/factors.ts'
import { makeNewCodes, newCodesForm } from './account/recovery-codes.ts'
import { endSessions } from './account/sessions.ts'
import { addPerson, addPersonForm } from './add-person.ts'
import { changeEvent, editEventForm } from './announcement/edit-event.ts'
import { newEventForm, writeNewEvent } from './announcement/new-event.ts'
import { previewEvent, sendOwnFile } from './announcement/preview.ts'
import { sendAttendees } from './attendees.ts'
import { bulkDone, doBulk, reviewBulk, undoBulkHere } from './bulk.ts'
import { changePerson } from './change-person.ts'
import { carryOutChange, confirmChange } from './changes/confirm-change.ts'
import { duplicateEvent, duplicateForm } from './changes/duplicate.ts'
import { sendEventFile } from './changes/event-file.ts'
import { changeStatus, eventStatus } from './changes/status.ts'
import { organizerEvents, removeSampleEvents } from './events.ts'
import { figures } from './figures/figures.ts'
import { liveFigures } from './figures/live.ts'
import { listRoutes } from './import/list-routes.ts'
import { switchLanguage } from './language.ts'
import { showLetter } from './letters/letter.ts'
import { actOnLetter } from './letters/letter-acts.ts'
import { editLetter, editLetterForm, newLetterForm, writeLetter } from './letters/letter-form.ts'
import { letters, resendLetters } from './letters/letters.ts'
import { showLetterHtml } from './letters/preview.ts'
import { unreached } from './letters/unreached.ts'
import { siteOutbox } from './letters/whole-outbox.ts'
import { eventLog, wholeLog } from './log/log.ts'
import { keptMail, sendKeptLetter, showKeptLetter } from './mail.ts'
import { pasteForm, readPasted } from './paste/paste.ts'
import { people } from './people.ts'
import { choosePeopleColumns } from './people-columns.ts'
import { person } from './person.ts'
import { editProjectForm, saveProject } from './projects/edit-project.ts'
import { newProjectForm, writeNewProject } from './projects/new-project.ts'
import { projects } from './projects/projects.ts'
import { questions } from './questions.ts'
import { askSecondFactor, takeSecondFactor } from './second-factor.ts'
import { changeSecurity, security } from './security.ts'
import { linkSent, sendSignInLink, signInForm, signOutHere } from './sign-in.ts'
import { signInLink, useLink } from './sign-in-link.ts'
import { beginSignOn, endSignOn } from './single-sign-on.ts'
import { changeEventTeam, changeTeam } from './team/change-team.ts'
import { eventTeam, team } from './team/team.ts'
import { asOrganizer, isConfidential } from './viewer.ts'

export function organizerRoutes(site: Site): Router {
  const pages = Router({ caseSensitive: true })
  pages.use(isConfidential)
  pages.get('/sign-in', signInForm(site))
  pages.post('/sign-in', readForm, sendSignInLink(site))
  pages.get('/sign-in/sent', linkSent(site))
  pages.get('/sign-in/second-factor', askSecondFactor(site))
  pages.post('/sign-in/second-factor', readForm, takeSecondFactor(site))
  pages.get('/sign-in/oidc', beginSignOn(site))
  pages.get('/sign-in/oidc/callback', endSignOn(site))
  pages.get('/sign-in/:token', signInLink(site))
  pages.post('/sign-in/:token', readForm, useLink(site))
  pages.post('/sign-out', readForm, signOutHere(site))
  pages.post('/language', readForm, switchLanguage(site))
  pages.use('/account', accountPages(site))
  pages.get('/security', security(site))
  pages.post('/security', readForm, changeSecurity(site))
  pages.get('/', organizerEvents(site))
  pages.post('/samples', readForm, removeSampleEvents(site))
  pages.get('/mail', keptMail(site))
  pages.get('/mail/:name.eml', sendKeptLetter(site))
  pages.get('/mail/:name', showKeptLetter(site))
  pages.get('/team', team(site))
  pages.post('/team', readForm, changeTeam(site))
  pages.get('/log', wholeLog(site))
  pages.get('/events/:slug/team', eventTeam(site))
  pages.post('/events/:slug/team', readForm, changeEventTeam(site))
  pages.get('/events/:slug/log', eventLog(site))
  pages.get('/events/new', newEventForm(site))
  pages.post('/events/new', writeNewEvent(site))
  pages.get('/events/new/paste', pasteForm(site))
  pages.post('/events/new/paste', readPasted(site))
  pages.get('/projects', projects(site))
  pages.get('/projects/new', newProjectForm(site))
  pages.post('/projects/new', writeNewProject(site))
  pages.get('/projects/:project', editProjectForm(site))
  pages.post('/projects/:project', saveProject(site))
  pages.get('/events/:slug/edit', editEventForm(site))
  pages.post('/events/:slug/edit', changeEvent(site))
  pages.get('/events/:slug/preview', previewEvent(site))
  pages.get('/events/:slug/files/:file', sendOwnFile(site))
  pages.get('/events/:slug', people(site))
  pages.get('/events/:slug/attendees.:format', sendAttendees(site))
  pages.get('/events/:slug/bulk', reviewBulk(site))
  pages.post('/events/:slug/bulk', readForm, doBulk(site))
  pages.get('/events/:slug/bulk/:bulk', bulkDone(site))
  pages.post('/events/:slug/bulk/:bulk', readForm, undoBulkHere(site))
  pages.post('/events/:slug/columns', readForm, choosePeopleColumns(site))
  pages.get('/events/:slug/questions', questions(site))
  pages.get('/events/:slug/figures', figures(site))
  pages.get('/events/:slug/live', liveFigures(site))
  pages.get('/events/:slug/add', addPersonForm(site))
  pages.post('/events/:slug/add', readForm, addPerson(site))
  listRoutes(pages, site)
  pages.get('/events/:slug/people/:reference', person(site))
  pages.post('/events/:slug/people/:reference', readForm, changePerson(site))
  pages.get('/events/:slug/letters', letters(site))
  pages.post('/events/:slug/letters', readForm, resendLetters(site))
  pages.get('/events/:slug/letters/new', newLetterForm(site))
  pages.post('/events/:slug/letters/new', readForm, writeLetter(site))
  pages.get('/events/:slug/letters/unreached', unreached(site))
  pages.get('/events/:slug/letters/:letter', showLetter(site))
  pages.post('/events/:slug/letters/:letter', readForm, actOnLetter(site))
  pages.get('/events/:slug/letters/:letter/edit', editLetterForm(site))
  pages.post('/events/:slug/letters/:letter/edit', readForm, editLetter(site))
  pages.get('/events/:slug/letters/:letter/html', showLetterHtml(site))
  pages.get('/outbox', siteOutbox(site))
  pages.get('/events/:slug/status', eventStatus(site))
  pages.post('/events/:slug/status', readForm, changeStatus(site))
  pages.get('/events/:slug/changes/:id', confirmChange(site))
  pages.post('/events/:slug/changes/:id', readForm, carryOutChange(site))
  pages.get('/events/:slug/event.:format', sendEventFile(site))
  pages.get('/events/:slug/duplicate', duplicateForm(site))
  pages.post('/events/:slug/duplicate', readForm, duplicateEvent(site))
  // What is there and what is not looks the same to a stranger.
  pages.use(asOrganizer(site, (_viewer, req, res) => showError(site, req, res, 404)))
  return pages
}

/** Of oneself, under `/organize/account` */
function accountPages(site: Site): Router {
  const pages = Router({ caseSensitive: true })
  pages.get('/', account(site))
  pages.post('/', readForm, changeOwnAccount(site))
  pages.post('/sessions', readForm, endSessions(site))
  pages.get('/address', addressForm(site))
  pages.post('/address', readForm, takeAddress(site))
  pages.get('/address/:token', addressLinkPage(site))
  pages.post('/address/:token', readForm, useAddressLink(site))
  pages.get('/confirm', confirmForm(site))
  pages.post('/confirm', readForm, takeConfirmation(site))
  pages.get('/second-factor', ownFactors(site))
  pages.get('/second-factor/app', addAppForm(site))
  pages.post('/second-factor/app', readForm, takeApp(site))
  pages.get('/second-factor/passkey', addPasskeyForm(site))
  pages.post('/second-factor/passkey', readForm, takePasskey(site))
  pages.get('/second-factor/recovery-codes', newCodesForm(site))
  pages.post('/second-factor/recovery-codes', readForm, makeNewCodes(site))
  pages.get('/second-factor/:factor', removeFactorForm(site))
  pages.post('/second-factor/:factor', readForm, removeOwnFactor(site))
  return pages
}
