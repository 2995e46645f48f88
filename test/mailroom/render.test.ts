import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { HtmlValidate } from 'html-validate'
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LetterKind, letterKinds } from '../../src/domain/outbox/letter.ts'
import type { ClaimedLetter } from '../../src/domain/registrations/due-letters.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import { type Language, languages } from '../../src/platform/i18n.ts'
import { createMailer, type Mailer, type MailMessage } from '../../src/platform/mailer.ts'
import { cleanLine } from '../../src/platform/text.ts'
import {
  claimedLetter,
  eventRecord,
  gathering,
  letterData,
  letterSettings,
  letterTokens,
  newAddress,
  project,
} from '../support/letters.ts'
import { onlyEvent, readCalendar } from '../support/read-calendar.ts'
import { type Sink, startSink } from '../support/smtp-sink.ts'

const templates = fileURLToPath(new URL('../../templates/', import.meta.url))
const render = createRenderer(templates, letterSettings)

const site = 'https://events.example.org'
const ownPage = (language: string) => `${site}/${language}/r/${letterTokens.registration.sign(5, 1)}`
const eventPage = (language: string) => `${site}/${language}/events/round-table-2027`
const calendarFile = `${site}/events/round-table-2027.ics`
const signInPage = (language: Language) =>
  `${site}/organize/sign-in/${letterTokens.signIn.sign('link-1')}?language=${language}`

const newsPages = (language: string) => [
  eventPage(language),
  `${site}/${language}`,
  `${site}/${language}/s/${letterTokens.subscription.sign(7, 1)}`,
  `${site}/${language}/unsubscribe/${letterTokens.unsubscribe.sign(7)}`,
]

/** Words of the tests by language. A language that joins is told here what its letters must say. */
function inEach(words: Readonly<Record<string, string>>): (language: Language) => string {
  return (language) => words[language] ?? `no words of the test in ${language}`
}

const when = inEach({
  en: 'Tuesday, 2 March 2027, 09:00–13:00 (Sofia, UTC+2)',
  bg: 'вторник, 2 март 2027 г., 09:00–13:00 ч. (София, UTC+2)',
  ru: 'вторник, 2 марта 2027 г., 09:00–13:00 (София, UTC+2)',
  ky: '2027-ж. 2-март, шейшемби, 09:00–13:00 (София, UTC+2)',
  be: 'аўторак, 2 сакавіка 2027 г., 09:00–13:00 (Сафія, UTC+2)',
})
const where = inEach({
  en: 'Town hall of Primerovo, Hall 1, 7 Shiroka Street, Primerovo',
  bg: 'Община Примерово, Зала 1, ул. Широка 7, Примерово',
  ru: 'Мэрия Примерово, Зал 1, ул. Широка, 7, Примерово',
  ky: 'Примерово мэриясы, 1-зал, Широка көчөсү, 7, Примерово ш.',
  be: 'Мэрыя Прымерава, Зала № 1, вул. Шырока, 7, Прымерава',
})
const heldUntil = inEach({
  en: '11 January 2027, 10:00 (Sofia, UTC+2)',
  bg: '11 януари 2027 г., 10:00 ч. (София, UTC+2)',
  ru: '11 января 2027 г., 10:00 (София, UTC+2)',
  ky: '2027-ж. 11-январь, 10:00 (София, UTC+2)',
  be: '11 студзеня 2027 г., 10:00 (Сафія, UTC+2)',
})
const whenBefore = inEach({
  en: 'Monday, 1 March 2027, 09:00–13:00 (Sofia, UTC+2)',
  bg: 'понеделник, 1 март 2027 г., 09:00–13:00 ч. (София, UTC+2)',
  ru: 'понедельник, 1 марта 2027 г., 09:00–13:00 (София, UTC+2)',
  ky: '2027-ж. 1-март, дүйшөмбү, 09:00–13:00 (София, UTC+2)',
  be: 'панядзелак, 1 сакавіка 2027 г., 09:00–13:00 (Сафія, UTC+2)',
})
const smallHall = inEach({
  en: 'Small hall',
  bg: 'Малката зала',
  ru: 'Малый зал',
  ky: 'Чакан зал',
  be: 'Малая зала',
})
const youth = inEach({ en: 'Youth', bg: 'Младежи', ru: 'Молодёжь', ky: 'Жаштар', be: 'Моладзь' })
const two = inEach({ en: '2 people', bg: '2 души', ru: '2 человека', ky: '2 адам', be: '2 чалавекі' })
const seminars = inEach({
  en: 'Seminars',
  bg: 'Семинари',
  ru: 'Семинары',
  ky: 'Семинарлар',
  be: 'Семінары',
})
const atTheDoor = inEach({
  en: 'Front desk',
  bg: 'Посрещане на входа',
  ru: 'Встреча на входе',
  ky: 'Киреберишти тосуу',
  be: 'Сустрэча на ўваходзе',
})
const everything = inEach({
  en: 'all events',
  bg: 'всички събития',
  ru: 'все мероприятия',
  ky: 'бардык иш-чаралар',
  be: 'усе мерапрыемствы',
})
const meeting = 'https://meet.example.org/round-table'
const contact = '+359 42 000 000'
const reference = 'K7QM-3XRD'

