import type { Response } from 'express'
import { z } from 'zod'
import { nextChange } from '../../domain/events/phase.ts'
import { ask } from '../../domain/questions/ask.ts'
import { isForgotten } from '../../domain/registrations/forget.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../body.ts'
import { showError } from '../error-page.ts'
import { emailAddress, needed, neededParagraph } from '../fields.ts'
import { mistakesOf, shownMistakes } from '../mistakes.ts'
import { type PageContext, renderPage, seeOther, showPage } from '../page.ts'
import type { Site } from '../site.ts'
import { aside, titleWithEvent } from './aside.ts'
import { type ShownEvent, stateKey, withEvent } from './event/event-lookup.ts'
import { suggestedAddress } from './registration/address-slips.ts'
import {
  beside,
  firstOf,
  meantAddress,
  nothingTyped,
  type Typed,
  withMeantAddress,
} from './registration/form-view.ts'
import { readerOf } from './words.ts'

const question = z.object({
  name: needed(200, 'public.mistake.name-missing'),
  email: emailAddress,
  message: neededParagraph(5000, 'public.mistake.message-missing'),
})

/** `/{lang}/events/{slug}/ask`: a question to the contact. */
export function askForm(site: Site, language: Language) {
  return withEvent(site, async (shown, req, res) => {
    const { event } = shown.state
    await site.pages.show(req, res, `/${language}/events/${event.slug}/ask`, {
      state: stateKey(shown),
      until: nextChange(event, shown.now.toISOString()),
      render: () => renderPage(site, language, 'public/ask', askPage(shown, nothingTyped, language)),
    })
  })
}

export function sendQuestion(site: Site, language: Language) {
  return withEvent(site, async (shown, req, res) => {
    const fields = withMeantAddress(fieldsOf(req))
    const read = question.safeParse(fields)
    const isSwitch = fields.show === 'form'
    if (isSwitch || !read.success) {
      const mistakes = isSwitch || read.success ? [] : mistakesOf(read.error)
      res.set('Cache-Control', 'no-store')
      const page = askPage(shown, { fields, mistakes }, language)
      return showPage(site, res, language, 'public/ask', { ...page, status: isSwitch ? 200 : 422 })
    }
    if (!(await site.limits.mayAsk(req)) || !(await site.limits.mayWriteTo(read.data.email)))
      return showRefused(site, res, shown, fields, language)
    await ask(site.database, shown.state.event, { ...read.data, language }, shown.now)
    seeOther(res, askedAddress(site, shown.state.event.slug, read.data.email, language))
  })
}

/** Too many questions in an hour: the words stay in the form. */
function showRefused(site: Site, res: Response, shown: ShownEvent, fields: Fields, language: Language): void {
  res.set('Cache-Control', 'no-store')
  const page = askPage(shown, { fields, mistakes: [] }, language)
  const refusal = phrase(language, 'form.too-often')
  showPage(site, res, language, 'public/ask', { ...page, status: 429, refusal })
}

function askedAddress(site: Site, slug: string, email: string, language: Language): string {
  return `/${language}/events/${slug}/asked/${site.tokens.seal('asked', { email, slug })}`
}

/** `/{lang}/events/{slug}/asked/{sealed}`: that the question is on its way. */
export function showAsked(site: Site, language: Language) {
  return withEvent(site, (shown, req, res) => {
    const { slug } = shown.state.event
    // Sealed by `askedAddress` alone: what opens has its shape.
    const opened = site.tokens.open('asked', String(req.params.sealed)) as {
      email: string
      slug: string
    } | null
    if (opened?.slug !== slug || isForgotten(shown.state.event.endsAt, shown.now))
      return showError(site, req, res, 404)
    const heading = phrase(language, 'public.ask.sent')
    const suggestion = suggestedAddress(opened.email)
    showPage(site, res, language, 'public/asked', {
      ...aside(shown, language),
      title: titleWithEvent(heading, shown, language),
      path: `/events/${slug}/asked/${req.params.sealed}`,
      heading,
      email: opened.email,
      suggestion: suggestion && phrase(language, 'public.receipt.suggest', { suggestion }),
    })
  })
}

function askPage(shown: ShownEvent, { fields, mistakes }: Typed, language: Language): PageContext {
  const { document, slug } = shown.state.event
  const meant = meantAddress(fields, language)
  const shownOnes = shownMistakes(beside(meant, mistakes), language)
  const heading = phrase(language, 'public.ask.title')
  const name = readerOf(document, language)(document.contact.name)?.text
  return {
    ...aside(shown, language),
    title: titleWithEvent(heading, shown, language, mistakes),
    path: `/events/${slug}/ask`,
    heading,
    intro: phrase(language, name === undefined ? 'public.ask.intro-nobody' : 'public.ask.intro', {
      name: name ?? '',
    }),
    form: {
      mistakes: shownOnes,
      meant,
      wrong: Object.fromEntries(shownOnes.map(({ field, text }) => [field, text])),
      typed: { name: firstOf(fields.name), email: firstOf(fields.email), message: firstOf(fields.message) },
    },
  }
}
