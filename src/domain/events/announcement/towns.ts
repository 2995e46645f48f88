/** Towns by the clock that they keep, known in any case and spelling: София, Sofia and Софии are one. */
import { skeleton } from '../../../platform/skeleton.ts'
import { isCapital, type Source } from './source.ts'

export type Town = { country: string; zone: string; first: number; last: number; from: number; to: number }

const list: readonly [string, string, string][] = [
  [
    'BG',
    'Europe/Sofia',
    'София, Пловдив, Варна, Бургас, Русе, Стара Загора, Плевен, Сливен, Добрич, Шумен, Перник, Хасково, Ямбол, Пазарджик, ' +
      'Благоевград, Велико Търново, Враца, Габрово, Асеновград, Видин, Казанлък, Кърджали, Кюстендил, Монтана, Димитровград, ' +
      'Ловеч, Силистра, Търговище, Разград, Смолян, Дупница, Горна Оряховица, Петрич, Сандански, Свищов, Самоков, Севлиево, ' +
      'Нова Загора, Велинград, Карлово, Троян, Ботевград, Айтос, Поморие, Несебър, Банско, Боровец, Хисаря, Дряново, Трявна, ' +
      'Иваново, Копривщица, Елена, Тетевен, Созопол, Балчик, Каварна, Свиленград, Харманли, Панагюрище, Пещера, Раднево, Чирпан',
  ],
  [
    'BY',
    'Europe/Minsk',
    'Минск, Мінск, Гомель, Могилёв, Магілёў, Витебск, Віцебск, Гродно, Гродна, Брест, Брэст, Бобруйск, Барановичи, ' +
      'Баранавічы, Борисов, Пинск, Пінск, Орша, Мозырь, Солигорск, Новополоцк, Лида, Молодечно, Маладзечна, Полоцк, Полацк, ' +
      'Жлобин, Слуцк, Кобрин, Чаусы, Поставы, Паставы, Несвиж, Глубокое',
  ],
  [
    'KG',
    'Asia/Bishkek',
    'Бишкек, Ош, Джалал-Абад, Каракол, Токмок, Нарын, Талас, Баткен, Чолпон-Ата, Узген, Кара-Балта',
  ],
  [
    'RU',
    'Europe/Moscow',
    'Москва, Санкт-Петербург, Нижний Новгород, Казань, Ростов-на-Дону, Краснодар, Воронеж, Ярославль, Рязань, Тула, Липецк, ' +
      'Пенза, Киров, Чебоксары, Брянск, Иваново, Тверь, Белгород, Владимир, Архангельск, Калуга, Смоленск, Курск, Орёл, ' +
      'Вологда, Череповец, Мурманск, Петрозаводск, Кострома, Тамбов, Псков, Великий Новгород, Сыктывкар, Саранск, ' +
      'Йошкар-Ола, Ставрополь, Сочи, Грозный, Махачкала, Владикавказ, Нальчик, Майкоп, Элиста, Черкесск',
  ],
  ['RU', 'Europe/Samara', 'Самара, Тольятти, Ижевск, Сызрань'],
  ['RU', 'Europe/Saratov', 'Саратов, Энгельс'],
  ['RU', 'Europe/Volgograd', 'Волгоград'],
  ['RU', 'Europe/Ulyanovsk', 'Ульяновск'],
  ['RU', 'Europe/Astrakhan', 'Астрахань'],
  ['RU', 'Europe/Kaliningrad', 'Калининград'],
  [
    'RU',
    'Asia/Yekaterinburg',
    'Уфа, Екатеринбург, Челябинск, Пермь, Тюмень, Оренбург, Магнитогорск, Курган, Сургут, Стерлитамак, Нижний Тагил, Ханты-Мансийск',
  ],
  ['RU', 'Asia/Omsk', 'Омск'],
  ['RU', 'Asia/Novosibirsk', 'Новосибирск'],
  ['RU', 'Asia/Tomsk', 'Томск'],
  ['RU', 'Asia/Barnaul', 'Барнаул, Бийск'],
  ['RU', 'Asia/Krasnoyarsk', 'Красноярск, Абакан, Норильск'],
  ['RU', 'Asia/Novokuznetsk', 'Кемерово, Новокузнецк'],
  ['RU', 'Asia/Irkutsk', 'Иркутск, Улан-Удэ, Братск'],
  ['RU', 'Asia/Chita', 'Чита'],
  ['RU', 'Asia/Yakutsk', 'Якутск, Благовещенск'],
  ['RU', 'Asia/Vladivostok', 'Владивосток, Хабаровск'],
  ['UA', 'Europe/Kyiv', 'Київ, Kyiv, Lviv, Odesa, Kharkiv, Dnipro, Chernivtsi, Vinnytsia'],
  ['MD', 'Europe/Chisinau', 'Кишинёв, Chisinau, Chișinău, Bălți'],
  ['RO', 'Europe/Bucharest', 'Bucharest, Букурещ, Cluj-Napoca, Timișoara, Iași, Brașov, Giurgiu'],
  ['MK', 'Europe/Skopje', 'Skopje, Скопие, Bitola, Ohrid'],
  ['RS', 'Europe/Belgrade', 'Belgrade, Белград, Novi Sad, Niš'],
  ['AL', 'Europe/Tirane', 'Tirana, Shkoder, Durres, Vlora'],
  ['BA', 'Europe/Sarajevo', 'Sarajevo, Mostar, Banja Luka'],
  ['HR', 'Europe/Zagreb', 'Zagreb, Split, Rijeka'],
  ['SI', 'Europe/Ljubljana', 'Ljubljana, Maribor'],
  ['GR', 'Europe/Athens', 'Athens, Атина, Thessaloniki, Солун'],
  ['TR', 'Europe/Istanbul', 'Istanbul, Ankara, Edirne'],
  ['HU', 'Europe/Budapest', 'Budapest, Debrecen, Szeged'],
  ['AT', 'Europe/Vienna', 'Vienna, Graz, Linz, Salzburg'],
  ['CZ', 'Europe/Prague', 'Prague, Brno, Ostrava, Olomouc'],
  ['SK', 'Europe/Bratislava', 'Bratislava, Košice'],
  ['PL', 'Europe/Warsaw', 'Warsaw, Варшава, Kraków, Krakow, Gdańsk, Lublin, Poznań, Wrocław, Białystok'],
  ['LT', 'Europe/Vilnius', 'Vilnius, Вильнюс, Kaunas, Klaipėda'],
  ['LV', 'Europe/Riga', 'Riga, Рига, Jelgava, Елгава, Daugavpils'],
  ['EE', 'Europe/Tallinn', 'Tallinn, Tartu'],
  ['FI', 'Europe/Helsinki', 'Helsinki, Tampere, Turku'],
  ['SE', 'Europe/Stockholm', 'Stockholm, Gothenburg, Malmö'],
  ['NO', 'Europe/Oslo', 'Oslo, Bergen, Trondheim'],
  ['DK', 'Europe/Copenhagen', 'Copenhagen, Aarhus'],
  ['DE', 'Europe/Berlin', 'Berlin, Берлин, Munich, Hamburg, Cologne, Leipzig, Dresden, Frankfurt'],
  ['NL', 'Europe/Amsterdam', 'Amsterdam, Rotterdam, Utrecht, The Hague'],
  ['BE', 'Europe/Brussels', 'Brussels, Брюксел, Antwerp, Ghent'],
  ['LU', 'Europe/Luxembourg', 'Luxembourg'],
  ['FR', 'Europe/Paris', 'Paris, Strasbourg, Lyon, Lille, Marseille'],
  ['ES', 'Europe/Madrid', 'Madrid, Barcelona, Valencia, Seville'],
  ['PT', 'Europe/Lisbon', 'Lisbon, Porto, Coimbra'],
  ['IT', 'Europe/Rome', 'Rome, Milan, Turin, Bologna, Florence, Naples'],
  ['IE', 'Europe/Dublin', 'Dublin, Galway, Cork, Limerick'],
  ['GB', 'Europe/London', 'London, Edinburgh, Manchester, Bristol, Cardiff, Glasgow, Belfast'],
  ['GE', 'Asia/Tbilisi', 'Tbilisi, Тбилиси, Batumi, Kutaisi'],
  ['AM', 'Asia/Yerevan', 'Yerevan, Ереван, Gyumri'],
  ['KZ', 'Asia/Almaty', 'Алматы, Almaty, Астана, Astana, Шымкент'],
  ['UZ', 'Asia/Tashkent', 'Ташкент, Tashkent, Самарканд'],
]