const bus = 'https://example.org/bus'
const date = inEach({
  en: '2 March 2027',
  bg: '2 март 2027 г.',
  ru: '2 марта 2027 г.',
  ky: '2027-ж. 2-март',
  be: '2 сакавіка 2027 г.',
})
const writtenFacts = (language: Language) => [`${date(language)}, 09:00`, where(language), contact, reference]
const stopPage = (language: Language, id: number) =>
  `${site}/${language}/unsubscribe/letters/${letterTokens.letters.sign(id)}`

/** What each letter must tell, whatever its words; and what it must not. */
const facts: Record<
  LetterKind,
  (language: Language) => { told: string[]; links: string[]; untold?: string[] }
> = {
  'verify-address': (l) => ({
    told: [heldUntil(l), where(l), reference],
    links: [ownPage(l)],
    untold: [meeting],
  }),
  'awaiting-approval': (l) => ({
    told: [where(l), contact, reference],
    links: [ownPage(l)],
    untold: [meeting],
  }),
  confirmed: (l) => ({
    told: [where(l), meeting, youth(l), two(l), contact, reference],
    links: [ownPage(l), calendarFile, meeting],
  }),
  waiting: (l) => ({ told: [where(l), two(l), contact, reference], links: [ownPage(l)], untold: [meeting] }),
  'moved-up': (l) => ({
    told: [where(l), meeting, youth(l), gathering.agenda[1]?.title[l] ?? '?', reference],
    links: [ownPage(l), calendarFile, meeting],
  }),
  changed: (l) => ({ told: [where(l), meeting, youth(l), reference], links: [ownPage(l), meeting] }),
  cancelled: (l) => ({ told: [reference], links: [eventPage(l)], untold: [meeting] }),
  declined: (l) => ({ told: [reference], links: [eventPage(l)], untold: [meeting] }),
  maybe: (l) => ({ told: [where(l), reference], links: [ownPage(l)], untold: [meeting] }),
  refused: (l) => ({ told: [contact, reference], links: [eventPage(l)], untold: [meeting] }),
  'event-changed': (l) => ({
    told: [
      whenBefore(l),
      smallHall(l),
      where(l),
      meeting,
      two(l),
      'Входът е откъм парка.',
      contact,
      reference,
    ],
    links: [ownPage(l), meeting],
  }),
  'event-postponed': (l) => ({ told: [contact, reference], links: [ownPage(l)], untold: [meeting] }),
  'event-cancelled': (l) => ({
    told: ['Залата е наводнена.', contact, reference],
    links: [eventPage(l)],
    untold: [meeting],
  }),
  'event-back': (l) => ({
    told: [whenBefore(l), where(l), contact, reference],
    links: [ownPage(l), meeting],
  }),
  'question-received': (l) => ({ told: ['Има ли рампа?', 'И паркинг?', contact], links: [eventPage(l)] }),
  question: (l) => ({
    told: ['Иво Гостов', 'ivo@example.org', 'Има ли рампа?', 'И паркинг?'],
    links: [eventPage(l)],
  }),
  'address-confirm': () => ({
    told: ['new@example.org', 'Turnout'],
    links: [`${site}/organize/account/address/${letterTokens.address.sign(newAddress)}`],
  }),
  'address-changed': () => ({ told: ['new@example.org', 'Turnout'], links: [] }),
  'sign-in': (l) => ({ told: ['15', 'Turnout'], links: [signInPage(l)] }),
  'colleague-invitation': (l) => ({
    told: ['7', 'Turnout', 'Мария Примерова', gathering.title[l] ?? '?', atTheDoor(l), everything(l)],
    links: [signInPage(l)],
    untold: [meeting],
  }),
  'subscription-confirm': (l) => ({
    told: [seminars(l)],
    links: newsPages(l).slice(2, 3),
    // What a stranger may have typed is not sent on before the mailbox has agreed.
    untold: [meeting, 'Варна'],
  }),
  'new-events': (l) => ({
    told: [gathering.title[l] ?? '?', when(l), seminars(l), 'Варна'],
    links: newsPages(l),
    untold: [meeting],
  }),
  letter: (l) => ({ told: writtenFacts(l), links: [bus, ownPage(l), stopPage(l, 5)] }),
  // What is only looked at opens nobody's registration.
  'letter-test': (l) => ({
    told: [...writtenFacts(l), 'anna@example.org'],
    links: [bus, `${site}/${l}/r/${letterTokens.registration.sign(5, -1)}`, stopPage(l, 0)],
  }),
}

