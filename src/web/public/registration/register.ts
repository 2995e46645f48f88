import type { Request, Response } from 'express'
import { nextChange } from '../../../domain/events/phase.ts'
import { type RegistrationRefused, register } from '../../../domain/registrations/register.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { type PageContext, renderPage, seeOther, showPage } from '../../page.ts'
import { closedReasons, isFieldRefusal, refusedField } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { aside, titleWithEvent } from '../aside.ts'
import { type ShownEvent, stateKey, withEvent } from '../event/event-lookup.ts'
import { phaseNotice } from '../words.ts'
import { formView, nothingTyped, type Typed, withMeantAddress } from './form-view.ts'
import { receiptAddress, receiptOf } from './receipt-content.ts'
import { readRegistration } from './registration-form.ts'
import { toldWords } from './told.ts'

/** `/{lang}/events/{slug}/register`: the form, or why there is none. */
export function registerForm(site: Site, language: Language) {
  return withEvent(site, async (shown, req, res) => {
    const { event } = shown.state
    await site.pages.show(req, res, `/${language}/events/${event.slug}/register`, {
      state: stateKey(shown),
      until: nextChange(event, shown.now.toISOString()),
      render: () => {
        const page = isTaking(shown) ? formPage(shown, nothingTyped, language) : closedPage(shown, language)
        return renderPage(site, language, page.view, page.context)
      },
    })
  })
}

/** The form, sent: a receipt to be redirected to, the form with its mistakes, or why it is gone. */
export function confirmAttendance(site: Site, language: Language) {
  return withEvent(site, async (shown, req, res) => {
    const { event } = shown.state
    const fields = withMeantAddress(fieldsOf(req))
    if (!isTaking(shown) && shown.phase !== 'full')
      return show(site, res, language, 409, closedPage(shown, language, fields))
    const read = readRegistration(event, fields, language)
    if (fields.show === 'form')
      return show(site, res, language, 200, formPage(shown, { fields, mistakes: [] }, language))
    if ('mistakes' in read) {
      return show(site, res, language, 422, formPage(shown, { fields, mistakes: read.mistakes }, language))
    }
    if (!(await site.limits.mayRegister(read.input.email ?? ''))) {
      const page = formPage(shown, { fields, mistakes: [] }, language)
      page.context.refusal = phrase(language, 'form.too-often')
      return show(site, res, language, 429, page)
    }
    const done = await register(site.database, event, read.input, shown.now)
    if (done.done === 'refused') return refuse(site, shown, { fields, refusal: done, req, res }, language)
    seeOther(res, receiptAddress(site, event.slug, receiptOf(done, read.input), language), site.headerList)
  })
}

function isTaking({ phase }: ShownEvent): boolean {
  return phase === 'open' || phase === 'waiting-list'
}

type Refused = { fields: Typed['fields']; refusal: RegistrationRefused; req: Request; res: Response }

function refuse(
  site: Site,
  shown: ShownEvent,
  { fields, refusal, req, res }: Refused,
  language: Language,
): void {
  const { reason } = refusal
  const { document } = shown.state.event
  if (isFieldRefusal(reason)) {
    const mistakes = [refusedField({ reason, sessions: refusal.sessions }, document, language)]
    show(site, res, language, 422, formPage(shown, { fields, mistakes }, language))
  } else if (reason === 'draft') {
    showError(site, req, res, 404)
  } else {
    show(
      site,
      res,
      language,
      closedReasons[reason],
      closedPage({ ...shown, phase: reason }, language, fields),
    )
  }
}

type View = { view: string; context: PageContext }

function formPage(shown: ShownEvent, typed: Typed, language: Language): View {
  const { state, phase } = shown
  const waits = phase === 'waiting-list'
  const title = phrase(language, waits ? 'public.form.title-waiting' : 'public.form.title')
  return {
    view: 'public/register',
    context: {
      ...aside(shown, language),
      title: titleWithEvent(title, shown, language, typed.mistakes),
      path: `/events/${state.event.slug}/register`,
      heading: title,
      notice: phaseNotice(state, phase, language),
      approves: state.event.document.registration.approval,
      submit: phrase(language, waits ? 'public.form.submit-waiting' : 'public.form.submit'),
      form: formView(state, typed, language),
    },
  }
}

/** `typed`: what somebody has sent too late. It is shown, so that it is not lost with the form. */
function closedPage(shown: ShownEvent, language: Language, typed: Typed['fields'] = {}): View {
  const { state, phase } = shown
  const title = phrase(language, 'public.form.title')
  return {
    view: 'public/closed',
    context: {
      ...aside(shown, language),
      title: titleWithEvent(title, shown, language),
      path: `/events/${state.event.slug}/register`,
      heading: title,
      notice: phaseNotice(state, phase, language),
      told: toldWords(typed, state.event.document, language),
    },
  }
}

function show(site: Site, res: Response, language: Language, status: number, { view, context }: View): void {
  res.set('Cache-Control', 'no-store')
  showPage(site, res, language, view, { ...context, status })
}
