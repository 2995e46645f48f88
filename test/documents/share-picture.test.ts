import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  eventPicture,
  eventPictureWords,
  pictureKey,
  type SharePicture,
  sitePicture,
} from '../../src/documents/share-picture.ts'
import { pictureSize, pictureSvg } from '../../src/documents/share-picture-drawing.ts'
import { type Language, languages } from '../../src/platform/i18n.ts'
import { drawPicture, pictureRuler } from '../../src/platform/picture.ts'
import { published } from '../support/announcements.ts'
import { type ReadElement, readXml } from '../support/read-xml.ts'

const brand = { brandName: 'Община Примерово', brandAccent: null }
const ruler = await pictureRuler()
const longest =
  'Заключителна конференция по проект „За бъдещото развитие на община Иваново“: мониторинг, гражданско участие и ' +
  'партньорство между местната власт и неправителствените организации'

type Text = { text: string; x: number; y: number; size: number; weight: 'regular' | 'bold' }

function textsOf(svg: string): Text[] {
  const root = readXml(svg)
  return root.children.flatMap((child) =>
    typeof child === 'object' && child.name === 'text' ? [text(child)] : [],
  )
}

function text({ attributes, children }: ReadElement): Text {
  return {
    text: children.join(''),
    x: Number(attributes.x),
    y: Number(attributes.y),
    size: Number(attributes['font-size']),
    weight: attributes['font-weight'] === '700' ? 'bold' : 'regular',
  }
}

const drawn = (picture: SharePicture) => pictureSvg(picture, null, ruler)
const titleLines = (svg: string) =>
  textsOf(svg).filter(({ x, y, weight }) => weight === 'bold' && x > 200 && y > 206)

describe('the picture of an event', () => {
  it('says when, what and where', () => {
    expect(eventPicture(published(), brand, 'bg')).toEqual({
      brand: 'Община Примерово',
      accent: '#0b5351',
      plate: { weekday: 'вт', day: '2', month: 'март', year: '2027', iso: '2027-03-02' },
      state: null,
      kicker: 'Кръгла маса · Примерово',
      title: 'Кръгла маса: местна власт и граждани',
      lines: ['09:00–13:00 ч. (София, UTC+2)', 'Община Примерово, Зала 1, ул. Широка 7, Примерово'],
    })
    expect(eventPictureWords(published({ status: 'cancelled' }), 'en')).toBe(
      'Cancelled: Round table: local authority and citizens. Tuesday, 2 March 2027, 09:00–13:00 (Sofia, UTC+2). ' +
        'Town hall of Primerovo, Hall 1, ул. Широка 7, Primerovo',
    )
  })

  it('names all the days, and what is called off', () => {
    const days = { ...published({ status: 'postponed' }), endsAt: '2027-03-04T11:00:00.000Z' }
    const { state, lines } = eventPicture(days, brand, 'en')
    expect([state, lines[0]]).toEqual(['Postponed', '2–4 March 2027 · starts 09:00, ends 13:00'])
    expect(eventPicture(published({ venue: {} }), brand, 'en').lines).toHaveLength(1)
  })

  it('has another address when anything in it changes', () => {
    const key = (changes: Parameters<typeof published>[0], language: Language = 'bg', own = brand) =>
      pictureKey(eventPicture(published(changes), own, language))
    const keys = [
      key({}),
      key({ title: { bg: 'Друго' } }),
      key({ status: 'cancelled' }),
      key({ venue: {} }),
      key({}, 'ru'),
      key({}, 'bg', { ...brand, brandName: 'Друга' }),
      key({}, 'bg', { brandName: brand.brandName, brandAccent: '#7a1f5c' as never }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(key({ summary: { bg: 'Не се вижда на нея' } })).toBe(key({}))
  })

  it('shows a title of 180 letters whole, and keeps every line inside', () => {
    for (const title of [longest, 'Сбор']) {
      for (const status of ['published', 'cancelled'] as const) {
        const svg = drawn(eventPicture(published({ title: { bg: title }, status }), brand, 'bg'))
        expect(
          titleLines(svg)
            .map((line) => line.text)
            .join(' '),
        ).toBe(title)
      }
    }
    expect(titleLines(drawn(eventPicture(published({ title: { bg: 'Сбор' } }), brand, 'bg')))[0]?.size).toBe(
      84,
    )
  })

  it('lets nothing out of the frame, nor over the foot, whatever people write', () => {
    const piece = fc.constantFrom(
      '</text><script>',
      '&',
      '"',
      ' ',
      'Ң',
      'щ',
      '🙂',
      '\u0000',
      'дълго',
      '-',
      'Ελ',
    )
    const words = fc.array(piece, { minLength: 1, maxLength: 120 }).map((all) => `Т${all.join('')}`)
    fc.assert(
      fc.property(words, words, fc.boolean(), (title, place, isOff) => {
        const status = isOff ? 'cancelled' : 'published'
        const event = published({
          title: { bg: title },
          venue: { name: { bg: place }, city: { bg: place } },
          status,
        })
        const svg = drawn(eventPicture(event, brand, 'bg'))
        const family = svg.includes('"Noto Sans"') ? 'Noto Sans' : 'Golos Text'
        for (const { text: line, x, y, size, weight } of textsOf(svg)) {
          expect(x + ruler(line, size, weight, family)).toBeLessThanOrEqual(pictureSize.width - 63)
          expect(y).toBeLessThanOrEqual(pictureSize.height - 30)
        }
      }),
      { numRuns: 150 },
    )
  })
})

it('a picture of the list says what the site is, in each language', () => {
  const texts = languages.map(
    (language) => sitePicture(brand, 'https://events.example.org', language).lines[0],
  )
  expect(new Set(texts).size).toBe(languages.length)
})

describe('drawing', () => {
  it('makes a PNG of the size that sites ask for', async () => {
    const png = await drawPicture(drawn(eventPicture(published(), brand, 'ky')))
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
    expect(png.length).toBeLessThan(300_000)
  })

  it('draws every letter of our languages, and Greek from the other font', async () => {
    const letter = (text: string) =>
      drawPicture(
        drawn({ ...sitePicture(brand, 'https://events.example.org', 'en'), title: text, lines: [] }),
      )
    // What no font has is an empty box, the same for each.
    const [missing, alike] = await Promise.all([letter('\u4e00\u4e00'), letter('\u4e01\u4e01')])
    expect(missing.equals(alike ?? Buffer.alloc(0))).toBe(true)
    const letters = ['Ң', 'ү', 'Ө', 'ў', 'і', 'ё', 'ъ', 'Ω']
    const pictures = await Promise.all(letters.map((one) => letter(one + one)))
    const different = new Set([...pictures, missing].map((picture) => picture.toString('base64')))
    expect(different.size).toBe(letters.length + 1)
  })

  it('puts in the picture of the brand', async () => {
    const picture = eventPicture(published(), brand, 'bg')
    const body = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3H0z"/></svg>',
    )
    const branded = pictureSvg(picture, { mediaType: 'image/svg+xml', body }, ruler)
    expect((await drawPicture(branded)).equals(await drawPicture(drawn(picture)))).toBe(false)
  })
})
