/** What somebody might type who wishes the next reader ill. */
import fc from 'fast-check'

/** An element and an attribute that no page of ours has: if a parser finds them, something was not escaped. */
export const probeTag = 'xss-probe'

export const nastyTexts: readonly string[] = [
  'Елена Стоянова',
  'Ана\r\nBcc: victim@example.org',
  'Ана\n\nBEGIN:VEVENT\r\nATTENDEE:mailto:victim@example.org',
  'a":mailto:x@y',
  '"Ана" <victim@example.org>, other@example.org',
  'Ана; Мария, "Вера" \\n \\',
  "=cmd|' /C calc'!A0",
  '+1; =HYPERLINK("http://evil.example","x")',
  '-1\n=1+1',
  '@SUM(1)\t=2',
  '＝1+1',
  `<${probeTag} onprobe=1>`,
  `"><${probeTag}>' onprobe='1`,
  `</title></textarea></script><${probeTag}>`,
  '&lt;b&gt; &#x27; &amp;amp;',
  '{{page}} {{{page}}} {name} {n, plural, other {#}}',
  '# Заглавие [click](https://evil.example) **b** `c`',
  '100% _sure_ \\% [a-z]* ^$ .',
  '\u202eдокумент\u2066.exe\u2069',
  'А\u200bн\u00adа\ufeff',
  'И\u0306ван и Йван, ﬁne ＡＢＣ',
  '👩‍👩‍👧‍👦🇧🇬 Z͑ͫ̓ͪ̂ͫ̽a̴l̷g̸o',
  '\ud800 един \udc00',
  'нула\u0000край\u0007\u001b[31m\u0085\u2028\u2029',
  '_x0041_ _x000D_',
  '__proto__',
  'constructor',
  'null',
  "'; drop table registrations; --",
  "' or '1'='1",
  '?subject=x&body=y%0d%0aBcc:z',
  '=?utf-8?q?a=0d=0aBcc:_x@y?=',
  'Сдружение „Пример“'.repeat(20),
  'x'.repeat(5_000),
  ' \t \u00a0 ',
  '',
]

export const nasty = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 150 }),
  fc.string({
    unit: fc.constantFrom(...'\r\n\t"\'<>,;:@=+-?\\&%#{}[]| Яа\u0301é\u202e\ud800'.split('')),
    maxLength: 60,
  }),
)

/** As a broken or ill-meaning program sends it: half a pair of surrogates becomes its three bytes. */
export function percentEncoded(text: string): string {
  return [...text]
    .map((character) => (character.isWellFormed() ? encodeURIComponent(character) : halfPair(character)))
    .join('')
}

function halfPair(character: string): string {
  const unit = character.charCodeAt(0)
  const bytes = [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]
  return bytes.map((byte) => `%${byte.toString(16)}`).join('')
}

/** The same after the line: those bytes are no UTF-8, and each stands for a character that is not known. */
export function arrived(text: string): string {
  return [...text].map((character) => (character.isWellFormed() ? character : '\ufffd\ufffd\ufffd')).join('')
}

/** Pairs of name and value as the body of a form. */
export function formBody(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map((pair) => pair.map(percentEncoded).join('=')).join('&')
}
