import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entriesOf } from '../../../src/domain/events/file/entries.ts'
import { readEvent } from '../../../src/domain/events/file/event-file.ts'
import { eventShape } from '../../../src/domain/events/file/event-shape.ts'
import { readProject } from '../../../src/domain/events/file/project-file.ts'
import { parseJson, parseYaml } from '../../../src/domain/events/file/source.ts'
import { withDays } from '../../../src/domain/events/sample-days.ts'
import { sampleFiles } from '../../../src/domain/events/samples.ts'

const samples = sampleFiles().map((file) => withDays(readFileSync(file, 'utf8'), new Date('2026-11-22')))

/** One of the samples after somebody's cat walked over the keyboard. */
const spoilt = fc
  .record({
    text: fc.constantFrom(...samples),
    at: fc.nat({ max: 100_000 }),
    gone: fc.nat({ max: 40 }),
    typed: fc.string({ unit: 'binary', maxLength: 6 }),
  })
  .map(({ text, at, gone, typed }) => {
    const start = at % text.length
    return text.slice(0, start) + typed + text.slice(start + gone)
  })

test('a file spoilt anywhere is read or refused in words, line by line', async () => {
  await fc.assert(
    fc.asyncProperty(spoilt, async (text) => {
      const parsed = parseYaml(text)
      const read = 'mistakes' in parsed ? { mistakes: parsed.mistakes } : { source: parsed }
      const { projects, events, problems } = await entriesOf({ file: '/nowhere/a.yaml', ...read })
      const all = [...problems, ...[...projects, ...events].flatMap((entry) => entry.problems)]
      for (const { path, cause, line } of all) {
        expect(`${path}: ${cause}`).toMatch(/^[^\p{Cc}\u2028\u2029]+: [^\p{Cc}\u2028\u2029]+$/u)
        expect(line === undefined || line > 0).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('whatever stands under the keys of an event or project, the answer is a value', () => {
  const keys = Object.keys(eventShape.shape)
  const raw = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 }))
  fc.assert(
    fc.property(raw, (value) => {
      expect(Object.keys(readEvent(value))).toHaveLength(1)
      expect(Object.keys(readProject(value))).toHaveLength(1)
    }),
    { numRuns: 500 },
  )
})

test('JSON is read as JSON, tabs, escapes and all', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 })
  const json = fc.record({ title: text, list: fc.array(fc.oneof(text, fc.boolean(), fc.constant(null))) })
  fc.assert(
    fc.property(json, fc.constantFrom('', ' ', '\t'), (value, indent) => {
      expect(parseJson(JSON.stringify(value, null, indent))).toMatchObject({ value })
    }),
    { numRuns: 500 },
  )
})

test('what a terminal would obey is written out', async () => {
  const parsed = parseYaml('slug: "a\\e[31m\\u202e"\n"\\e[0m\\x9b": 1')
  if ('mistakes' in parsed) throw new Error('This is right YAML')
  const { events } = await entriesOf({ file: 'a.yaml', source: parsed })
  const told = events.flatMap(({ problems }) =>
    problems.map(({ path, cause }) => `${path}: ${cause.slice(0, 24)}`),
  )
  expect(told).toContain('slug: "a\\u001b[31m\\u202e" is n')
  expect(told).toContain('["\\u001b[0m\\u009b"]: unknown key; the keys he')
})