/** Of these we choose the words; what organizers write says what they want it to. */
const aboutEvent = letterKinds.filter((kind) => {
  const { event, written } = claimedLetter(kind, 'en')
  return event !== null && written === null
})

describe.each(letterKinds)('the letter %s', (kind) => {
  test.each(languages)('in %s tells what it must, in its text and in its HTML', (language) => {
    const letter = render(
      claimedLetter(kind, language),
      kind === 'sign-in' || kind === 'colleague-invitation' ? null : project,
    )
    const { told, links, untold = [] } = facts[kind](language)
    const about = aboutEvent.includes(kind) ? [gathering.title[language] ?? '?', when(language)] : []
    const shown = textOf(letter.html)
    for (const fact of [...told, ...about, 'Анна Гостова']) {
      expect(letter.text).toContain(fact)
      expect(shown).toContain(fact)
    }
    for (const secret of [...untold, 'desk@example.org', 'undefined', 'null', '{{', '[object', '](', 'NaN']) {
      expect(letter.text).not.toContain(secret)
      expect(letter.html).not.toContain(secret)
    }
    expect([...new Set(linksIn(letter.html))].sort()).toEqual([...links].sort())
    for (const link of links) expect(letter.text).toContain(link)
    if (about.length > 0) expect(letter.subject).toContain(gathering.title[language])
    expect(letter.subject).toBe(cleanLine(letter.subject, 250))
  })

  test('is written in its own words in each language', () => {
    const letters = languages.map((language) => render(claimedLetter(kind, language), null))
    const paragraphs = letters.map(({ text }) => text.split('\n\n').slice(1, -1))
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(languages.length)
    expect(new Set(paragraphs.map(([lead]) => lead)).size).toBe(languages.length)
    expect(new Set(paragraphs.map(({ length }) => length)).size).toBe(1)
  })

  test('is small, valid HTML that loads nothing from anywhere', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: {
        'no-inline-style': 'off',
        'doctype-style': 'off',
        'long-title': 'off',
        'no-trailing-whitespace': 'off',
      },
    })
    for (const language of languages) {
      const { html } = render(claimedLetter(kind, language), project)
      const report = await validator.validateString(html)
      expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([])
      expect(html).toContain(`<html lang="${language}">`)
      expect(html).not.toMatch(/<(img|script|link|iframe|table|form)\b|url\(|@import|\bsrc=/)
      expect(Buffer.byteLength(html)).toBeLessThan(60_000)
    }
  })
})

describe.each(languages)('in %s', (language) => {
  test('whom organizers put on the waiting list is not told that all places are taken, and is told all else', () => {
    const itself = render(claimedLetter('waiting', language), null).text
    const letter = claimedLetter('waiting', language)
    const moved = render({ ...letter, data: { ...letter.data, byOrganizer: true } }, null).text
    const [before, after] = [itself, moved].map((text) => text.split('\n\n'))
    const differing = before?.flatMap((paragraph, n) => (paragraph === after?.[n] ? [] : [n]))
    expect([before?.length, differing?.length]).toEqual([after?.length, 1])
  })
})

