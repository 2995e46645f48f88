/**
 * Every sentence of the product, by language. Imported file by file, so that the compiler knows the keys: one that
 * exists in English and is missing elsewhere does not compile. A new language is five files and a line here.
 */
import bgDocuments from '../../views/phrases/bg/documents.json' with { type: 'json' }
import bgLetters from '../../views/phrases/bg/letters.json' with { type: 'json' }
import bgOrganizer from '../../views/phrases/bg/organizer.json' with { type: 'json' }
import bgPublic from '../../views/phrases/bg/public.json' with { type: 'json' }
import bgTerms from '../../views/phrases/bg/terms.json' with { type: 'json' }
import enDocuments from '../../views/phrases/en/documents.json' with { type: 'json' }
import enLetters from '../../views/phrases/en/letters.json' with { type: 'json' }
import enOrganizer from '../../views/phrases/en/organizer.json' with { type: 'json' }
import enPublic from '../../views/phrases/en/public.json' with { type: 'json' }
import enTerms from '../../views/phrases/en/terms.json' with { type: 'json' }
import ruDocuments from '../../views/phrases/ru/documents.json' with { type: 'json' }
import ruLetters from '../../views/phrases/ru/letters.json' with { type: 'json' }
import ruOrganizer from '../../views/phrases/ru/organizer.json' with { type: 'json' }
import ruPublic from '../../views/phrases/ru/public.json' with { type: 'json' }
import ruTerms from '../../views/phrases/ru/terms.json' with { type: 'json' }

const en = { ...enTerms, ...enPublic, ...enOrganizer, ...enLetters, ...enDocuments }

export type PhraseKey = keyof typeof en
type Phrases = Readonly<Record<PhraseKey, string>>

const bg: Phrases = { ...bgTerms, ...bgPublic, ...bgOrganizer, ...bgLetters, ...bgDocuments }
const ru: Phrases = { ...ruTerms, ...ruPublic, ...ruOrganizer, ...ruLetters, ...ruDocuments }

/** Languages of the product, in the order in which they are offered; each with its BCP 47 locale for Intl. */
export const locales = { en: 'en-GB', bg: 'bg-BG', ru: 'ru-RU' } as const

export const phrases: Readonly<Record<keyof typeof locales, Phrases>> = { en, bg, ru }
