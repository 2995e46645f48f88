/** The statement of accessibility claims what the browser tests examine: no page more, none fewer. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { examination, examinationFile } from '../../src/web/public/accessibility.ts'
import { record } from './matrix/record.ts'

it('what was written down is what is examined', () => {
  const written = examination.parse(JSON.parse(readFileSync(examinationFile, 'utf8')))
  const { date, browser, axe, ...examined } = written
  const { date: _date, browser: _browser, axe: _axe, ...now } = record('', new Date())
  expect(examined).toEqual(now)
  expect(Date.parse(date)).toBeLessThanOrEqual(Date.now())
  expect([browser, axe].every((version) => /^\d+\.\d+/.test(version))).toBe(true)
})
