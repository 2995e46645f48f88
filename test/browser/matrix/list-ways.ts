/** Lists of people on their way into an event, and people who may stand in it twice. */
import type { Page, Response } from 'playwright-core'
import { at, type Family, sending, type Way } from './going.ts'
import type { Stage } from './stage.ts'

const early = '/organize/events/early'
let lists = 0

/** Everybody is new each time, and two of them look like one person. */
function listed(wrong = false): string {
  const n = ++lists
  const rows = [
    `Елена Стоянова;elena-${n}@example.org;0887 848 238;Сдружение „Пример ${n}“;НПО`,
    `Elena Stoyanova;e.stoyanova-${n}@example.org;;Сдружение „Пример ${n}“;НПО`,
    ...(wrong ? ['Иво Петров;ivo@example;;;културен институт', ';;02 000 00 00;;'] : []),
  ]
  return ['Име;Имейл;Телефон;Организация;Група', ...rows].join('\r\n')
}

async function upload(page: Page, { full }: Stage, list: string): Promise<Response | null> {
  await page.goto(`${full.base}${early}/import`)
  await page.setInputFiles('#file', { name: 'Списък.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  return following(page, '.list-form button.button')
}

async function following(page: Page, button: string): Promise<Response | null> {
  const answered = page.waitForResponse(
    (response) => response.request().isNavigationRequest() && response.status() !== 303,
  )
  const loaded = page.waitForEvent('load')
  await page.locator(button).first().click()
  await loaded
  return answered
}

const columns: Way = (page, _language, stage) => upload(page, stage, listed())

const check =
  (wrong: boolean): Way =>
  async (page, _language, stage) => {
    await upload(page, stage, listed(wrong))
    const answer = await following(page, 'button[value=check]')
    // On a busy machine the page of progress comes in between.
    await page.waitForSelector('.list-sum')
    return answer
  }

const result: Way = async (page, language, stage) => {
  await check(false)(page, language, stage)
  const answer = await following(page, 'button[value=import]')
  await page.waitForSelector('.list-back')
  return answer
}

const doubles: Way = async (page, language, stage) => {
  await result(page, language, stage)
  return page.goto(`${stage.full.base}${early}/doubles`)
}

export const listPages: Family = {
  'workspace: a list to be imported': at(`${early}/import`),
  'workspace: a list to be imported, no file': sending(
    `${early}/import`,
    {},
    { encoding: 'multipart/form-data' },
  ),
  'workspace: columns of a list': columns,
  'workspace: columns of a list, with mistakes': async (page, _language, stage) => {
    await upload(page, stage, listed())
    for (const column of ['column-0', 'column-1']) await page.selectOption(`#${column}`, 'email')
    return following(page, 'button[value=check]')
  },
  'workspace: what would come of a list': check(false),
  'workspace: what would come of a list, with mistakes': async (page, language, stage) => {
    await check(true)(page, language, stage)
    return following(page, 'button[value=import]')
  },
  'workspace: a list that is being imported': at('/organize/events/everything/import/1'),
  'workspace: a list that came in': result,
  'workspace: no doubles': at('/organize/events/longest/doubles'),
  'workspace: possible doubles': doubles,
  'workspace: two registrations side by side': async (page, language, stage) => {
    await doubles(page, language, stage)
    return following(page, '.doubles a')
  },
}
