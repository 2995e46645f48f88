import { expect, it } from 'vitest'
import { isAddress } from '../../src/web/fields.ts'

const addresses = [
  ...['ivan@example.org', "o'brien+list@example.org", 'ivan@EXAMPLE.org', 'ivan@a-b.example.org'],
  ...['ivan@пример.рф', 'ivan@xn--e1afmkfd.xn--p1ai', 'ivan@straße.example.org', 'ivan@例え。テスト'],
]

const others = [
  ...[
    '',
    'ivan',
    '@example.org',
    'ivan@',
    'ivan@localhost',
    'ivan@example',
    'ivan@192.0.2.1',
    'ivan@[192.0.2.1]',
  ],
  ...['a@b@example.org', '"a b"@example.org', 'a b@example.org', '.a@example.org', 'a..b@example.org'],
  ...[
    'ivan@example..org',
    'ivan@-.example.org',
    'ivan@example.org.',
    'ivan@example.org:25',
    'иван@example.org',
  ],
  // What an address of the web may have behind its host, a second recipient with it.
  ...['ivan@example.org/é', 'ivan@пример.рф?x', 'ivan@пример.рф#x', 'ivan@пример.рф\\x', 'ivan@пример.рф:80'],
  ...[
    'ivan@é.example.org/ , eve',
    'ivan@é.example.org/>x<eve',
    'ivan@é.example.org/"x";y',
    'ivan@ex%61mplé.org',
  ],
]

it('takes what mail servers carry, the domain in any script', () => {
  expect(addresses.filter((text) => !isAddress(text))).toEqual([])
})

it('takes nothing else for an address', () => {
  expect(others.filter(isAddress)).toEqual([])
})
