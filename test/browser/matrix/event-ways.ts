/** Of the workspace: an event's status and its copies, people by many, and who works here. */
import { at, type Family, sending, unfolded, type Way } from './going.ts'

const event = '/organize/events/everything'

/** The page that says beforehand what would happen to the first of the list. */
const foreseen =
  (action: string): Way =>
  async (page, _language, stage) => {
    await page.goto(stage.full.base + event)
    await page.locator('.pick input').first().check()
    const answered = page.waitForResponse((response) => response.url().includes('/bulk'))
    await page.locator(`.bulk-tools button[value="${action}"]`).click()
    const answer = await answered
    await page.waitForLoadState()
    return answer
  }

/** Who would be told of what, before a button of the status page does it. */
const beforeTelling =
  (slug: string, action: string): Way =>
  async (page, _language, stage) => {
    await page.goto(`${stage.full.base}/organize/events/${slug}/status`)
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.locator(`main button[value="${action}"]`).click()
    await answered
    await page.waitForLoadState()
    return page.goto(page.url())
  }

/** Somebody new on the list, cancelled as one of many; with `undone` that is taken back. */
const done =
  (undone: boolean): Way =>
  async (page, language, stage) => {
    const home = `${stage.full.base}/organize/events/early`
    const name = `${undone ? 'Върнат' : 'Отменен'} ${language}`
    await page.goto(`${home}/add`)
    await page.locator('#channel').check()
    await page.fill('#name', name)
    await page.locator('form.add-form button.button').click()
    await page.waitForURL('**/people/**')
    await page.goto(`${home}?q=${encodeURIComponent(name)}`)
    await page.locator('.pick input').first().check()
    await page.locator('.bulk-tools button[value="cancel"]').click()
    await page.waitForURL('**/bulk?**')
    await page.locator('main form button.button').click()
    await page.waitForURL(/bulk\/\d+$/)
    if (undone)
      await Promise.all([page.waitForEvent('load'), page.locator('main form button').first().click()])
    return page.goto(page.url())
  }

/** A draft, made as a copy. */
const draft: Way = async (page, language, stage) => {
  const copy = `${stage.full.base}${event}/duplicate`
  await page.goto(copy)
  await page.fill('#day', '2027-06-01')
  await page.locator('main form button.button').click()
  await page.waitForURL('**/status?done=duplicated')
  const [address = ''] = page.url().split('?')
  return unfolded(at(new URL(address).pathname))(page, language, stage)
}

/** A change is ordered, and nobody has said why. */
const withoutReason: Way = async (page, language, stage) => {
  await beforeTelling('everything', 'cancel')(page, language, stage)
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.locator('#tell-no').check()
  await page.locator('button[value="carry-out"]').click()
  return answered
}

export const eventPages: Family = {
  'workspace: people, all filters and columns': unfolded(at(event)),
  'workspace: people, what would be done to many': foreseen('cancel'),
  ...Object.fromEntries(
    ['everything', 'longest', 'cancelled', 'postponed', 'over'].map((slug): [string, Way] => [
      `workspace: status of an event, ${slug}`,
      unfolded(at(`/organize/events/${slug}/status`)),
    ]),
  ),
  'workspace: status of a draft': draft,
  'workspace: who is told before an event is cancelled': beforeTelling('waiting', 'cancel'),
  'workspace: who is told before an event is moved or postponed': beforeTelling('everything', 'postpone'),
  'workspace: who is told before an event is cancelled, with mistakes': withoutReason,
  'workspace: people, what was done to many': done(false),
  'workspace: people, what was undone': done(true),
  'workspace: a copy of an event': at(`${event}/duplicate`),
  'workspace: a copy of an event, with mistakes': sending(`${event}/duplicate`, { day: 'x', slug: '?' }),
  'workspace: the team': unfolded(at('/organize/team')),
  'workspace: the team, with mistakes': sending('/organize/team', { action: 'invite', email: 'x' }),
  'workspace: the team of an event': unfolded(at(`${event}/team`)),
  'workspace: the log': unfolded(at('/organize/log')),
  'workspace: the log of an event': unfolded(at(`${event}/log`)),
}
