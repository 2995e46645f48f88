import type { OwnRegistration } from '../../../domain/registrations/registration-record.ts'
import type { Fields } from '../../body.ts'
import { answerName } from './answer-field.ts'

/** What is stored, as the form would have sent it. */
export function fieldsOfRegistration({ registration: row, event }: OwnRegistration): Fields {
  const answers = answersIn(row.answers)
  const answered = event.document.form.map((question) => {
    const answer = answers[question.id]
    return [answerName(question), typeof answer === 'boolean' ? (answer ? 'on' : '') : answer]
  })
  return {
    phone: row.phone,
    organization: row.organization,
    position: row.position,
    locality: row.locality,
    group: row.audience,
    answer: row.status === 'maybe' ? 'maybe' : row.status === 'declined' ? 'no' : 'yes',
    guests: String(row.guests),
    guest_names: listIn(row.guest_names).join('\n'),
    sessions: listIn(row.sessions),
    note: row.note,
    consent_photos: row.consent_photos_at === null ? '' : 'on',
    consent_news: row.consent_news_at === null ? '' : 'on',
    ...Object.fromEntries(answered),
  }
}

function listIn(json: string): string[] {
  // Written by `register` and `change` alone.
  return JSON.parse(json) as string[]
}

function answersIn(json: string): Record<string, string | string[] | boolean | undefined> {
  // Written by `register` and `change` alone.
  return JSON.parse(json) as Record<string, string | string[] | boolean | undefined>
}
