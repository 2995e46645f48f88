import type { z } from 'zod'
import type { Project } from '../event.ts'
import { periods } from '../event.ts'
import { repeats } from './event-checks.ts'
import { organizationsOf } from './event-file.ts'
import { organization } from './event-shape.ts'
import {
  amount,
  currency,
  day,
  id,
  language,
  list,
  mapping,
  oneOf,
  slug,
  text,
  textByLanguage,
} from './file-fields.ts'
import type { Mistake } from './mistake.ts'
import { shapeMistakes } from './shape-mistakes.ts'
import { present, textsIn } from './texts.ts'
import { laterThan } from './time-mistakes.ts'

const most = 1_000_000_000_000

const budget = mapping(
  { amount: amount(0, most), currency: currency(), funder_share: amount(0, most).exactOptional() },
  'a mapping with amount and currency',
)

const indicator = mapping(
  {
    id: id(),
    title: textByLanguage(500),
    kind: text(100).exactOptional(),
    target: amount(0, most).exactOptional(),
  },
  'a mapping with id and title of an indicator',
)

/** One project as files give it. */
const projectShape = mapping(
  {
    slug: slug(),
    number: text(100).exactOptional(),
    language: language(),
    title: textByLanguage(1000),
    programme: textByLanguage(500).exactOptional(),
    period: oneOf(periods).default('other'),
    funder: textByLanguage(500).exactOptional(),
    fund: textByLanguage(500).exactOptional(),
    starts: day().exactOptional(),
    ends: day().exactOptional(),
    budget: budget.exactOptional(),
    organizations: list(organization, 200).default(() => []),
    statement: textByLanguage(5000).exactOptional(),
    disclaimer: textByLanguage(5000).exactOptional(),
    emblem: oneOf(['eu', 'none']).default('none'),
    keep_until: day().exactOptional(),
    indicators: list(indicator, 200).default(() => []),
  },
  'a mapping that describes a project',
)

type ProjectInput = z.output<typeof projectShape>

/** What files give, as the whole product speaks of it; or everything that is wrong with it. */
export function readProject(raw: unknown): { document: Project } | { mistakes: Mistake[] } {
  const read = projectShape.safeParse(raw)
  if (!read.success) return { mistakes: shapeMistakes(read.error.issues, raw) }
  const mistakes = projectMistakes(read.data)
  return mistakes.length === 0 ? { document: toProject(read.data) } : { mistakes }
}

function projectMistakes({ starts, ends, keep_until, budget, indicators }: ProjectInput): Mistake[] {
  const ids = indicators.map((each) => each.id)
  return [
    ...(starts !== undefined && ends !== undefined ? laterThan(['ends'], ends, 'starts', starts) : []),
    ...(ends !== undefined && keep_until !== undefined
      ? laterThan(['keep_until'], keep_until, 'ends', ends)
      : []),
    ...shareMistakes(budget),
    ...repeats(ids, (index) => ['indicators', index, 'id']),
  ]
}

function shareMistakes(budget: ProjectInput['budget']): Mistake[] {
  const share = budget?.funder_share
  if (budget === undefined || share === undefined || share <= budget.amount) return []
  return [{ path: ['budget', 'funder_share'], cause: `${share} is more than the whole, ${budget.amount}` }]
}

function toProject(input: ProjectInput): Project {
  const texts = textsIn(input.language)
  return present({
    ...input,
    title: texts.line(input.title),
    programme: texts.line(input.programme),
    funder: texts.line(input.funder),
    fund: texts.line(input.fund),
    organizations: organizationsOf(input.organizations, texts),
    statement: texts.prose(input.statement),
    disclaimer: texts.prose(input.disclaimer),
    indicators: input.indicators.map((each) => ({ ...each, title: texts.line(each.title) })),
  })
}
