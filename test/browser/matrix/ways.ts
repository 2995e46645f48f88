/** Every page in every state, and how one comes to it. The statement of accessibility is written from this list. */
import { eventPages } from './event-ways.ts'
import { after, at, type Family, fromElsewhere, own, sending, unfolded, type Way } from './going.ts'
import { listPages } from './list-ways.ts'
import { projectPages } from './project-ways.ts'
import { securityGates, securityPages } from './security-ways.ts'

const toAll = { 'answers[bus]': 'Не', 'answers[rules]': 'on' }

const lists: Family = {
  'list: many events': at(''),
  'list: no event yet': at('', 'empty'),
  'list: one event': at('', 'single'),
  'list: filtered by kind, city and words': at(
    `?kind=round-table&city=${encodeURIComponent('Примерово')}&q=маса`,
  ),
  'list: nothing found': at('?q=nothing-of-the-kind'),
  'list: past events': at('?past=1'),
  'calendar: this month': at('/calendar'),
  'calendar: a full month': at('/calendar?month=2027-04'),
  'calendar: an empty month, narrowed': at('/calendar?month=2028-02&kind=seminar'),
}

const events: Family = {
  'event: the least that can be said': at('/events/least'),
  'event: everything': unfolded(at('/events/everything')),
  'event: the longest title': at('/events/longest'),
  'event: opens soon': at('/events/early'),
  'event: few places': at('/events/few'),
  'event: waiting list': at('/events/waiting'),
  'event: registration closed': at('/events/closed'),
  'event: full': at('/events/full'),
  'event: today': at('/events/today'),
  'event: cancelled': at('/events/cancelled'),
  'event: postponed': at('/events/postponed'),
  'event: over, with results': at('/events/over'),
}

const forms: Family = {
  'form: the least that is asked': at('/events/least/register'),
  'form: sessions, guests and questions': unfolded(at('/events/everything/register')),
  'form: with mistakes': sending('/events/everything/register', { email: 'elena', guests: '-1' }),
  'form: an address that looks mistyped': sending('/events/everything/register', {
    ...{ name: 'Елена', email: 'elena@gmial.com', guests: '1' },
  }),
  'form: waiting list': at('/events/waiting/register'),
  ...Object.fromEntries(
    ['early', 'closed', 'full', 'cancelled', 'postponed', 'over'].map((slug): [string, Way] => [
      `form: ${slug}`,
      at(`/events/${slug}/register`),
    ]),
  ),
  question: at('/events/everything/ask'),
  'question: nobody to name': at('/events/least/ask'),
  'question: with mistakes': sending('/events/everything/ask', { name: '', email: 'x' }),
  'question: sent': after('/events/everything/ask', { email: 'ivo@gmial.com', message: '?' }),
}

const receipts: Family = {
  'receipt: confirmed': after('/events/everything/register', {
    ...toAll,
    ...{ email: 'vera@gmial.com', guests: '1', guest_names: 'Иво Примеров', sessions: 'roads' },
  }),
  'receipt: waiting list': after('/events/waiting/register', { email: 'vera@example.org' }),
  'receipt: maybe': after('/events/least/register', { email: 'maybe@example.org', answer: 'maybe' }),
  'receipt: declined': after('/events/least/register', { email: 'no@example.org', answer: 'no' }),
  'receipt: address to be confirmed': after('/events/verified/register', { email: 'vera@example.org' }),
  'receipt: awaits the organizer': after('/events/approved/register', { email: 'vera@example.org' }),
}

const registrations: Family = Object.fromEntries(
  [
    ...['confirmed', 'waitlisted', 'maybe', 'declined', 'withdrawn', 'pending-address', 'pending-approval'],
    ...['guest-of-today', 'guest-of-cancelled', 'guest-of-postponed', 'guest-of-over'],
  ].map((name): [string, Way] => [`own registration: ${name.replaceAll('-', ' ')}`, unfolded(own(name))]),
)

const ownWithMistakes: Family = {
  'own registration: with mistakes': async (page, language, stage) =>
    sending(stage.own('confirmed'), { action: 'change', whole: '1', guests: '77' })(page, language, stage),
  'own registration: just changed': (page, language, stage) =>
    page.goto(`${stage.full.base}/${language}${stage.own('confirmed')}?done=changed`),
}

