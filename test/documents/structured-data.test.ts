import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breadcrumbs, type Standing, structuredData } from '../../src/documents/structured-data.ts'
import { type EventStatus, kinds } from '../../src/domain/events/event.ts'
import { languages } from '../../src/platform/i18n.ts'
import { scriptJson } from '../../src/platform/view-helpers.ts'
import { published, publisher } from '../support/announcements.ts'
import { schemaFaults } from '../support/schema-org.ts'

const open: Standing = {
  phase: 'open',
  opensAt: '2027-01-10T07:00:00.000Z',
  closesAt: '2027-02-28T16:00:00.000Z',
  placesLeft: 12,
  picture: 'https://events.example.org/events/round-table-2027/picture.bg.0123456789ab.png',
}

/** What a search engine gets: the JSON of the script element, read back. */
function read(
  event: Parameters<typeof structuredData>[0],
  language: string = 'bg',
  standing: Partial<Standing> = {},
): Record<string, unknown> {
  return JSON.parse(scriptJson(structuredData(event, publisher, language, { ...open, ...standing })))
}

describe('structured data', () => {
  test('says what, when, where, who', () => {
    expect(read(published())).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Event',
      '@id': 'https://events.example.org/events/round-table-2027',
      url: 'https://events.example.org/bg/events/round-table-2027',
      name: 'Кръгла маса: местна власт и граждани',
      description: 'Изводи и препоръки; въпроси от залата, до обяд.',
      inLanguage: 'bg',
      startDate: '2027-03-02T09:00:00+02:00',
      endDate: '2027-03-02T13:00:00+02:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      image: [open.picture],
      location: [
        {
          '@type': 'Place',
          name: 'Община Примерово, Зала 1',
          address: {
            '@type': 'PostalAddress',
            streetAddress: 'ул. Широка 7',
            addressLocality: 'Примерово',
            addressCountry: 'BG',
          },
          geo: { '@type': 'GeoCoordinates', latitude: 42.4258, longitude: 25.6345 },
        },
      ],
      organizer: [
        { '@type': 'Organization', name: 'Община Примерово', url: 'https://primerovo.example.org' },
      ],
      funder: [{ '@type': 'Organization', name: 'Фонд „Пример“' }],
      performer: [
        {
          '@type': 'Person',
          name: 'Иван Примеров',
          affiliation: { '@type': 'Organization', name: 'Сдружение „Пример“' },
        },
      ],
      maximumAttendeeCapacity: 20,
      remainingAttendeeCapacity: 12,
      isAccessibleForFree: true,
      offers: {
        '@type': 'Offer',
        url: 'https://events.example.org/bg/events/round-table-2027/register',
        price: 0,
        priceCurrency: 'EUR',
        availability: 'https://schema.org/InStock',
        validFrom: '2027-01-10T09:00:00+02:00',
        validThrough: '2027-02-28T18:00:00+02:00',
      },
    })
  })

  test.each([
    [{ online_url: 'https://meet.example.org' }, 'Online', ['VirtualLocation']],
    [
      { city: { bg: 'Примерово' }, online_url: 'https://meet.example.org' },
      'Mixed',
      ['Place', 'VirtualLocation'],
    ],
    [{ city: { bg: 'Примерово' } }, 'Offline', ['Place']],
    [{}, 'Offline', undefined],
  ])('of %j is %s', (venue, mode, places) => {
    const data = structuredData(published({ venue }), publisher, 'bg', open)
    expect(data.eventAttendanceMode).toBe(`https://schema.org/${mode}EventAttendanceMode`)
    const { location } = JSON.parse(JSON.stringify(data))
    expect(location?.map((place: Record<string, unknown>) => place['@type'])).toEqual(places)
  })

  test.each([
    ['postponed', 'https://schema.org/EventPostponed'],
    ['cancelled', 'https://schema.org/EventCancelled'],
  ] as const)('of what is %s says so', (status, eventStatus) => {
    expect(read(published({ status }))).toMatchObject({ eventStatus })
  })

  test.each([
    ['early', 'PreOrder'],
    ['open', 'InStock'],
    ['waiting-list', 'SoldOut'],
    ['full', 'SoldOut'],
    ['closed', 'SoldOut'],
    ['over', undefined],
    ['cancelled', undefined],
    ['postponed', undefined],
  ] as const)('offers places while %s as %s', (phase, availability) => {
    const { offers } = read(published(), 'bg', { phase })
    expect(offers === undefined ? undefined : Object(offers).availability).toBe(
      availability && `https://schema.org/${availability}`,
    )
  })

  test('of every kind, state and language is what schema.org and search engines expect', () => {
    const venues = [published().document.venue, { online_url: 'https://meet.example.org' }, {}]
    const states: [EventStatus, Standing['phase']][] = [
      ['published', 'open'],
      ['published', 'early'],
      ['published', 'over'],
      ['postponed', 'postponed'],
      ['cancelled', 'cancelled'],
    ]
    for (const language of languages) {
      for (const kind of kinds) {
        for (const venue of venues) {
          for (const [status, phase] of states) {
            const event = published({ kind, venue, status })
            const standing = phase === 'over' ? { placesLeft: null, opensAt: null } : {}
            const faults = schemaFaults(read(event, language, { phase, ...standing }))
            expect([language, kind, status, faults]).toEqual([language, kind, status, []])
          }
        }
      }
      expect(schemaFaults(breadcrumbs(published(), publisher, language))).toEqual([])
    }
  })

  test('would be found wrong where it is', () => {
    const wrong = { ...read(published()), startDate: '2027-03-02T09:00', contactPoint: 'x', name: undefined }
    expect(schemaFaults(wrong)).toEqual([
      ': lacks name',
      '/name: undefined is no Text',
      '/startDate: "2027-03-02T09:00" is no DateTime',
      '/contactPoint: unknown in Event',
    ])
    expect(schemaFaults({ ...read(published()), location: [{ '@type': 'Person', name: 'A' }] })).toEqual([
      '/location: Person instead of Place,VirtualLocation,PostalAddress,Text',
    ])
  })

  test('cannot leave its script element, and reads back whole', () => {
    const nasty = fc.constantFrom('</script>', '<!--', ']]>', '\u2028', '"', '\\', '&lt;')
    fc.assert(
      fc.property(fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme' }))), (parts) => {
        const text = parts.join('')
        const json = scriptJson({ text })
        expect(json).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(json)).toEqual({ text })
      }),
    )
  })
})
