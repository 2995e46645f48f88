import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { structuredData } from '../../src/documents/structured-data.ts'
import { scriptJson } from '../../src/platform/view-helpers.ts'
import { published, publisher } from '../support/announcements.ts'

/** What a search engine gets: the JSON of the script element, read back. */
function read(event: Parameters<typeof structuredData>[0], language: 'en' | 'bg' | 'ru' = 'bg'): unknown {
  return JSON.parse(scriptJson(structuredData(event, publisher, language)))
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
      isAccessibleForFree: true,
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
    const data = structuredData(published({ venue }), publisher, 'bg')
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
