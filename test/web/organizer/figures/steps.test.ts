import { expect, test } from 'vitest'
import type { Breakdown } from '../../../../src/domain/registrations/breakdown.ts'
import { daysOf, weeksOf } from '../../../../src/web/organizer/figures/days.ts'
import { stepsPlot } from '../../../../src/web/organizer/figures/steps-plot.ts'

const counted = (byHour: Record<string, number>) =>
  ({ byHour: new Map(Object.entries(byHour)) }) as unknown as Breakdown // the hours are all that is asked for

test('days go by the clocks of the event, those without anybody stand between, and the sum never falls', () => {
  // 22:00 UTC is already the next day in Sofia.
  const days = daysOf(
    counted({ '2027-01-10T21': 2, '2027-01-10T22': 3, '2027-01-13T09': 1 }),
    'Europe/Sofia',
    '2027-01-14',
  )
  expect(days).toEqual([
    { day: '2027-01-10', people: 2, total: 2 },
    { day: '2027-01-11', people: 3, total: 5 },
    { day: '2027-01-12', people: 0, total: 5 },
    { day: '2027-01-13', people: 1, total: 6 },
    { day: '2027-01-14', people: 0, total: 6 },
  ])
  expect(weeksOf(days)).toEqual([
    { day: '2027-01-04', people: 2, total: 2 },
    { day: '2027-01-11', people: 4, total: 6 },
  ])
})

test('nobody yet is no day; somebody who came after the end is shown all the same; a century is not', () => {
  expect(daysOf(counted({}), 'Europe/Sofia', '2027-01-14')).toEqual([])
  expect(daysOf(counted({ '2027-01-20T09': 1 }), 'Europe/Sofia', '2027-01-14').map(({ day }) => day)).toEqual(
    ['2027-01-20'],
  )
  expect(daysOf(counted({ '1927-01-20T09': 1 }), 'Europe/Sofia', '2027-01-14').length).toBe(1000)
})

test('the drawing stands on nothing, reaches to the limit, and its highest step is the sum', () => {
  const days = [
    { day: '2027-01-10', people: 10, total: 10 },
    { day: '2027-01-11', people: 30, total: 40 },
  ]
  const plot = stepsPlot(days, 80, { name: 'wide', width: 880, height: 280, dates: 6 }, (day) => day.slice(8))
  const ys = [...plot.line.matchAll(/[ML][\d.]+,([\d.]+)/g)].map(([, y]) => Number(y))
  const perPerson = (plot.ground - (plot.capacity?.y ?? 0)) / 80
  expect(ys.map((y) => Math.round((plot.ground - y) / perPerson))).toEqual([10, 10, 40, 40, 40])
  expect(plot.levels.map(({ people }) => people)).toEqual([0, 20, 40, 60, 80])
  expect(plot.dates.map(({ words, anchor }) => [words, anchor])).toEqual([
    ['10', 'start'],
    ['11', 'end'],
  ])
  expect(
    stepsPlot(days.slice(0, 1), null, { name: 'narrow', width: 328, height: 220, dates: 3 }, String).dates
      .length,
  ).toBe(1)
})
