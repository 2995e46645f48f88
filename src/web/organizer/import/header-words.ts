/** What people in five languages write above the columns of a list. */
import type { EventDocument } from '../../../domain/events/event.ts'
import { languages, phrase } from '../../../platform/i18n.ts'
import { fold } from '../../../platform/text.ts'
import { answerUse, type ColumnUse, type PlainUse } from './column-uses.ts'

const words: Readonly<Partial<Record<PlainUse, string>>> = {
  name: `name, full name, participant, attendee, participant name, name and surname, name and family name, имена,
    име, три имена, име и фамилия, имена на участника, участник, трите имена, име презиме фамилия, фио, ф и о,
    имя и фамилия, фамилия имя отчество, фамилия и имя, полное имя, участник имя, аты жөнү, аты жөнүү, катышуучу,
    толук аты, прізвішча імя, імя і прозвішча, прозвішча імя імя па бацьку, піб, удзельнік`,
  first_name: 'first name, given name, forename, собствено име, първо име, имя, аты, ысымы, імя, лично име',
  middle_name: 'middle name, patronymic, презиме, бащино име, отчество, атасынын аты, імя па бацьку',
  family_name:
    'last name, surname, family name, фамилия, фамилно име, фамилиясы, прозвішча, фамилия участника',
  email: `e mail, email, mail, email address, e mail address, mail address, имейл, имейл адрес, ел поща, е поща,
    електронна поща, електронен адрес, поща, и мейл, мейл, майл, эл почта, электронная почта, почта, эл адрес,
    электронный адрес, адрес эл почты, электрондук почта, эл дарек, электронная пошта, эл пошта, пошта, ел адрес`,
  phone: `phone, telephone, mobile, mobile phone, phone number, tel, tel no, gsm, cell, contact number, телефон, тел,
    мобилен, мобилен телефон, гсм, телефон за връзка, телефон за контакт, контактен телефон, телефонен номер,
    номер телефона, мобильный, мобильный телефон, сотовый, контактный телефон, байланыш телефону, телефон номери,
    уюлдук телефон, тэлефон, мабільны тэлефон, нумар тэлефона`,
  organization: `organization, organisation, company, institution, employer, affiliation, municipality, организация,
    институция, фирма, учреждение, ведомство, месторабота, организация институция, компания, место работы,
    община, представлява, предприятие, мекеме, уюм, уюмдун аталышы, арганізацыя, установа, месца працы, наименование на организацията,
    название организации`,
  position: `position, job title, role, title, function, длъжност, позиция, должность, кызматы, кызмат орду, пасада,
    заемана длъжност`,
  group: `group, category, sector, type, type of organization, група, категория, сектор, вид организация,
    целева група, группа, категория участника, тип организации, топ, категориясы, група ўдзельнікаў, катэгорыя`,
  locality: `town, city, place, locality, village, municipality town, населено място, град, град село, гр с,
    местоживеене, город, населенный пункт, город село, город или село, шаар, айыл, шаары, горад, населены пункт`,
  guests: `guests, number of guests, plus, accompanying, придружители, брой придружители, брой гости, гости,
    сопровождающие, число сопровождающих, количество гостей, коноктор, суправаджальнікі`,
  guest_names:
    'guest names, names of guests, имена на придружителите, имена на гостите, имена сопровождающих',
  sessions: 'sessions, session, workshop, секции, секция, панел, панели, сессии, сессия, секциялар',
  language: 'language, lang, език, язык, тил, мова, език за кореспонденция, preferred language',
  status: `status, confirmed, attendance, confirmation, статус, потвърждение, участие, потвърдено, подтверждение,
    абалы, статусу, пацвярджэнне`,
  registered_at: `registered, registered at, registration date, date of registration, timestamp, submitted,
    дата на регистрация, дата на записване, дата регистрации, отметка времени, клеймо за време, катталган күнү,
    дата рэгістрацыі`,
  checked_in_at: 'arrived, checked in, пристигнал, пристигане, прибытие, келди, прыбыццё',
  note: `note, notes, comment, comments, remarks, бележка, бележки, забележка, забележки, коментар, примечание,
    примечания, комментарий, комментарии, эскертүү, заўвага, заўвагі, каментарый`,
  consent_photos: 'photo consent, consent to photos, съгласие за снимки, согласие на съемку',
  consent_news: 'newsletter, news, бюлетин, новини, новости, рассылка',
}

/** By the folded words of a header. */
export function headerWords(document: EventDocument): ReadonlyMap<string, ColumnUse> {
  const known = new Map<string, ColumnUse>()
  const add = (text: string, use: ColumnUse) => {
    const key = headerKey(text)
    if (key !== '' && !known.has(key)) known.set(key, use)
  }
  for (const { id, label } of document.form) {
    add(answerUse(id), answerUse(id))
    for (const text of Object.values(label)) add(text, answerUse(id))
  }
  for (const use of exportedUses) {
    add(use, use)
    for (const language of languages) add(phrase(language, `column.${use}`), use)
  }
  for (const [use, list] of Object.entries(words)) for (const text of list.split(',')) add(text, use)
  return known
}

/** What our own lists have, and an import takes. */
const exportedUses = [
  ...(['name', 'email', 'phone', 'organization', 'position', 'group', 'locality', 'guests'] as const),
  ...(['guest_names', 'sessions', 'language', 'status', 'registered_at', 'checked_in_at', 'note'] as const),
  ...(['consent_photos', 'consent_news'] as const),
]

/** Signs, brackets and stars that mark what is compulsory say nothing of what a column holds. */
export function headerKey(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