describe('the head', () => {
  const head = (letter: MailMessage) => [
    letter.from,
    letter.to,
    letter.replyTo,
    letter.envelopeFrom,
    letter.messageId,
  ]
  const anna = { name: 'Анна Гостова', address: 'anna@example.org' }
  const id = '<4be1c9f2-0000-4000-8000-000000000012@example.org>'

  test('comes from the one address under the organizer’s name, and is answered to the public contact', () => {
    expect(head(render(claimedLetter('confirmed', 'bg'), null))).toEqual([
      { name: 'Община Примерово', address: 'events@example.org' },
      anna,
      { name: 'Мария Примерова', address: 'maria@example.org' },
      'events@example.org',
      id,
    ])
  })

  test('of a question is answered to the one who asks', () => {
    const { replyTo } = render(claimedLetter('question', 'bg'), null)
    expect(replyTo).toEqual({ name: 'Иво Гостов', address: 'ivo@example.org' })
  })

  test('of a question says in which language it was asked', () => {
    const data = { question: { name: 'Iwo', email: 'iwo@example.org', message: 'Hm', language: 'be' } }
    const { text } = render(claimedLetter('question', 'en', { data }), null)
    expect(text).toContain('\n\nLanguage of the page on which it was asked: Belarusian.\n')
  })

  test('about a sample says so first', () => {
    const event = { ...eventRecord({}), isSample: true }
    const { text, html } = render(claimedLetter('confirmed', 'en', { event }), null)
    const words = 'Sample event: this letter shows how such letters look; nobody is expected there.'
    expect([text.startsWith(`${words}\n\n`), html.includes(`>${words}</p>`)]).toEqual([true, true])
    expect(render(claimedLetter('confirmed', 'en'), null).text).not.toContain('Sample')
  })

  test('of a sign-in letter names the site', () => {
    expect(head(render(claimedLetter('sign-in', 'en'), null))).toEqual([
      { name: 'Turnout', address: 'events@example.org' },
      anna,
      null,
      'events@example.org',
      id,
    ])
  })

  test('says to machines that a machine wrote it', () => {
    expect(render(claimedLetter('waiting', 'ru'), null).headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Content-Language': 'ru',
    })
  })

  test('an announcement without contact and organizer leaves no holes', () => {
    const event = eventRecord({ contact: {}, organizations: [], venue: {} })
    const letter = render(claimedLetter('confirmed', 'en', { event }), null)
    expect([letter.from.name, letter.replyTo]).toEqual(['Turnout', null])
    expect(letter.text).not.toMatch(/Where|Who to ask|reply/)
  })
})

describe('the words', () => {
  test('are the event’s own where there are none in the letter’s language', () => {
    const event = eventRecord({ title: { bg: 'Само на български' } })
    expect(render(claimedLetter('confirmed', 'ru', { event }), null).subject).toBe(
      'Ваше участие подтверждено: Само на български',
    )
  })

  test('of a language that the product does not speak are the event’s', () => {
    expect(render(claimedLetter('confirmed', 'de'), null).subject).toMatch(/^Участието Ви е потвърдено/)
  })

  test('of the project stand at the foot: statement, number and title, disclaimer', () => {
    expect(render(claimedLetter('waiting', 'bg'), project).text).toContain(
      [
        'Съфинансирано от Европейския съюз.',
        'Проект BG05-0007: Отворен град. Добро управление.',
        'Изразените становища са на авторите.',
      ].join('\n\n'),
    )
  })

  test('say that the event itself is off', () => {
    const event = eventRecord({ status: 'cancelled' })
    expect(render(claimedLetter('cancelled', 'en', { event }), null).subject).toMatch(
      /^The event is cancelled/,
    )
  })

  test('give no date that holds no longer', () => {
    const event = eventRecord({ status: 'postponed' })
    expect(render(claimedLetter('waiting', 'en', { event }), null).text).toContain(
      'When: The event is postponed; the new date is not known yet.',
    )
  })

  test.each(languages)('of a change tell every state (%s)', (language) => {
    const states = ['confirmed', 'waitlisted', 'pending', 'maybe', 'declined'] as const
    const told = states.map((status) => {
      const data = { status, guests: 0, sessions: [] }
      return render(claimedLetter('changed', language, { data }), null).text.split('\n')[4]
    })
    expect(new Set(told).size).toBe(states.length)
  })

  test('are not guessed where the row is not whole', () => {
    expect(() => render(claimedLetter('confirmed', 'en', { event: null }), null)).toThrow('without its event')
    expect(() => render(claimedLetter('waiting', 'en', { registration: null }), null)).toThrow(
      'without its registration',
    )
  })
})

