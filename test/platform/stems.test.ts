import fc from 'fast-check'
import { expect, it } from 'vitest'
import { skeleton, spellings } from '../../src/platform/skeleton.ts'
import { indexedForms, slavicStem, wantedWord, wordsIn } from '../../src/platform/stems.ts'

it.each([
  ['sofia', ['София', 'СОФИЯ', 'Sofia', 'sofiya', 'Sofija']],
  ['ruse', ['Русе', 'Ruse', 'Rousse']],
  ['iambol', ['Ямбол', 'Yambol', 'Jambol', 'Iambol']],
  ['obshestvo', ['общество', 'obshtestvo', 'obshchestvo', 'obschestvo']],
  ['cheliabinsk', ['Челябинск', 'Chelyabinsk', 'Tcheljabinsk', 'Čeljabinsk']],
  ['kozhuharov', ['Кожухаров', 'Kozhukharov', 'Kožuharov']],
  ['minsk', ['Минск', 'Мінск', 'Minsk']],
  ['onuktur', ['өнүктүр', 'онуктур']],
  ['obiavlene', ['объявление', 'обявление', 'obyavlenie', "об'явление"]],
  ['artem', ['Артём', 'Артем', 'Artem']],
])('%s is what each of these sounds like', (sound, words) => {
  expect(words.map(skeleton)).toEqual(words.map(() => sound))
})

it.each([
  ['кръгла кръгли кръглата кръглите кръгъл кръгло'],
  ['маса маси масата масите'],
  ['круглый круглого круглые круглых круглому круглым'],
  ['стол стола столы столов столом столах столами'],
  ['конференция конференции конференцию конференций конференциями конференцията конференциите'],
  ['обсуждение обсуждения обсуждений обсуждению обсуждением'],
  ['обществено обществена обществени обществените обществената'],
  ['резултат резултати резултатът резултатите'],
  ['участник участници участниците участников участниками'],
  ['село села селото селата селах'],
  ['площадка площадки площадок площадкам'],
  ['Уфа Уфы Уфе Уфу Уфой'],
  ['канферэнцыя канферэнцыі канферэнцый канферэнцыяй'],
])('all forms have one stem: %s', (forms) => {
  expect(new Set(forms.split(' ').map((form) => slavicStem(skeleton(form)))).size).toBe(1)
})

it('takes doubled letters for one where enough of the word is left', () => {
  const heard = ['Анна', 'масса', 'росс', 'уу', 'суу', 'ооо', 'zzzz', 'аабб'].map(skeleton)
  expect(heard).toEqual(['ana', 'masa', 'ros', 'uu', 'suu', 'ooo', 'zzzz', 'aabb'])
})

it('knows where a word ends that goes on with с', () => {
  expect(indexedForms('Кметство', 'bg')).toEqual(['kmectvo', 'kmectv', 'kmet'])
  expect(indexedForms('тсонга', 'bg')).toEqual(['conga', 'cong'])
})

it('may be typed as it is heard', () => {
  expect(spellings('Търново')).toEqual(['tarnovo', 'turnovo', 'tirnovo'])
  expect(spellings('мёд')).toEqual(['med', 'miod'])
})

it('leaves numbers as they are, and tells words from signs', () => {
  expect(wordsIn("BG05-2.0 „Кръгла“ маса, об'ява! 🙂 % _")).toEqual([
    'BG05',
    '2',
    '0',
    'Кръгла',
    'маса',
    "об'ява",
  ])
  expect(indexedForms('2025', 'bg')).toEqual(['2025'])
  expect(wantedWord('2025', 'bg')).toEqual({ typed: '2025', stems: [] })
})

it('gives letters and digits alone, never an empty word, whatever was typed; and finds what it stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('bg', 'ky', 'en'), (text, language) => {
      for (const word of wordsIn(text)) {
        const stored = indexedForms(word, language)
        expect(stored.filter((form) => !/^[\p{L}\p{N}\p{M}\p{S}\p{P}\p{Cf}]+$/u.test(form))).toEqual([])
        const { typed } = wantedWord(word, language)
        expect(typed === '' || stored.some((form) => form.startsWith(typed))).toBe(true)
      }
    }),
    { numRuns: 2000, examples: [['\ufe7a', 'bg']] },
  )
})
