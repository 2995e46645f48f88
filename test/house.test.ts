import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

/** The floors of the house, lowest first. A file imports from its own room and from rooms below. */
const floors = [
  ['src/platform/'],
  ['src/database/'],
  ['src/domain/outbox/'],
  ['src/domain/audit/'],
  ['src/domain/organizers/'],
  ['src/domain/events/'],
  ['src/domain/subscriptions/'],
  ['src/domain/registrations/'],
  ['src/domain/letters/'],
  ['src/domain/questions/'],
  ['src/documents/'],
  ['src/web/', 'src/mailroom/'],
  ['src/config.ts'],
  ['src/main.ts'],
  ['src/commands/'],
  ['src/cli.ts'],
]

const files = globSync('src/**/*.ts').map((file) => file.replaceAll('\\', '/'))

const roomOf = (file: string): { floor: number; room: string } => {
  for (const [floor, rooms] of floors.entries()) {
    const room = rooms.find((each) => file.startsWith(each))
    if (room !== undefined) return { floor, room }
  }
  throw new Error(`${file} stands in no room of the house`)
}

const importsOf = (file: string): string[] => {
  const text = readFileSync(file, 'utf8')
  const named = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => path)
  return named
    .map((path) => normalize(join(dirname(file), path)).replaceAll('\\', '/'))
    .filter((path) => path.startsWith('src/'))
}

it('imports run downwards only', () => {
  const upwards = files.flatMap((file) => {
    const from = roomOf(file)
    return importsOf(file)
      .filter((path) => {
        const to = roomOf(path)
        return to.floor > from.floor || (to.floor === from.floor && to.room !== from.room)
      })
      .map((path) => `${file} → ${path}`)
  })
  expect(files.length).toBeGreaterThan(50)
  expect(upwards).toEqual([])
})

it('no two files import each other in a circle, types aside', () => {
  const circles = files.flatMap((file) => (reaches(file, file) ? [file] : []))
  expect(circles).toEqual([])
})

const valueImports = new Map(
  files.map((file) => {
    const text = readFileSync(file, 'utf8').replace(/import type [^;]*? from '[^']+'/gs, '')
    const paths = [...text.matchAll(/from\s*'(\.[^']+)'/g)].map(([, path = '']) => path)
    return [file, paths.map((path) => normalize(join(dirname(file), path)).replaceAll('\\', '/'))]
  }),
)

function reaches(from: string, goal: string, seen = new Set<string>()): boolean {
  return (valueImports.get(from) ?? []).some((next) => {
    if (next === goal) return true
    if (seen.has(next)) return false
    seen.add(next)
    return reaches(next, goal, seen)
  })
}

it('only config.ts reads the environment, only the database and the domain write SQL', () => {
  const readers = files.filter((file) => readFileSync(file, 'utf8').includes('process.env'))
  expect(readers).toEqual(['src/config.ts'])
  const writers = files.filter((file) =>
    /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/.test(readFileSync(file, 'utf8')),
  )
  expect(writers.filter((file) => !/^src\/(database|domain)\//.test(file))).toEqual([])
})
