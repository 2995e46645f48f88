/** Slips in the names of the great mail providers: pointed at, never refused. */

const providers = [
  ...[
    'gmail.com',
    'abv.bg',
    'mail.bg',
    'dir.bg',
    'mail.ru',
    'yandex.ru',
    'yandex.com',
    'rambler.ru',
    'inbox.ru',
  ],
  ...['list.ru', 'yahoo.com', 'hotmail.com', 'outlook.com', 'icloud.com', 'proton.me', 'tut.by', 'ukr.net'],
]

/** Real domains that are one letter away from a greater one. */
const real: ReadonlySet<string> = new Set([
  ...['mail.com', 'email.com', 'ymail.com', 'gmx.com', 'mail.by', 'mail.kg', 'mail.kz', 'mail.de', 'mail.ee'],
  ...['yandex.by', 'yandex.kz', 'yandex.ua', 'inbox.lv', 'inbox.lt', 'inbox.eu', 'hotmail.co', 'lists.ru'],
])

/** The address that was probably meant, or undefined when nothing looks like a slip. */
export function suggestedAddress(email: string): string | undefined {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1).toLowerCase()
  if (at < 1 || real.has(domain) || providers.includes(domain)) return undefined
  const meant = providers.find((provider) => isOneSlipAway(domain, provider))
  return meant && `${email.slice(0, at)}@${meant}`
}

/** One letter too many, too few, wrong, or two neighbours swapped. */
function isOneSlipAway(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false
  let same = 0
  while (same < typed.length && typed[same] === meant[same]) same += 1
  const rests = (skipTyped: number, skipMeant: number) =>
    typed.slice(same + skipTyped) === meant.slice(same + skipMeant)
  if (typed.length !== meant.length) return rests(1, 0) || rests(0, 1)
  const isSwapped = typed[same] === meant[same + 1] && typed[same + 1] === meant[same]
  return rests(1, 1) || (isSwapped && rests(2, 2))
}
