/** What words in the cells of a list mean, in five languages and in the ways of those who keep lists. */
import type { RegistrationStatus } from '../../../database/tables.ts'
import { type Group, groups } from '../../../domain/events/event.ts'
import { type Language, languageName, languages, ownName, phrase } from '../../../platform/i18n.ts'
import { fold } from '../../../platform/text.ts'
import { statuses } from '../figure-words.ts'

const groupNames: Readonly<Record<Group, string>> = {
  'local-authority': `община, кмет, кметство, общинска администрация, местна администрация, municipality, mayor,
    local government, муниципалитет, мэрия, районная администрация, местные власти, органы местного самоуправления,
    айыл өкмөтү, мэрия, жергиликтүү бийлик, сельсавет, выканкам, райвыканкам, исполком, сельсовет, органы мсу, мсу`,
  'state-body': `министерство, агенция, държавна администрация, ведомство, областна администрация, ministry, agency,
    government, state, държавна институция, госорган, министерства, государственная структура, мамлекеттик мекеме,
    дзяржорган, міністэрства, държавни`,
  ngo: `нпо, нго, ngo, non profit, nonprofit, сдружение, фондация, асоциация, неправителствена, гражданска организация,
    нко, общественная организация, общественное объединение, ассоциация, фонд, коомдук уюм, бөу, коомдук бирикме,
    грамадская арганізацыя, грамадскае аб яднанне, нда, cso, civil society`,
  business: `бизнес, фирма, компания, предприятие, търговско дружество, company, enterprise, private sector,
    предприниматель, коммерческая организация, ишкана, бизнес сектору, прадпрыемства, ип`,
  media:
    'медия, медии, media, press, журналист, вестник, телевизия, радио, сми, пресса, газета, журналистика, жмк, прэса, mass media',
  academia: `университет, училище, наука, образование, преподавател, учител, university, school, academy, research,
    вуз, школа, институт, учебное заведение, университеттер, окуу жайы, мектеп, універсітэт, студент, student`,
  donor: 'донор, donor, funder, финансираща организация, донорская организация, донорлор, донар',
  citizen:
    'гражданин, гражданка, граждани, citizen, resident, житель, жительница, физическое лицо, жаран, тургун, жыхар, грамадзянін, физическо лице',
  other: 'друго, други, other, другое, иное, башка, іншае, іншыя',
}

const statusNames: Readonly<Partial<Record<RegistrationStatus, string>>> = {
  confirmed:
    'да, yes, y, ok, идва, ще присъства, потвърдил, потвърдила, присъства, coming, attending, будет, придёт, участвует, придет, ооба, келет, так, прыйдзе, x, +',
  waitlisted: 'чака, чакащ, waiting, waitlist, резерв, лист ожидания, күтүүдө, чакае, резерва, в ожидании',
  pending: 'не е потвърдил, unconfirmed, pending, не подтверждено, без потвърждение',
  maybe: 'може би, maybe, tentative, возможно, под вопросом, балким, магчыма, не е сигурно',
  declined: 'не, no, няма да дойде, отказва, declined, не придёт, не придет, жок, келбейт, не прыйдзе, отказ',
  cancelled: 'отказал се, cancelled, canceled, отменил, отмена, жокко чыгарды, адмовіўся',
}

const yes = fold('yes, да, так, ооба, y, true, 1, x, х, +, v, on, ✓, ✔, ☑').split(', ')
const no = fold('no, не, нет, жок, n, false, 0, -, –, off').split(', ')

export function statusMeant(cell: string): RegistrationStatus | undefined {
  return statusWords.get(fold(cell))
}

export function groupMeant(cell: string): Group | undefined {
  return groupWords.get(fold(cell).replace(/[.]/g, ''))
}

export function languageMeant(cell: string): Language | undefined {
  return languageWords.get(fold(cell))
}

/** `yes`, empty, or the cell itself where it says neither. */
export function tickMeant(cell: string): string {
  const word = fold(cell)
  if (yes.includes(word)) return 'yes'
  return no.includes(word) ? '' : cell
}

const statusWords = wordMap(statuses, (status) => [
  status,
  ...languages.map((language) => phrase(language, `status.${status}`)),
  ...(statusNames[status] ?? '').split(','),
])

const groupWords = wordMap(groups, (group) => [
  group,
  ...languages.map((language) => phrase(language, `group.${group}`)),
  ...groupNames[group].split(','),
])

const languageWords = wordMap(languages, (code) => [
  code,
  ownName(code),
  ...languages.map((language) => languageName(code, language)),
  ...(code === 'bg' ? ['bul', 'бг'] : code === 'en' ? ['eng', 'анг'] : code === 'ru' ? ['rus', 'рус'] : []),
])

function wordMap<Meant>(all: readonly Meant[], wordsOf: (meant: Meant) => string[]): Map<string, Meant> {
  const words = new Map<string, Meant>()
  for (const meant of all)
    for (const word of wordsOf(meant)) {
      const key = fold(word)
      if (key !== '' && !words.has(key)) words.set(key, meant)
    }
  return words
}
