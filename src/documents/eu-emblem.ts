/**
 * The emblem of the European Union, drawn by its geometry (Regulation (EU) 2021/1060, Annex IX; Interinstitutional
 * style guide, annex A1): twelve upright stars on a circle of a third of the height, each in a circle of an
 * eighteenth of it. Words beside it may be set in few typefaces only, Ubuntu among them, in reflex blue.
 */
import { fileURLToPath } from 'node:url'
import type { Ink, Paper } from '../platform/pdf.ts'

const reflexBlue = '#003399'
const yellow = '#ffcc00'

export const emblemFonts = {
  emblem: fileURLToPath(new URL('./fonts/Ubuntu-Regular.ttf', import.meta.url)),
}
export const emblemInk: Ink = { font: 'emblem', size: 10, color: reflexBlue }

/** Width to height */
export const emblemRatio = 1.5

export function drawEmblem(paper: Paper, x: number, y: number, height: number): void {
  const width = height * emblemRatio
  paper.rectangle(x, y, width, height, reflexBlue)
  for (let hour = 0; hour < 12; hour += 1) {
    const [starX, starY] = onCircle(x + width / 2, y + height / 2, height / 3, hour / 12)
    paper.polygon(star(starX, starY, height / 18), yellow)
  }
}

/** A pentagram with one point up: its inner corners lie where the lines between the points cross. */
function star(x: number, y: number, radius: number): [number, number][] {
  const inner = radius * (Math.cos((2 * Math.PI) / 5) / Math.cos(Math.PI / 5))
  return Array.from({ length: 10 }, (_, corner) =>
    onCircle(x, y, corner % 2 === 0 ? radius : inner, corner / 10),
  )
}

/** `turn` 0 is up, a quarter is to the right. */
function onCircle(x: number, y: number, radius: number, turn: number): [number, number] {
  return [x + radius * Math.sin(2 * Math.PI * turn), y - radius * Math.cos(2 * Math.PI * turn)]
}