describe('the calendar part', () => {
  const withPart = letterKinds.filter((kind) => letterData[kind].calendar !== undefined)

  test('goes to those who have a place, and to those who had one', () => {
    const ofEvent = ['event-changed', 'event-postponed', 'event-cancelled', 'event-back']
    expect(withPart).toEqual(['confirmed', 'moved-up', 'changed', 'cancelled', ...ofEvent])
    for (const kind of letterKinds)
      expect(render(claimedLetter(kind, 'bg'), null).calendar !== null).toBe(withPart.includes(kind))
  })

  test.each(withPart)('of %s is what calendars expect', (kind) => {
    const letter = render(claimedLetter(kind, 'bg'), null)
    const file = letter.calendar?.content ?? ''
    const event = onlyEvent(file)
    const method = letterData[kind].calendar
    expect({
      method: [letter.calendar?.method, property(file, 'method')],
      uid: event.uid?.value,
      sequence: event.sequence?.value,
      stamp: event.dtstamp?.value,
      starts: event.dtstart?.value,
      ends: event.dtend?.value,
      status: event.status?.value,
      organizer: [event.organizer?.parameters.cn, event.organizer?.value],
      attendee: [event.attendee?.parameters, event.attendee?.value.toLowerCase()],
    }).toEqual({
      method: [method, method],
      uid: '0123456789abcdef',
      sequence: String(letterData[kind].sequence),
      stamp: '2027-01-10T08:00:00Z',
      starts: '2027-03-02T07:00:00Z',
      ends: '2027-03-02T11:00:00Z',
      status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
      organizer: [letter.from.name, `mailto:${letter.from.address}`],
      attendee: [
        {
          cutype: 'INDIVIDUAL',
          role: 'REQ-PARTICIPANT',
          partstat: 'ACCEPTED',
          rsvp: 'FALSE',
          cn: letter.to.name,
        },
        `mailto:${letter.to.address}`,
      ],
    })
  })

  test('asks for an answer where one can be received', () => {
    const asking = createRenderer(templates, { ...letterSettings, inbound: true })
    const { calendar } = asking(claimedLetter('confirmed', 'bg'), null)
    expect(onlyEvent(calendar?.content ?? '').attendee?.parameters.rsvp).toBe('TRUE')
  })

  test('holds no link that opens the registration: calendars are shared', () => {
    const { calendar, text } = render(claimedLetter('confirmed', 'bg'), null)
    expect(text).toContain('/r/')
    expect(calendar?.content.replaceAll('\r\n ', '')).not.toContain('/r/')
  })
})

