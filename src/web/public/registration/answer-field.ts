/** The event's own questions in the form: how an answer of each type is read. */
import type { z } from 'zod'
import { type EventDocument, type FormQuestion, inLanguage } from '../../../domain/events/event.ts'
import type { Language, PhraseKey } from '../../../platform/i18n.ts'
import { line, paragraph, refuseField, several, single, tick } from '../../fields.ts'

type Answer = string | string[] | boolean | undefined

export function answerName({ id }: FormQuestion): string {
  return `answers[${id}]`
}

/** An option as it is kept and exported: in the event's own language, whichever the form was in. */
export function optionValue(option: FormQuestion['options'][number], document: EventDocument): string {
  return inLanguage(option, document.language, document.language).text
}

/** `undefined` where nothing was answered. */
export function answerField(
  question: FormQuestion,
  document: EventDocument,
  language: Language,
  isAsked: boolean,
): z.ZodType<Answer> {
  const label = { question: inLanguage(question.label, language, document.language).text }
  const isNeeded = isAsked && question.required
  const orRefuse = (
    context: z.core.$RefinementCtx<unknown>,
    key: PhraseKey = 'public.mistake.question-missing',
  ) => (isNeeded ? refuseField(context, key, label) : undefined)
  const known = (typed: string) => knownOption(typed, question, document)
  const unknown: PhraseKey = 'public.mistake.option-unknown'
  switch (question.type) {
    case 'text':
    case 'paragraph': {
      const text = question.type === 'text' ? line(500) : paragraph(4000)
      return text.transform((typed, context) => (typed === '' ? orRefuse(context) : typed))
    }
    case 'checkbox':
      return tick.transform((ticked, context) =>
        ticked ? true : (orRefuse(context, 'public.mistake.question-tick') ?? false),
      )
    case 'choice':
      return single.transform((typed, context) =>
        typed === '' ? orRefuse(context) : (known(typed) ?? refuseField(context, unknown, label)),
      )
    case 'choices':
      return several.transform((typed, context) => {
        const options = typed.map(known).filter((option) => option !== undefined)
        if (options.length < typed.length) return refuseField(context, unknown, label)
        return options.length === 0 ? orRefuse(context) : options
      })
  }
}

/** The option that was meant, whatever language it was read in. */
function knownOption(typed: string, question: FormQuestion, document: EventDocument): string | undefined {
  const found = question.options.find((option) => Object.values(option).includes(typed))
  return found && optionValue(found, document)
}
