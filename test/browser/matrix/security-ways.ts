/** Pages of signing in safely, and how one comes to each. */
import { at, type Family, sending, unfolded, type Way } from './going.ts'
import type { Step } from './security-people.ts'

/** The way of somebody at this step of signing in; afterwards the browser is whose it was. */
const as =
  (step: Step, way: Way): Way =>
  async (page, language, stage) => {
    const context = page.context()
    const kept = await context.cookies()
    await context.clearCookies()
    const cookie = { name: 'turnout_session', url: stage.full.base, value: await stage.atStep(step) }
    await context.addCookies([cookie])
    const answer = await way(page, language, stage)
    if (/\/sign-in\b/.test(page.url()) !== (step === 'half')) throw new Error(`${step} is at ${page.url()}`)
    await context.clearCookies()
    await context.addCookies(kept)
    return answer
  }

const account = '/organize/account'
const factors = `${account}/second-factor`
const question = '/organize/sign-in/second-factor'

export const securityGates: Family = {
  'sign in: second factor': as('half', unfolded(at(question))),
  'sign in: second factor, wrong': as('half', sending(question, { kind: 'code', code: '0' })),
  'sign in: second factor, too late': at(question),
  'sign in: with a provider': at('/organize/sign-in', 'single'),
  'sign in: the provider does not answer': at('/organize/sign-in/oidc', 'single'),
}

/** Types a code that is none into the form that the page offers. */
const wrongApp: Way = async (page, _language, stage) => {
  await page.goto(`${stage.full.base}${factors}/app`)
  await page.locator('#code').fill('0')
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  const loaded = page.waitForEvent('load')
  await page.locator('main form button').click()
  await loaded
  return answered
}

const removal: Way = async (page, language, stage) => {
  await page.goto(stage.full.base + factors)
  const address = await page.locator('.factors .act-cell a').first().getAttribute('href')
  return at(address ?? '')(page, language, stage)
}

export const securityPages: Family = {
  'workspace: own account': at(account),
  'workspace: own account, with mistakes': sending(account, { name: '', language: '' }),
  'workspace: own account, two sessions': as('stale', at(account)),
  'workspace: another address': at(`${account}/address`),
  'workspace: another address, with a mistake': sending(`${account}/address`, { address: 'x' }),
  'workspace: another address, confirmed': as('stale', async (page, language, stage) =>
    at(`${account}/address/${stage.addressToken()}`)(page, language, stage),
  ),
  'workspace: second factor, none yet': at(factors),
  'workspace: second factor, demanded': as('must', at(factors, 'empty')),
  'workspace: second factor': as('guarded', at(factors)),
  'workspace: add an app': unfolded(at(`${factors}/app`)),
  'workspace: add an app, with a wrong code': wrongApp,
  'workspace: add a passkey': at(`${factors}/passkey`),
  'workspace: add a passkey, with a wrong answer': sending(`${factors}/passkey`),
  'workspace: recovery codes': as('guarded', sending(`${factors}/recovery-codes`)),
  'workspace: new recovery codes': as('guarded', at(`${factors}/recovery-codes`)),
  'workspace: remove a factor': as('guarded', removal),
  'workspace: confirm that it is you': as('stale', unfolded(at(`${account}/confirm`))),
  'workspace: security': unfolded(at('/organize/security')),
}
