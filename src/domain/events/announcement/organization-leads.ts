/** The words that give an organization its part in an event. */
import type { OrganizationRole } from '../event.ts'
import { list } from './source.ts'

export const labels: readonly [OrganizationRole, readonly string[]][] = [
  [
    'organizer',
    list(`
      организатор организатори арганізатар organiser organizer уюштуруучу исполнител изпълнител
      домакин
    `),
  ],
  ['partner', ['партньор', 'партнер', 'партнёр', 'partner', 'партнёры', 'өнөктөш']],
  ['beneficiary', ['бенефициент', 'бенефициар', 'beneficiar']],
  ['funder', ['финансиращ', 'донор', 'funder', 'donor', 'спонсор']],
]
/** What stands before an organization: the last words before its name. */
export const leads: readonly [OrganizationRole, readonly (readonly string[])[]][] = [
  [
    'funder',
    [
      ['финансир', 'съфинансир', 'софинансир', 'фінанс'],
      ['от', 'из', 'са', 'з', 'за счет'],
    ],
  ],
  ['funder', [['funded', 'financed', 'supported', 'cofunded'], ['by']]],
  [
    'funder',
    [
      ['financial', 'support', 'подкреп', 'помощ', 'помощь'],
      ['of', 'на', 'from'],
    ],
  ],
  ['funder', [['средств', 'гранта', 'предоставлен', 'финансир', 'фінансу']]],
  [
    'funder',
    [
      ['при', 'пры'],
      ['поддержке', 'падтрымцы', 'подкрепата'],
    ],
  ],
  [
    'partner',
    [
      ['партньорств', 'partnership', 'партнерств', 'cooperation', 'сътрудничеств', 'сотрудничеств'],
      ['с', 'със', 'with'],
    ],
  ],
  [
    'organizer',
    [
      ['съвместно', 'совместно', 'сумесна', 'together', 'jointly'],
      ['с', 'със', 'со', 'з', 'with'],
    ],
  ],
  [
    'organizer',
    [
      ['организиран', 'organised', 'organized', 'hosted', 'провеждан', 'арганізаван'],
      ['от', 'by'],
    ],
  ],
  ['organizer', [['организованн', 'организуем', 'проводим', 'арганізаваны']]],
  [
    'organizer',
    [
      [
        'организира',
        'провежда',
        'организовал',
        'организовала',
        'организовало',
        'организует',
        'организуют',
        'се изпълнява',
      ],
      [],
    ],
  ],
  ['organizer', [['изпълнява', 'реализира', 'осъществява'], ['от']]],
]
export const verbs = [
  ...[
    'организира',
    'организират',
    'провежда',
    'провеждат',
    'представи',
    'представят',
    ...list('проведе проведат проведет проведут правядзе правядуць праводзяць'),
    'кани',
    'канят',
  ],
  ...list(`
    проводит проводят организует организуют приглашает приглашают организовал оповещает запрашае
    запрашаюць праводзіць өткөрөт чакырат
  `),
  ...['invites', 'invite', 'hosts', 'host', 'organises', 'organizes', 'has', 'have', 'is', 'are', 'will'],
]
/** "has", "is" and "will" say nothing alone. */
export const openVerbs = new Set(['has', 'have', 'is', 'are', 'will'])
export const completions = list(`
  pleasure running host holding organising organizing honour hosting inviting hold invite organise
`)