const subscriptions: Family = {
  'subscribe: the form': at('/subscribe?kind=seminar'),
  'subscribe: with mistakes': sending('/subscribe', { email: 'x' }),
  'subscribe: a letter on its way': after('/subscribe', { email: 'vera@gmial.com' }),
  'subscription: to be confirmed': own('/s/asked'),
  'subscription: confirmed': unfolded(own('/s/confirmed')),
  'subscription: with mistakes': async (page, language, stage) =>
    sending(stage.own('/s/confirmed'), { action: 'change', language: 'xx' })(page, language, stage),
  'subscription: unsubscribe': own('/unsubscribe/confirmed'),
  'subscription: a link that is no longer valid': at('/s/nobody'),
}

const embedded: Family = {
  'embedded list': at('/embed?count=5'),
  'embedded list: no event yet': at('/embed', 'empty'),
  'embedded event': at('/events/everything/embed'),
  'embedded form': at('/embed/events/least/register'),
  'embedded form: with mistakes': sending('/embed/events/least/register', { email: 'x' }),
  'embedded receipt': after('/embed/events/least/register', { email: 'ivo@example.org' }),
  'how to embed': at('/embedding'),
}

const others: Family = {
  privacy: at('/privacy'),
  accessibility: at('/accessibility'),
  'no connection': at('/offline'),
  'error 400': at('/events/%E0%A4%A'),
  'error 403': fromElsewhere('/events/least/register'),
  'error 404': at('/nothing-here'),
  'error 404: a link that is no longer valid': at('/r/nobody'),
  'error 413': sending('/events/least/register', { note: 'x'.repeat(150_000) }),
  'error 415': sending('/events/least/register', { name: 'x' }, { encoding: 'text/plain' }),
  'error 429': sending(
    '/events/alone/ask',
    { name: 'x', email: 'x@example.org', message: '?' },
    { of: 'single' },
  ),
  'error 500': at('', 'broken'),
}

/** The public pages, by the part of the site that the statement of accessibility names. */
export const publicWays = {
  lists,
  events,
  forms,
  receipts,
  registrations: { ...registrations, ...ownWithMistakes },
  subscriptions,
  embedded,
  others,
} satisfies Record<string, Family>

/** Of the workspace, for whoever is not signed in. */
export const gates: Family = {
  'sign in': at('/organize'),
  'sign in: with a mistake': sending('/organize/sign-in', { email: 'maria' }),
  'sign in: a letter on its way': at('/organize/sign-in/sent'),
  'sign in: a link': async (page, _language, stage) =>
    page.goto(stage.full.base + (await stage.signInLink())),
  'sign in: a link that is no longer valid': at('/organize/sign-in/nobody'),
  ...securityGates,
}

const list = '/organize/events/everything'
const paste = '/organize/events/new/paste'
const multipart = { encoding: 'multipart/form-data' }
const announcement =
  'Кръгла маса „Заедно в решенията“ ще се проведе на 2 юли от 9.00 до 13.30 ч. в зала „Нова“, Стара Загора. ' +
  'Организатор: Сдружение „Граждански диалог“. Потвърдете до 28 юни на тел. +359 42 000 000 – Елена Примерова. ' +
  'Проект BG05SFOP001-2.025-0007 „Диалог“'

/** Keeps a new letter to whoever comes; `press`: and goes on by this button. */
function letterWritten(press?: 'send'): Way {
  return async (page, language, stage) => {
    await at(`${list}/letters/new`)(page, language, stage)
    await page.fill('[name="subject_bg"]', 'Къде да паркирате')
    await page.click('button[value="keep"]')
    await page.waitForURL(/letters\/\d+$/)
    if (press !== undefined) {
      await page.click(`button[value="${press}"]`)
      await page.waitForURL(/done=sent/)
    }
    return page.reload()
  }
}

