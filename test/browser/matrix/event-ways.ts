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

export const eventPages: Family = {
  'workspace: people, all filters and columns': unfolded(at(event)),
  'workspace: people, what would be done to many': foreseen('cancel'),
  ...Object.fromEntries(
    ['everything', 'longest', 'cancelled', 'postponed', 'over'].map((slug): [string, Way] => [
      `workspace: status of an event, ${slug}`,
      unfolded(at(`/organize/events/${slug}/status`)),
    ]),
  ),
  'workspace: who is told before an event is cancelled': beforeTelling('waiting', 'cancel'),
  'workspace: a copy of an event': at(`${event}/duplicate`),
  'workspace: a copy of an event, with mistakes': sending(`${event}/duplicate`, { day: 'x', slug: '?' }),
  'workspace: the team': unfolded(at('/organize/team')),
  'workspace: the team, with mistakes': sending('/organize/team', { action: 'invite', email: 'x' }),
  'workspace: the team of an event': unfolded(at(`${event}/team`)),
  'workspace: the log': unfolded(at('/organize/log')),
  'workspace: the log of an event': unfolded(at(`${event}/log`)),
}
