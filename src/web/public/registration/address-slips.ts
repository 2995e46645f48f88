/** Slips in addresses: pointed at, never refused. What is said here is a guess, and people may insist. */
import { isAddress } from '../../fields.ts'

const providers = [
  ...['gmail.com', 'abv.bg', 'mail.bg', 'dir.bg', 'gbg.bg', 'mail.ru', 'bk.ru', 'list.ru', 'inbox.ru'],
  ...['internet.ru', 'yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'ya.ru', 'rambler.ru'],
  ...['tut.by', 'mail.kg', 'ukr.net', 'yahoo.com', 'hotmail.com', 'outlook.com', 'icloud.com', 'proton.me'],
]

/** Real domains that are one letter away from a greater one. */
const real: ReadonlySet<string> = new Set([
  ...['mail.com', 'email.com', 'ymail.com', 'gmx.com', 'mail.by', 'mail.kz', 'mail.de', 'mail.ee', 'mail.lv'],
  ...['yandex.ua', 'inbox.lv', 'inbox.lt', 'inbox.eu', 'hotmail.co', 'lists.ru', 'abv.com', 'proton.com'],
])

/** Ends that no domain has, and what is meant by them. */
const ends: Readonly<Record<string, string>> = {
  ...{ con: 'com', cmo: 'com', ocm: 'com', comm: 'com', coom: 'com', vom: 'com', xom: 'com', ком: 'com' },
  ...{ ру: 'ru', rru: 'ru', ruu: 'ru', bgg: 'bg', byy: 'by', кг: 'kg' },
}

/** How names are written by ear. */
const heard: Readonly<Record<string, string>> = { yandeks: 'yandex', jandeks: 'yandex', hotmeil: 'hotmail' }

/** Cyrillic letters that look like Latin ones: a keyboard left in the other layout writes them unseen. */
const lookalikes: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    е: 'e',
    о: 'o',
    с: 'c',
    р: 'p',
    х: 'x',
    у: 'y',
    і: 'i',
    ѕ: 's',
    ј: 'j',
    к: 'k',
    м: 'm',
    т: 't',
  },
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', Х: 'X', І: 'I' },
}

/** An address has 254 signs at most; some more are blanks around it. */
const longest = 300

/** The address that was probably meant, or undefined when nothing looks like a slip. */
export function suggestedAddress(email: string): string | undefined {
  // It comes as it was sent: some kilobytes of commas would hold up everybody while they are looked through.
  if (email.length > longest) return undefined
  const typed = email.trim()
  const tidy = typed.replace(/^mailto:|\s/gi, '').replace(/[.,]+$/, '')
  const at = tidy.lastIndexOf('@')
  const [local, domain] = at === -1 ? split(tidy) : [tidy.slice(0, at), tidy.slice(at + 1)]
  const meant = `${inLatin(local)}@${meantDomain(domain.toLowerCase())}`
  return isAddress(meant) && meant.toLowerCase() !== typed.toLowerCase() ? meant : undefined
}

/** "ivangmail.com": where the sign stood is told by the provider's name. */
function split(text: string): [string, string] {
  const provider = providers.find((name) => name.length > 6 && text.toLowerCase().endsWith(name))
  return provider === undefined ? [text, ''] : [text.slice(0, -provider.length), provider]
}

function meantDomain(typed: string): string {
  const dotted = typed.replace(/[,.]+/g, '.').replace(/^\.|\.$/g, '')
  const labels = dotted.split('.')
  const end = labels.pop() ?? ''
  const domain = inLatin([...labels, ends[end] ?? end].join('.'))
  if (real.has(domain) || providers.includes(domain)) return domain
  return providers.find((provider) => isMeant(domain, provider)) ?? domain
}

/** The whole in Latin letters, or as it was where not every letter has a Latin double. */
function inLatin(text: string): string {
  const latin = text.replace(/[^\0-\x7f]/g, (letter) => lookalikes[letter] ?? letter)
  return /^[\0-\x7f]*$/.test(latin) ? latin : text
}

/** A slip in the name, in the end, or the point left out or misplaced. Short names are too like one another. */
function isMeant(typed: string, provider: string): boolean {
  const [name, end] = halves(provider)
  const [typedName, typedEnd] = halves(typed)
  if (typed === name || typed === name + end) return true
  const said = heard[typedName] ?? typedName
  const isName =
    name.length > 3 ? isAtMostOneSlipAway(said, name) : name.length === 3 && isSwapped(said, name)
  if (said === name) return name === 'gmail' || isAtMostOneSlipAway(typedEnd, end)
  return isName && (typedEnd === end || (name.length > 4 && isAtMostOneSlipAway(typedEnd, end)))
}

function halves(domain: string): [string, string] {
  const dot = domain.lastIndexOf('.')
  return dot === -1 ? [domain, ''] : [domain.slice(0, dot), domain.slice(dot + 1)]
}

/** One letter too many, too few, wrong, or two neighbours swapped. */
function isAtMostOneSlipAway(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false
  let same = 0
  while (same < typed.length && typed[same] === meant[same]) same += 1
  const rests = (skipTyped: number, skipMeant: number) =>
    typed.slice(same + skipTyped) === meant.slice(same + skipMeant)
  if (typed.length !== meant.length) return rests(1, 0) || rests(0, 1)
  return rests(1, 1) || isSwapped(typed, meant)
}

/** Two neighbours have changed places. */
function isSwapped(typed: string, meant: string): boolean {
  if (typed.length !== meant.length) return false
  let same = 0
  while (same < typed.length && typed[same] === meant[same]) same += 1
  const turned = meant.slice(0, same) + (meant[same + 1] ?? '') + (meant[same] ?? '') + meant.slice(same + 2)
  return typed === turned
}
