/** Two registrations field by field, as people read them. */
import { groups, inLanguage } from '../../../domain/events/event.ts'
import { type MergeField, mergeFields } from '../../../domain/registrations/doubles/merge.ts'
import type { RegistrationRow } from '../../../domain/registrations/registration-record.ts'
import { sessionsOf } from '../../../domain/registrations/tell-status.ts'
import { languageName, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { statusMarks } from '../figure-words.ts'
import { instantWords } from '../instant-words.ts'
import type { Work } from '../viewer.ts'

/** Whose value is taken unless somebody says otherwise: the fuller one, and of two full ones the newer. */
export function fuller(field: MergeField, kept: RegistrationRow, gone: RegistrationRow): 'kept' | 'gone' {
  const [own, other] = [weight(kept[field]), weight(gone[field])]
  if (own === 0 || other === 0) return own === 0 && other > 0 ? 'gone' : 'kept'
  // Елена Стоянова and Elena Stoyanova say as much.
  if (field === 'name') return wordsIn(gone.name) > wordsIn(kept.name) ? 'gone' : 'kept'
  if (field === 'organization' || field === 'position' || field === 'note')
    return other > own ? 'gone' : 'kept'
  return gone.updated_at > kept.updated_at ? 'gone' : 'kept'
}

function wordsIn(name: string): number {
  return name.split(/\s+/).length
}

function weight(value: string | number | null): number {
  if (value === null || value === '[]' || value === '{}') return 0
  return typeof value === 'number' ? value : value.length
}

const labels: Readonly<Record<MergeField, PhraseKey>> = {
  name: 'column.name',
  email: 'column.email',
  phone: 'column.phone',
  organization: 'column.organization',
  position: 'column.position',
  audience: 'column.group',
  locality: 'column.locality',
  guests: 'column.guests',
  guest_names: 'column.guest_names',
  answers: 'organizer.person.questions',
  note: 'column.note',
  language: 'organizer.person.language',
  consent_photos_at: 'column.consent_photos',
  consent_news_at: 'column.consent_news',
}

export function fieldViews(
  kept: RegistrationRow,
  gone: RegistrationRow,
  isGoneChosen: (field: MergeField) => boolean,
  work: Work,
) {
  const { language } = work.viewer
  return mergeFields.flatMap((field) => {
    const [own, other] = [shown(field, kept, work), shown(field, gone, work)]
    if (own === '' && other === '') return []
    const differs = kept[field] !== gone[field] && own !== other
    const label = phrase(language, labels[field])
    const choose = phrase(language, 'lists.merge.choose', { field: label })
    return [{ name: field, label, choose, kept: own, gone: other, differs, goneChosen: isGoneChosen(field) }]
  })
}

function shown(field: MergeField, row: RegistrationRow, { event, viewer }: Work): string {
  const { language } = viewer
  if (field === 'language') return languageName(row.language, language)
  if (field === 'guests') return row.guests === 0 ? '' : String(row.guests)
  if (field === 'guest_names') return listed(row.guest_names)
  if (field === 'answers') return answersOf(row, event.document, language)
  if (field === 'consent_photos_at' || field === 'consent_news_at')
    return row[field] === null ? '' : phrase(language, 'list.yes')
  if (field !== 'audience') return row[field] ?? ''
  const group = groups.find((one) => one === row.audience)
  return group === undefined ? '' : phrase(language, `group.${group}`)
}

function listed(json: string): string {
  // Written by the operations on registrations alone, always a list of texts.
  return (JSON.parse(json) as string[]).join('\n')
}

function answersOf(
  { answers }: RegistrationRow,
  { form, language: own }: Work['event']['document'],
  language: string,
): string {
  // Written by the operations on registrations alone.
  const said = JSON.parse(answers) as Record<string, string | string[] | boolean>
  return form
    .flatMap(({ id, label }) => {
      const answer = Object.hasOwn(said, id) ? said[id] : undefined
      if (answer === undefined || answer === false || answer === '') return []
      const words = answer === true ? phrase(language, 'list.yes') : [answer].flat().join(', ')
      return [`${inLanguage(label, language, own).text}: ${words}`]
    })
    .join('\n')
}

/** What nobody chooses: the better status stays, sessions and arrivals come together. */
export function sharedViews(kept: RegistrationRow, gone: RegistrationRow, work: Work) {
  const { language } = work.viewer
  const standing = ({ status }: RegistrationRow) => ({
    mark: statusMarks[status],
    words: phrase(language, `status.${status}`),
  })
  const when = ({ registered_at }: RegistrationRow) => {
    const { date, time } = instantWords(registered_at, work.event.document.timezone, language)
    return `${date}, ${time}`
  }
  const sessions = [kept, gone].map((row) => titlesOf(row, work))
  return {
    kept: { standing: standing(kept), registered: when(kept), sessions: sessions[0] ?? '' },
    gone: { standing: standing(gone), registered: when(gone), sessions: sessions[1] ?? '' },
    hasSessions: sessions.some((titles) => titles !== ''),
  }
}

function titlesOf(row: RegistrationRow, { event, viewer }: Work): string {
  const { agenda, language: own } = event.document
  return sessionsOf(row)
    .map((id) => {
      const item = agenda.find((one) => one.id === id)
      return item === undefined ? id : inLanguage(item.title, viewer.language, own).text
    })
    .join('\n')
}