describe('hostile words', () => {
  let sink: Sink
  let mailer: Mailer
  beforeAll(async () => {
    sink = await startSink()
    mailer = createMailer({ smtpUrl: sink.url, captureDir: '/nowhere', dkim: null, maxConnections: 1 })
  })
  afterAll(async () => {
    mailer.close()
    await sink.close()
  })

  async function sent(letter: ClaimedLetter): Promise<{ mail: ParsedMail; message: MailMessage }> {
    sink.letters.length = 0
    const message = render(letter, project)
    expect(await mailer.send(message)).toEqual({ outcome: 'sent', replyCode: 250 })
    return { mail: await simpleParser(sink.letters[0]?.raw ?? ''), message }
  }

  const nasty = fc.oneof(
    fc.constantFrom(
      'Ana\r\nBcc: victim@example.org',
      'a":mailto:victim@example.org',
      '"Ana" <victim@example.org>, b@example.org',
      '=?utf-8?Q?Ana=0D=0ABcc:_victim=40example.org?=',
      '\r\n\r\n<html>new body',
      '{{page}} {{{page}}} {{> facts}}',
      '# Ana',
      '[click](https://evil.example)',
      '</title><script>alert(1)</script>',
      '\u202egnp.exe\u2066',
      '\ud800 lone \udc00',
      '\u0000\u0007\u001b[31m',
      'ATTENDEE:mailto:victim@example.org',
      'END:VEVENT\r\nBEGIN:VEVENT',
      '👩‍👩‍👧‍👦'.repeat(80),
      'x'.repeat(5000),
    ),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('\r', '\n', '"', '<', '>', ',', ';', ':', '@', '=', '?', '\\', ' ', 'é', 'Я'),
    }),
  )

  test('stay words: one recipient, the same headers, the same parts, links and tags', async () => {
    const usual = await sent(claimedLetter('confirmed', 'bg'))
    const shape = ({ mail, message }: typeof usual) => ({
      headers: [...mail.headers.keys()].sort(),
      lines: mail.headerLines.map(({ key }) => key).sort(),
      tags: message.html.match(/<\w+/g),
      links: linksIn(message.html),
      attachments: mail.attachments.map(({ contentType }) => contentType),
      calendar: message.calendar && onlyNames(message.calendar.content),
    })
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, title) => {
        const event = eventRecord({ title: { bg: title || 'x' } })
        const letter = await sent(
          claimedLetter('confirmed', 'bg', { to: { name: `A${name}`, email: 'anna@example.org' }, event }),
        )
        expect(shape(letter)).toEqual(shape(usual))
        const { to, subject, from } = letter.mail
        const [recipient, ...others] = to && !Array.isArray(to) ? to.value : []
        expect([recipient?.address, others, from?.value.length]).toEqual(['anna@example.org', [], 1])
        // What looks like the start of an encoded word is taken apart (RFC 2047, 2).
        expect(subject).toBe(letter.message.subject.replaceAll('=?', '= ?'))
      }),
      { numRuns: 150 },
    )
  })

  test('of a question stay words too', async () => {
    const usual = await sent(claimedLetter('question', 'bg'))
    const tags = (html: string) => html.match(/<\w+/g)?.filter((tag) => tag !== '<br')
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, message) => {
        const data = { question: { name, email: 'ivo@example.org', message } }
        const letter = await sent(claimedLetter('question', 'bg', { data }))
        expect(letter.mail.headerLines.map(({ key }) => key).sort()).toEqual(
          usual.mail.headerLines.map(({ key }) => key).sort(),
        )
        expect(letter.mail.replyTo?.value.map(({ address }) => address)).toEqual(['ivo@example.org'])
        expect(tags(letter.message.html)).toEqual(tags(usual.message.html))
        expect(linksIn(letter.message.html)).toEqual(linksIn(usual.message.html))
      }),
      { numRuns: 100 },
    )
  })

  test('an address that is none goes nowhere', async () => {
    const data = {
      question: { name: 'Ivo', email: 'ivo@example.org\r\nBcc: victim@example.org', message: 'Hm' },
    }
    const { mail } = await sent(claimedLetter('question', 'bg', { data }))
    expect([mail.replyTo, mail.headers.has('bcc')]).toEqual([undefined, false])
  })
})

function linksIn(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => unescaped(href))
}

function textOf(html: string): string {
  return unescaped(html.replace(/<style>.*?<\/style>/gs, '').replace(/<[^>]*>/g, ''))
}

function unescaped(html: string): string {
  const signs: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#x3D;': '=',
    '&#x27;': "'",
  }
  return html.replace(/&[#\w]+;/g, (sign) => signs[sign] ?? sign)
}

function property(file: string, name: string): string | undefined {
  return readCalendar(file).properties.find((one) => one.name === name)?.value
}

function onlyNames(file: string): string[] {
  const { properties, components } = readCalendar(file)
  const [event] = components
  return [...properties, ...(event?.properties ?? [])]
    .map(({ name }) => name)
    .concat(components.map(({ name }) => name))
}
