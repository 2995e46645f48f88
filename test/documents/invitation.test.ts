import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type InvitationInput, invitation } from '../../src/documents/invitation.ts'
import { cleanLine, cleanLines } from '../../src/platform/text.ts'
import { roundTable } from '../support/announcements.ts'
import { onlyEvent, type ReadComponent, readCalendar } from '../support/read-calendar.ts'

const input: InvitationInput = {
  method: 'REQUEST',
  uid: '0123456789abcdef0123456789abcdef@events.example.org',
  sequence: 4,
  stampedAt: '2027-01-12T10:20:30.456Z',
  event: roundTable,
  startsAt: '2027-03-02T07:00:00.000Z',
  endsAt: '2027-03-02T11:00:00.000Z',
  language: 'bg',
  organizer: { name: 'Община Примерово', email: 'events@example.org' },
  attendee: { name: 'Пётр Образцов', email: 'petr.obraztsov+work@example.org' },
  partstat: 'ACCEPTED',
  rsvp: true,
  url: 'https://events.example.org/bg/events/round-table-2027',
}

const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')

describe('an invitation', () => {
  test('says everything, on lines that any calendar reads', () => {
    expect(unfolded(invitation(input))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Turnout//Turnout//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:0123456789abcdef0123456789abcdef@events.example.org',
      'SEQUENCE:4',
      'DTSTAMP:20270112T102030Z',
      'DTSTART:20270302T070000Z',
      'DTEND:20270302T110000Z',
      'SUMMARY:Кръгла маса: местна власт и граждани',
      'TRANSP:OPAQUE',
      'LOCATION:Община Примерово\\, Зала 1\\, ул. Широка 7\\, Примерово',
      'GEO:42.4258;25.6345',
      'DESCRIPTION:Изводи и препоръки\\; въпроси от залата\\, до обяд.\\n\\nКога: вторник\\, 2 март 2027 г.\\, ' +
        '09:00–13:00 ч. (София\\, UTC+2)\\nКъде: Община Примерово\\, Зала 1\\, ул. Широка 7\\, Примерово\\n' +
        'За контакт: Мария Примерова\\, +359 42 000 000\\, maria@example.org\\n' +
        'Подробности: https://events.example.org/bg/events/round-table-2027',
      'ORGANIZER;CN="Община Примерово":mailto:events@example.org',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="Пётр Образцов":' +
        'mailto:petr.obraztsov+work@example.org',
      'URL;VALUE=URI:https://events.example.org/bg/events/round-table-2027',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })

  test('withdrawn is a CANCEL of the same entry that asks for no answer', () => {
    const cancelled = onlyEvent(invitation({ ...input, method: 'CANCEL', sequence: 5 }))
    expect(readCalendar(invitation({ ...input, method: 'CANCEL' })).properties.at(-1)).toMatchObject({
      name: 'method',
      value: 'CANCEL',
    })
    expect([cancelled.uid?.value, cancelled.sequence?.value, cancelled.status?.value]).toEqual([
      input.uid,
      '5',
      'CANCELLED',
    ])
    expect(cancelled.organizer?.value).toBe('mailto:events@example.org')
    expect(cancelled.attendee).toMatchObject({
      value: 'mailto:petr.obraztsov+work@example.org',
      parameters: { rsvp: 'FALSE' },
    })
  })

  test('asks for no answer where none can be received', () => {
    const { attendee } = onlyEvent(invitation({ ...input, partstat: 'NEEDS-ACTION', rsvp: false }))
    expect(attendee?.parameters).toEqual({
      cutype: 'INDIVIDUAL',
      role: 'REQ-PARTICIPANT',
      partstat: 'NEEDS-ACTION',
      rsvp: 'FALSE',
      cn: 'Пётр Образцов',
    })
  })

  test('of a postponed event is tentative, of a cancelled one cancelled', () => {
    const statusOf = (status: 'postponed' | 'cancelled') =>
      onlyEvent(invitation({ ...input, event: { ...roundTable, status } })).status?.value
    expect([statusOf('postponed'), statusOf('cancelled')]).toEqual(['TENTATIVE', 'CANCELLED'])
  })

  test('to an event on the web leads there; the equator is a place too', () => {
    const online = { ...roundTable, venue: { online_url: 'https://meet.example.org/r?a=1,2;b' } }
    const read = onlyEvent(invitation({ ...input, event: online, language: 'en' }))
    expect(read.location?.value).toBe('https://meet.example.org/r?a=1,2;b')
    expect(read.description?.value).toContain('\nOnline: https://meet.example.org/r?a=1,2;b\n')
    const equator = { ...roundTable, venue: { latitude: 0, longitude: -0.00000001 } }
    expect(unfolded(invitation({ ...input, event: equator }))).toContain('GEO:0.000001;0.000001')
  })

  test('of nothing but the required has no empty lines', () => {
    const { summary: _, ...rest } = roundTable
    const read = onlyEvent(
      invitation({ ...input, event: { ...rest, venue: {}, contact: {} }, language: 'ru' }),
    )
    expect(Object.keys(read)).toEqual([
      'uid',
      'sequence',
      'dtstamp',
      'dtstart',
      'dtend',
      'summary',
      'transp',
      'description',
      'organizer',
      'attendee',
      'url',
      'status',
    ])
    expect(read.description?.value).toBe(
      'Когда: вторник, 2 марта 2027 г., 09:00–13:00 (София, UTC+2)\n' +
        'Подробнее: https://events.example.org/bg/events/round-table-2027',
    )
  })

  test.each(['a\r\nATTENDEE:mailto:x@y', 'a,b', 'a b', 'а@example.org', ''])(
    'does not take %j as its UID',
    (uid) => {
      expect(() => invitation({ ...input, uid })).toThrow('UID')
    },
  )
})

const nasty = fc.constantFrom(
  'a":mailto:victim@example.org',
  '\r\nATTENDEE:mailto:victim@example.org',
  '\r\n ATTENDEE:mailto:victim@example.org\r\n',
  '\nEND:VEVENT\nBEGIN:VALARM\n',
  '\u2028X-EVIL:1',
  "^'^n^^",
  '\\n\\\\;,:="',
  '\u202eevil\u202c\u2066',
  '👩‍👩‍👧',
  '\ud800',
  '\udc00\ud800',
  '\u0000\u0007\u001b\u0085',
  '\\',
  'ü',
  '，；：＂',
)
const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme' }), nasty)
const hostile = fc.oneof(
  fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
  nasty.map((text) => text.repeat(300)),
)

/** Name, parameter names and shape, without what the texts hold. */
function skeleton(read: ReadComponent): unknown {
  return {
    name: read.name,
    properties: read.properties.map(({ name, parameters }) => [name, Object.keys(parameters)]),
    components: read.components.map(skeleton),
  }
}

function hostileInput(name: string, text: string, more: string): InvitationInput {
  const event = {
    ...roundTable,
    title: { bg: `Т${text}` },
    summary: { bg: `С${more}` },
    venue: { ...roundTable.venue, room: { bg: text }, name: { bg: `З${more}` } },
    contact: { ...roundTable.contact, name: { bg: text } },
  }
  return {
    ...input,
    event,
    attendee: { name: `П${name}`, email: input.attendee.email },
    organizer: { name: `О${text}`, email: input.organizer.email },
  }
}

describe('whatever people and organizers type', () => {
  test('the file has the same lines, one attendee, the right address', () => {
    const innocent = skeleton(readCalendar(invitation(input)))
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, text, more) => {
        const file = invitation(hostileInput(name, text, more))
        expect(skeleton(readCalendar(file))).toEqual(innocent)
        const read = onlyEvent(file)
        expect(read.attendee?.value).toBe('mailto:petr.obraztsov+work@example.org')
        expect(read.organizer?.value).toBe('mailto:events@example.org')
      }),
      { numRuns: 1000 },
    )
  })

  test('texts read back as they were cleaned', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, text, more) => {
        const read = onlyEvent(invitation(hostileInput(name, text, more)))
        expect(read.summary?.value).toBe(cleanLine(`Т${text}`, 400))
        expect(read.description?.value.split('\n\n')[0]).toBe(cleanLines(`С${more}`, 4_000).split('\n\n')[0])
        expect(read.attendee?.parameters.cn).toBe(
          cleanLine(`П${name}`, 200).replaceAll('"', "'").replaceAll(/[\\^]/g, '/'),
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('no line is longer than 75 octets, none is broken inside a character, all end in CRLF', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, text, more) => {
        const bytes = Buffer.from(invitation(hostileInput(name, text, more)))
        const lines = bytes.toString('latin1').split('\r\n')
        expect(lines.pop()).toBe('')
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(75)
          expect(line).not.toMatch(/[\r\n]/)
          new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'))
        }
      }),
      { numRuns: 500 },
    )
  })

  test('an address stays one address', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const file = invitation({ ...input, attendee: { name: '', email: `${text}@example.org` } })
        const read = onlyEvent(file)
        expect(Object.keys(read)).toEqual(Object.keys(onlyEvent(invitation(input))))
        expect(read.attendee?.value).toMatch(/^mailto:[^\s"<>?]+$/)
      }),
      { numRuns: 1000 },
    )
  })
})
