/**
 * `npm run bench -- [PART...] [--rounds N] [--seconds N] [--quick] [--out FILE] [--profiles FOLDER]`: measures the
 * product beside its yardsticks and prints a table. Parts: see below; all of them when none is named.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { confirmations } from './confirmations.ts'
import { exportsOfMany } from './exports.ts'
import { type Figure, isMet } from './figure.ts'
import { lists } from './lists.ts'
import { outbox } from './outbox.ts'
import { pages } from './pages.ts'
import type { Part } from './part.ts'
import { people } from './people.ts'
import { measuredProcessor, stepAside } from './servers.ts'
import { slowLine } from './slow-line.ts'
import { openTheatre } from './stage.ts'
import { start } from './start.ts'
import { table } from './table.ts'
import { writing } from './writing.ts'

const parts: Readonly<Record<string, Part>> = {
  ...{ start, pages, confirmations, exports: exportsOfMany, outbox },
  lists,
  people,
  'slow-line': slowLine,
  writing,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string' },
    profiles: { type: 'string' },
  },
})

const unknown = positionals.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}

const figures: Figure[] = []
const theatre = openTheatre()
if (values.profiles !== undefined) mkdirSync(values.profiles, { recursive: true })
stepAside()
try {
  for (const [name, part] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    figures.push(...(await part(measure(name))))
  }
} finally {
  await theatre.close()
}
console.log(table(figures))
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(result(), null, 2)}\n`)
if (figures.some((figure) => isMet(figure) === false)) process.exitCode = 1

function measure(name: string) {
  return {
    theatre,
    rounds: Number(values.rounds ?? (values.quick ? 1 : 5)),
    seconds: Number(values.seconds ?? (values.quick ? 1 : 5)),
    quick: values.quick,
    profiles: values.profiles ?? null,
    tell: (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${name}: ${line}`),
  }
}

function result() {
  const [{ model = '' } = {}] = cpus()
  return {
    at: new Date().toISOString(),
    machine: {
      node: process.version,
      processors: `${cpus().length} × ${model}`,
      memory: totalmem(),
      // Servers share one processor, the traffic has another; PostgreSQL runs where the kernel puts it.
      pinned: measuredProcessor !== undefined,
    },
    options: values,
    figures: figures.map((figure) => ({ ...figure, met: isMet(figure) })),
  }
}
