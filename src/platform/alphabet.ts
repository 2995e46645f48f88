/** Byte order made the order of the alphabet, for what a database sorts without knowing languages. */

/**
 * Unicode keeps these letters behind я. Each is written as the letter that it follows and a sign behind all letters,
 * but for і, which stands where и does (no language of ours has both).
 */
const places: Readonly<Record<string, string>> = { і: 'и', ў: 'уӿ', ң: 'нӿ', ө: 'оӿ', ү: 'уӿ' }
const letters = new RegExp(`[${Object.keys(places).join('')}]`, 'g')

/** Folded text (`fold`) so that its bytes stand as its words do: "Ўжын" between "Ужын" and "Фама". Never shown. */
export function alphabetical(folded: string): string {
  return folded.replace(letters, (letter) => places[letter] ?? letter)
}
