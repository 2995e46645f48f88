/** `/organize/events/{slug}/questions`: what people asked, and whether it reached the contact. */
import { type Asked, questionsAbout } from '../../domain/questions/asked.ts'
import { phrase } from '../../platform/i18n.ts'
import type { Site } from '../site.ts'
import { eventFrame, eventHome, eventTitle } from './event-frame.ts'
import { instantWords } from './instant-words.ts'
import { stateWords } from './letters/letter-words.ts'
import { reasonWords } from './reason-words.ts'
import { onEvent, type Work } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

export function questions(site: Site) {
  return onEvent(site, 'see-questions', async (work, _req, res) => {
    const { event, viewer, permission } = work
    const asked = await questionsAbout(site.database.read, { eventId: event.id, permission })
    const tab = phrase(viewer.language, 'organizer.tab.questions')
    showWorkspace(site, res, viewer, `${eventHome(event)}/questions`, 'organizer/questions', {
      ...eventFrame(work, 'questions'),
      title: `${tab}: ${eventTitle(work)}`,
      contact: event.document.contact.answers_to ?? event.document.contact.email,
      questions: asked.map((question) => questionWords(site, question, work)),
    })
  })
}

function questionWords(
  site: Site,
  { name, email, message, asked_at, letter, reason }: Asked,
  { event, viewer }: Work,
) {
  const { language } = viewer
  return {
    name,
    email,
    message,
    asked: instantWords(asked_at, event.document.timezone, language),
    letter:
      letter === null ? phrase(language, 'organizer.questions.nobody') : stateWords(site, letter, language),
    reason: letter === 'failed' ? reasonWords(reason ?? '', language) : undefined,
    isFailed: letter === 'failed' || letter === null,
  }
}
