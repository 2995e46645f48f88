import type { Figure } from './figure.ts'
import type { Theatre } from './stage.ts'

/** What a part of the benchmark gets to work with. */
export type Measure = {
  theatre: Theatre
  /** How often ours and the yardstick take turns */
  rounds: number
  /** Seconds of traffic in each turn */
  seconds: number
  /** Smaller numbers of everything, to see that it works */
  quick: boolean
  /** Folder for CPU profiles of our servers */
  profiles: string | null
  tell(line: string): void
}

export type Part = (measure: Measure) => Promise<Figure[]>

/** A B A B …: what the machine does meanwhile hits both alike. The first turn of each only warms up. */
export async function inTurns<Ours, Theirs>(
  { rounds }: Pick<Measure, 'rounds'>,
  ours: () => Promise<Ours>,
  yardstick: () => Promise<Theirs>,
): Promise<{ ours: Ours[]; yardstick: Theirs[] }> {
  const taken: { ours: Ours[]; yardstick: Theirs[] } = { ours: [], yardstick: [] }
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: await ours(), yardstick: await yardstick() }
    if (round === 0) continue
    taken.ours.push(pair.ours)
    taken.yardstick.push(pair.yardstick)
  }
  return taken
}
