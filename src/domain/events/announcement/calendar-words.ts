/** Months, weekdays and counted days as announcements write them, in any case and usual shortening. */

/** By the month's beginnings; what may follow is an ending of a case, no more than so many letters. */
const months: readonly (readonly string[])[] = [
  ['януари', 'январ', 'янв', 'january', 'jan', 'студзен'],
  ['февруари', 'феврал', 'фев', 'february', 'feb', 'люты', 'лютаг', 'лютым'],
  ['март', 'march', 'mar', 'сакавік'],
  ['април', 'апрел', 'апр', 'april', 'apr', 'красавік'],
  ['май', 'мая', 'мае', 'may', 'майы', 'майд', 'майг', 'траўн', 'травен'],
  ['юни', 'июн', 'june', 'jun', 'чэрвен'],
  ['юли', 'июл', 'july', 'jul', 'ліпен'],
  ['август', 'авг', 'august', 'aug', 'жнів'],
  ['септември', 'сентябр', 'септ', 'сент', 'september', 'sept', 'sep', 'верас'],
  ['октомври', 'октябр', 'окт', 'october', 'oct', 'кастрычнік'],
  ['ноември', 'ноябр', 'ноем', 'нояб', 'november', 'nov', 'лістапад'],
  ['декември', 'декабр', 'дек', 'december', 'dec', 'снежн', 'снежан'],
]
const longestEnding = 6

const weekdays: readonly (readonly string[])[] = [
  ['понеделник', 'понедельник', 'monday', 'панядзел', 'дүйшөмбү'],
  ['вторник', 'tuesday', 'аўтор', 'шейшемби'],
  ['сряда', 'среда', 'среду', 'среды', 'wednesday', 'серад', 'шаршемби'],
  ['четвъртък', 'четверг', 'thursday', 'чацвер', 'чацвяр', 'бейшемби'],
  ['петък', 'пятниц', 'friday', 'пятніц', 'жума'],
  ['събота', 'суббот', 'saturday', 'субот', 'ишемби'],
  ['неделя', 'воскресень', 'sunday', 'нядзел', 'жекшемби'],
]

/** 1 to 12, or undefined. */
export function monthOf(low: string): number | undefined {
  const found = months.findIndex((stems) =>
    stems.some(
      (stem) =>
        low.startsWith(stem) &&
        low.length - stem.length <= (stem.length <= 3 && low !== stem ? 1 : longestEnding),
    ),
  )
  return found === -1 ? undefined : found + 1
}

/** 1 for Monday to 7 for Sunday, or undefined. */
export function weekdayOf(low: string): number | undefined {
  const found = weekdays.findIndex((stems) => stems.some((stem) => low.startsWith(stem)))
  return found === -1 ? undefined : found + 1
}

const units = [
  ['първи', 'първа', 'перв', 'first'],
  ['втори', 'втор', 'second'],
  ['трети', 'треть', 'third'],
  ['четвърти', 'четверт', 'fourth'],
  ['пети', 'пят', 'fifth'],
  ['шести', 'шест', 'sixth'],
  ['седми', 'седьм', 'seventh'],
  ['осми', 'восьм', 'eighth'],
  ['девети', 'девят', 'ninth'],
  ['десети', 'десят', 'tenth'],
  ['единадесети', 'единайсети', 'одиннадцат', 'eleventh'],
  ['дванадесети', 'дванайсети', 'двенадцат', 'twelfth'],
  ['тринадесети', 'тринайсети', 'тринадцат', 'thirteenth'],
  ['четиринадесети', 'четиринайсети', 'четырнадцат', 'fourteenth'],
  ['петнадесети', 'петнайсети', 'пятнадцат', 'fifteenth'],
  ['шестнадесети', 'шестнайсети', 'шестнадцат', 'sixteenth'],
  ['седемнадесети', 'седемнайсети', 'семнадцат', 'seventeenth'],
  ['осемнадесети', 'осемнайсети', 'восемнадцат', 'eighteenth'],
  ['деветнадесети', 'деветнайсети', 'девятнадцат', 'nineteenth'],
  ['двадесети', 'двайсети', 'двадцатого', 'twentieth'],
] as const
const tens: Readonly<Record<string, number>> = {
  ...{
    двадесет: 20,
    двайсет: 20,
    двадцать: 20,
    twenty: 20,
    тридесет: 30,
    трийсет: 30,
    тридцать: 30,
    thirty: 30,
  },
}
const thirtieth = ['тридесети', 'трийсети', 'тридцат', 'thirtieth']

/** "двадцать первого", "двадесет и първи", "twenty-first": the day, and how many of the words it takes. */
export function dayInWords(words: readonly string[]): { day: number; words: number } | undefined {
  const [first = '', second = '', third = ''] = words
  const ten = tens[first]
  const joined = second === 'и' || second === '-' ? third : second
  if (ten !== undefined) {
    const unit = unitOf(joined)
    return unit !== undefined && unit < 10 && ten + unit <= 31
      ? { day: ten + unit, words: joined === third ? 3 : 2 }
      : undefined
  }
  const day = thirtieth.some((stem) => first.startsWith(stem)) ? 30 : unitOf(first)
  return day === undefined ? undefined : { day, words: 1 }
}

/** From the last, since шестнадцат begins with шест. */
function unitOf(low: string): number | undefined {
  const found = units.findLastIndex((stems) => stems.some((stem) => low.startsWith(stem)))
  return found === -1 ? undefined : found + 1
}
