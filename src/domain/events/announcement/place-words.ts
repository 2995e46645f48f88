/** The words by which the parts of a place are told apart. */
import { begins, list, type Token } from './source.ts'

export const placeLabels = list(`
  място къде место где адрес venue where place location address месца дзе дареги жери локация
`)

const rooms = list(`
  зала зал зале залата залы салон каб кабинет ауд аудитория ет етаж этаж этаже эт стая офис room
  floor конферентна каворкинг фоайе пакой паверх кабінет залa залі
`)
const halls = ['hall', 'auditorium', 'room', 'floor', 'chamber']
const streets = list(`
  ул улица улице бул булевард бульвар пл площад площадь площади проспект пр просп наб набережная
  шоссе пер переулок вул вуліца street avenue ave road blvd boulevard square lane көчөсү кв жк мкр
  микрорайон проезд str пав
`)
export const houseWords = ['д', 'дом', 'корп', 'стр', 'вх', 'ап', 'к', 'буд', 'бл', 'номер', '№']
const venues = [
  ...list(`
    хотел отел гостиниц гасцініц библиот бібліят китепкана читалищ двор център центр цэнтр музе
    театър театр кино галери
  `),
  ...list(`
    администр общин сград кметств университ універс школ училищ клуб пресс-центр конгресс конгрес бц
    здани бизнес ратуш палат институт культур парк ритуал үйү мейманкана мэри пресс читал коворкинг
    филармон опер агенц министер посолств
  `),
  ...list(`
    hotel library house centre center museum theatre gallery building club university school
    institute chamber palace council academy hub embassy college commission
  `),
]

export function isRoomWord(token: Token | undefined): boolean {
  return (
    token?.kind === 'word' &&
    (rooms.includes(token.low) ||
      /^(читалн|конференц(?!и)|салон|аудитор|кабинет|этаж|етаж|залата|залын)/.test(token.low))
  )
}

const floors = list('ет етаж этаж этаже эт floor паверх паверсе кабат')

/** "ет. 2", «2-й этаж», "3rd floor" and nothing else: it says where in a house. */
export function isFloor(words: readonly Token[]): boolean {
  return (
    words.length <= 5 &&
    words.some(({ kind, low }) => kind === 'word' && floors.includes(low)) &&
    words.every(
      ({ kind, low }) => kind !== 'word' || floors.includes(low) || low.length <= 2 || ordinals.test(low),
    )
  )
}

const ordinals = /^(?:ground|first|second|third|перв|втор|трет|четв|първ|перш|друг)/

/** «Rodopi Hall», "Reading Room": the noun stands last. */
export function isHallWord(token: Token | undefined): boolean {
  return token?.kind === 'word' && halls.includes(token.low)
}

export function isStreetWord(token: Token | undefined): boolean {
  return token?.kind === 'word' && streets.includes(token.low)
}

export function isVenueWord(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return false
  if (token.low.length < 3) return token.low === 'бц'
  return /^дом(?:|а|е|у|ом|ът|ове)$/.test(token.low) || begins(token, venues)
}