/** Of the workspace, for an organizer. */
export const workspace: Family = {
  'workspace: events': at('/organize'),
  'workspace: people': at(list),
  'workspace: nobody found': at(`${list}?q=nobody`),
  'workspace: nobody yet': at('/organize/events/longest'),
  'workspace: a person': async (page, language, stage) => {
    await page.goto(stage.full.base + list)
    const address = await page.locator('.people-list tbody th a').first().getAttribute('href')
    return unfolded(at(address ?? ''))(page, language, stage)
  },
  'workspace: a person, corrected with mistakes': async (page, language, stage) => {
    await page.goto(stage.full.base + list)
    const address = await page.locator('.people-list tbody th a').first().getAttribute('href')
    return sending(address ?? '', { action: 'correct', name: '', email: 'x', group: '?' })(
      page,
      language,
      stage,
    )
  },
  'workspace: an announcement to be pasted': at(paste),
  'workspace: an announcement in which nothing was found': sending(
    paste,
    { text: 'Честит празник' },
    multipart,
  ),
  'workspace: a new event from an announcement': sending(paste, { text: announcement }, multipart),
  'workspace: form for a person': at(`${list}/add`),
  'workspace: form for a person, with mistakes': sending(`${list}/add`, { email: 'a' }),
  'workspace: questions': at(`${list}/questions`),
  'workspace: figures': unfolded(at(`${list}/figures`)),
  'workspace: figures, nobody yet': at('/organize/events/longest/figures'),
  'workspace: kept letters': at('/organize/mail'),
  'workspace: letters, and the outbox': at(`${list}/letters`),
  'workspace: letters, nothing yet': at('/organize/events/longest/letters'),
  'workspace: letters, nothing found': at(`${list}/letters?q=nobody`),
  'workspace: a new letter': unfolded(at(`${list}/letters/new?status=confirmed`)),
  'workspace: a new letter, with mistakes': sending(`${list}/letters/new`, {
    ...{ subject_bg: 'Тема', body_bg: 'Уважаеми {nmae},', subject_en: 'Only this' },
  }),
  'workspace: a letter before it is sent': letterWritten(),
  'workspace: a letter that goes out': letterWritten('send'),
  'workspace: letters, who did not get one': at(`${list}/letters/unreached`),
  'workspace: letters of the whole site': at('/organize/outbox'),
  ...listPages,
  ...eventPages,
  ...projectPages,
  ...securityPages,
}

const edit = '/organize/events/everything/edit'

/** Somebody has saved another room since the form was opened in which this one was written. */
const writtenByTwo: Way = async (page, language, stage) => {
  const path = '/organize/events/longest/edit'
  await page.goto(stage.full.base + path)
  const version = await page.locator('input[name="based_on"]').getAttribute('value')
  await page.locator('#venue-room-bg').fill(`Зала ${language}`)
  await page.locator('#contact-phone').fill('+359 42 000 009')
  await page.locator('button[value="save:where"]').click()
  await page.waitForURL('**done=saved**')
  const his = { based_on: version ?? '', language: 'bg', languages: 'bg', do: 'save' }
  const typed = { 'venue.room.bg': `Друга зала ${language}`, 'venue.city.bg': `Град ${language}` }
  return sending(path, { ...his, ...typed }, multipart)(page, language, stage)
}

/** Of the workspace, for whoever writes events. */
export const writing: Family = {
  'workspace: a new event': at('/organize/events/new'),
  'workspace: a new event, with mistakes': sending(
    '/organize/events/new',
    { do: 'publish', language: 'bg', 'title.bg': '', 'ends.time': '9', 'contact.email': 'x' },
    multipart,
  ),
  'workspace: no event yet': at('/organize?past=1'),
  'workspace: the announcement, everything': unfolded(at(edit)),
  'workspace: the announcement, the least': unfolded(at('/organize/events/least/edit')),
  'workspace: the announcement, with mistakes': unfolded(
    sending(
      edit,
      {
        ...{ do: 'save', language: 'bg', languages: 'bg', asked: 'agenda', 'ends.day': '2027-01-01' },
        ...{ 'ends.time': '', 'venue.longitude': '1000', 'contact.email': 'x', 'agenda.0.title.bg': 'Обяд' },
      },
      multipart,
    ),
  ),
  'workspace: the announcement, written by two': writtenByTwo,
  'workspace: preview': at('/organize/events/everything/preview'),
}

/** Everything that is examined */
export const allWays: Readonly<Record<string, Family>> = {
  ...publicWays,
  workspace: { ...gates, ...workspace, ...writing },
}

export function namesOf(ways: Readonly<Record<string, Family>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(ways).map(([part, family]) => [part, Object.keys(family)]))
}
