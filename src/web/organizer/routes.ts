/** The organizers' workspace, under `/organize`: every address of it. */
import { Router } from 'express'
import { readForm } from '../body.ts'
import { showError } from '../error-page.ts'
import type { Site } from '../site.ts'
import { addPerson, addPersonForm } from './add-person.ts'
import { changeEvent, editEventForm } from './announcement/edit-event.ts'
import { newEventForm, writeNewEvent } from './announcement/new-event.ts'
import { sendAttendees } from './attendees.ts'
import { changePerson } from './change-person.ts'
import { organizerEvents } from './events.ts'
import { figures } from './figures/figures.ts'
import { liveFigures } from './figures/live.ts'
import { switchLanguage } from './language.ts'
import { eventLog, wholeLog } from './log/log.ts'
import { keptMail, sendKeptLetter, showKeptLetter } from './mail.ts'
import { people } from './people.ts'
import { person } from './person.ts'
import { questions } from './questions.ts'
import { linkSent, sendSignInLink, signInForm, signOutHere } from './sign-in.ts'
import { signInLink, useLink } from './sign-in-link.ts'
import { asOrganizer, isConfidential } from './viewer.ts'

export function organizerRoutes(site: Site): Router {
  const pages = Router({ caseSensitive: true })
  pages.use(isConfidential)
  pages.get('/sign-in', signInForm(site))
  pages.post('/sign-in', readForm, sendSignInLink(site))
  pages.get('/sign-in/sent', linkSent(site))
  pages.get('/sign-in/:token', signInLink(site))
  pages.post('/sign-in/:token', readForm, useLink(site))
  pages.post('/sign-out', readForm, signOutHere(site))
  pages.post('/language', readForm, switchLanguage(site))
  pages.get('/', organizerEvents(site))
  pages.get('/mail', keptMail(site))
  pages.get('/mail/:name.eml', sendKeptLetter(site))
  pages.get('/mail/:name', showKeptLetter(site))
  pages.get('/log', wholeLog(site))
  pages.get('/events/:slug/log', eventLog(site))
  pages.get('/events/new', newEventForm(site))
  pages.post('/events/new', writeNewEvent(site))
  pages.get('/events/:slug/edit', editEventForm(site))
  pages.post('/events/:slug/edit', changeEvent(site))
  pages.get('/events/:slug', people(site))
  pages.get('/events/:slug/attendees.:format', sendAttendees(site))
  pages.get('/events/:slug/questions', questions(site))
  pages.get('/events/:slug/figures', figures(site))
  pages.get('/events/:slug/live', liveFigures(site))
  pages.get('/events/:slug/add', addPersonForm(site))
  pages.post('/events/:slug/add', readForm, addPerson(site))
  pages.get('/events/:slug/people/:reference', person(site))
  pages.post('/events/:slug/people/:reference', readForm, changePerson(site))
  // What is there and what is not looks the same to a stranger.
  pages.use(asOrganizer(site, (_viewer, req, res) => showError(site, req, res, 404)))
  return pages
}
