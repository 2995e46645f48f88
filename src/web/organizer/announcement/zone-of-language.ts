/** Where most who speak a language live; it is a first guess, which the form shows. */
const zones: Readonly<Record<string, string>> = {
  bg: 'Europe/Sofia',
  ru: 'Europe/Moscow',
  ky: 'Asia/Bishkek',
  be: 'Europe/Minsk',
  en: 'Europe/Brussels',
}

export function zoneOfLanguage(language: string): string {
  return zones[language] ?? 'Europe/Brussels'
}
