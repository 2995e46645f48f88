/** Names of people: two or three words with capital letters where somebody is spoken of. */
import type { Span } from './fact.ts'
import { isTrade } from './organization-names.ts'
import { isCapital, type Source, type Token } from './source.ts'

export type Person = Span & { first: number; last: number; words: number }

const noNames = new Set(
  (
    'дирекция отдел община общината администрация сдружение фондация фонд център проект програма програмата дата час място организатор ' +
    'организатори контакт контакти уважаеми уважаемые покана пресъобщение зала хотел област европейски съюз моля лице лица партньор ' +
    'дом улица площадь проспект город институт ассоциация министерство конференция семинар место время телефон справки регистрация ' +
    'the city centre center hotel hall library council project programme union press contact email tel phone mob date time venue round ' +
    'table network forum foundation association university institute street avenue regional european grant agreement media questions ' +
    'viber telegram whatsapp zoom понедельник връзки с за на ръководител координатор изпълнителен президент кмет директор председател ' +
    'programme officer best regards kind organiser organizer open local public rodopi сряда четвъртък петък january february march april may june ' +
    'july august september october november december monday tuesday wednesday thursday friday saturday sunday байланыш күнү дареги ' +
    'бц информация інфармацыя контактное контактна кантактная президента фонда прес пресцентър'
  ).split(' '),
)
const titles = new Set('д-р инж доц проф адв арх mr mrs ms dr г-жа г-н г-н. prof'.split(' '))

/** A capital word of Cyrillic or Latin letters, initials with a point included. */
function isNameWord(token: Token | undefined): boolean {
  return (
    isCapital(token) &&
    token !== undefined &&
    !noNames.has(token.low) &&
    !titles.has(token.low) &&
    !/^\p{Lu}{2,}$/u.test(token.text)
  )
}

/** The name that begins at a token: "Мария Образцова", "Примеров Илья Сергеевич"; a single word where `alone` allows. */
export function personAt({ tokens }: Source, at: number, alone = false): Person | undefined {
  const first = tokens[at]
  if (!isNameWord(first) || first === undefined) return undefined
  let last = at
  while (last - at < 2 && isNameWord(tokens[last + 1]) && tokens[last + 1]?.line === first.line) last += 1
  const words = last - at + 1
  if (Array.from({ length: words }, (_, more) => tokens[at + more]).some(isTrade)) return undefined
  if (words === 1 && !alone) return undefined
  if (first.text.length < 2) return undefined
  return { first: at, last, words, from: first.from, to: tokens[last]?.to ?? first.to }
}
