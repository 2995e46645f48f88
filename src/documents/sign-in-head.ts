/** The head of each page: who pays, what it is, which event, when and where. */
import { balanceText, fitText } from '../platform/fit-text.ts'
import type { Ink, Paper } from '../platform/pdf.ts'
import { drawEmblem, emblemInk, emblemRatio } from './eu-emblem.ts'
import { colors, inks, leading, sizes } from './sign-in-measures.ts'
import type { SheetFact, SheetPlan } from './sign-in-plan.ts'

/** A line of text in its place; millimetres. */
type Placed = { text: string; x: number; y: number; ink: Ink }

/** `rule` is the line below the funder's band, `end` is where the table begins. */
export type Head = { emblem: boolean; lines: readonly Placed[]; rule: number | null; end: number }

export function layHead(paper: Paper, plan: SheetPlan, facts: readonly SheetFact[]): Head {
  const band = layBand(paper, plan)
  const heading = band.end + leading.event
  const title = layTitle(paper, plan, heading + leading.event + 0.6)
  const details = layFacts(paper, facts, title.end)
  const words = plan.heading.toLocaleUpperCase(plan.language)
  const lines = [
    ...band.lines,
    { text: words, x: sizes.left, y: heading, ink: inks.heading },
    ...title.lines,
    ...details.lines,
  ]
  return { emblem: plan.emblem !== null, lines, rule: band.rule, end: details.end }
}

export function drawHead(paper: Paper, head: Head): void {
  const end = paper.width - sizes.right
  if (head.emblem) drawEmblem(paper, sizes.left, sizes.top, sizes.emblem)
  if (head.rule !== null) paper.line(sizes.left, head.rule, end, head.rule, 0.4, colors.hairline)
  for (const { text, x, y, ink } of head.lines) paper.text(text, x, y, ink)
}

type Part = { lines: readonly Placed[]; end: number }

/** The funder's band: emblem and its words on the left, programme and project beside them. */
function layBand(paper: Paper, { emblem, funding }: SheetPlan): Part & { rule: number | null } {
  if (emblem === null && funding.length === 0) return { lines: [], rule: null, end: sizes.top - sizes.gap }
  const x = sizes.left + (emblem === null ? 0 : sizes.fundingIndent)
  const width = paper.width - sizes.right - x
  const texts = funding.flatMap((text) =>
    fitText(text, width, 3, (part) => paper.widthOf(part, inks.funding)),
  )
  const lines = stack(texts, x, sizes.top + 2.4, leading.funding, inks.funding)
  const height = Math.max(emblem === null ? 0 : sizes.emblem, texts.length * leading.funding)
  const rule = sizes.top + height + sizes.gap
  return { lines: [...layEmblemWords(paper, emblem ?? []), ...lines], rule, end: rule }
}

/** In the middle of the emblem's height */
function layEmblemWords(paper: Paper, words: readonly string[]): Placed[] {
  const x = sizes.left + sizes.emblem * emblemRatio + 3
  const width = sizes.left + sizes.fundingIndent - sizes.gap - x
  const lines = words.flatMap((text) => fitText(text, width, 2, (part) => paper.widthOf(part, emblemInk)))
  const first = sizes.top + sizes.emblem / 2 + 1.2 - ((lines.length - 1) * leading.emblem) / 2
  return stack(lines, x, first, leading.emblem, emblemInk)
}

function layTitle(paper: Paper, { event }: SheetPlan, y: number): Part {
  const width = paper.width - sizes.left - sizes.right
  const texts = balanceText(event, width, 4, (text) => paper.widthOf(text, inks.event))
  const lines = stack(texts, sizes.left, y, leading.event, inks.event)
  return { lines, end: y + texts.length * leading.event }
}

function layFacts(paper: Paper, facts: readonly SheetFact[], top: number): Part {
  const x = sizes.left + sizes.factIndent
  const width = paper.width - sizes.right - x
  const lines: Placed[] = []
  let y = top
  for (const { label, value } of facts) {
    const values = fitText(value, width, 2, (text) => paper.widthOf(text, inks.fact))
    lines.push({ text: label, x: sizes.left, y, ink: inks.factLabel })
    lines.push(...stack(values, x, y, leading.fact, inks.fact))
    y += values.length * leading.fact
  }
  return { lines, end: y }
}

function stack(texts: readonly string[], x: number, top: number, distance: number, ink: Ink): Placed[] {
  return texts.map((text, index) => ({ text, x, y: top + index * distance, ink }))
}