type Entry = { words: readonly Form[]; country: string; zone: string }
/** `ends`: what its cases may end in behind `root` */
type Form = { whole: string; root: string; ends: readonly string[] }

/** Towns by the skeleton that the first word of all their cases begins with; made at the first question. */
let byRoot: Map<string, Entry[]> | undefined

function entries(): Map<string, Entry[]> {
  if (byRoot !== undefined) return byRoot
  byRoot = new Map()
  for (const [country, zone, names] of list) {
    for (const name of names.split(', ')) {
      const words = name.split(/[ -]/).map((word) => formOf(word, country))
      const root = words[0]?.root ?? ''
      byRoot.set(root, [...(byRoot.get(root) ?? []), { words, country, zone }])
    }
  }
  return byRoot
}

const longestEnding = 4
const kyrgyz = [
  'ta',
  'da',
  'to',
  'do',
  'te',
  'de',
  'tan',
  'dan',
  'ton',
  'don',
  'ten',
  'den',
  'ga',
  'ka',
  'go',
  'ko',
  'nin',
  'nun',
]
/** Cases of Russian, Belarusian and Bulgarian by what the first case ends in, in skeletons; of one sort the first that fits. */
const cases: readonly [RegExp, readonly string[]][] = [
  [
    /(?:ий|ый|ой|ая|ое|ые)$/,
    ['i', 'ogo', 'ego', 'omu', 'emu', 'om', 'em', 'im', 'aia', 'oi', 'uiu', 'oe', 'e', 'ih'],
  ],
  [/ия$/, ['ia', 'i', 'iu', 'iei', 'ei']],
  [/[ая]$/, ['a', 'ia', 'i', 'e', 'u', 'iu', 'oi', 'ei']],
  [/[ыи]$/, ['i', 'ah', 'am', 'ami', 'ov', 'au', 'ei']],
  [/о$/, ['o', 'a', 'u', 'e', 'om']],
  [/[бвгджзклмнпрстфхцчшщйь]$/, ['', 'a', 'ia', 'u', 'iu', 'e', 'i', 'om', 'em']],
]

/** A name of one script is known in the other by its sounds; only names in Cyrillic letters are declined. */
function formOf(word: string, country: string): Form {
  const whole = skeleton(word)
  const root = whole.replace(/[aeiou]+$/, '') || whole
  const ends = cases.find(([ending]) => ending.test(word))?.[1] ?? []
  const more = country === 'KG' ? kyrgyz.map((ending) => `${whole.slice(root.length)}${ending}`) : []
  return { whole, root, ends: [...ends, ...more] }
}

/** „Милена“ is no case of Milan, however alike their stems are. */
function isForm(text: string, { whole, root, ends }: Form): boolean {
  const word = skeleton(text)
  if (word === whole) return true
  return /^\p{Script=Cyrillic}/u.test(text) && word.startsWith(root) && ends.includes(word.slice(root.length))
}

/** The town that is named from this token on. */
export function townAt({ tokens }: Source, at: number): Town | undefined {
  const token = tokens[at]
  if (!isCapital(token) || token === undefined) return undefined
  // Of several the one with most words: Нова Загора is not Нова.
  const found = entriesOf(token.text)
    .map((entry) => ({ entry, last: lastWord(tokens, at, entry.words) }))
    .filter((one): one is { entry: Entry; last: number } => one.last !== undefined)
    .sort((a, b) => b.last - a.last)[0]
  if (found === undefined) return undefined
  const { country, zone } = found.entry
  return {
    country,
    zone,
    first: at,
    last: found.last,
    from: token.from,
    to: tokens[found.last]?.to ?? token.to,
  }
}

function entriesOf(text: string): Entry[] {
  const word = skeleton(text)
  const roots = Array.from({ length: longestEnding + 2 }, (_, cut) => word.slice(0, word.length - cut))
  return [...new Set(roots)].flatMap((root) => entries().get(root) ?? [])
}

function lastWord(tokens: Source['tokens'], at: number, words: readonly Form[]): number | undefined {
  let next = at
  for (const [order, word] of words.entries()) {
    if (order > 0 && tokens[next]?.text === '-') next += 1
    const token = tokens[next]
    if (token?.kind !== 'word' || !isForm(token.text, word)) return undefined
    next += 1
  }
  return next - 1
}
