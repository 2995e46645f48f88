/** Times as lists write them. */
import { resolveWallClock } from '../../../platform/zones.ts'

/**
 * The instant that a cell says, as UTC ISO text: with its zone as our own CSV writes it, else by the clocks of the
 * event. Where clocks show a time twice it is the earlier. Null for what is no time.
 */
export function instantIn(cell: string, zone: string): string | null {
  const text = cell.trim()
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const at = Date.parse(text)
    return Number.isNaN(at) ? null : new Date(at).toISOString()
  }
  const wall = wallClock(text)
  if (wall === null) return null
  const resolved = resolveWallClock(wall.minute, zone)
  const instant = 'instant' in resolved ? resolved.instant : 'earlier' in resolved ? resolved.earlier : null
  return instant && new Date(Date.parse(instant) + wall.milliseconds).toISOString()
}

type Wall = { minute: string; milliseconds: number }

/** `2027-03-02 09:30:05.250`, `02.03.2027 9:30`, a day alone. */
function wallClock(text: string): Wall | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](.+))?$/.exec(text)
  const dotted = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s*г\.?)?(?:[, ]+(.+))?$/.exec(text)
  const [year, month, day, clock] = iso
    ? [iso[1], iso[2], iso[3], iso[4]]
    : dotted
      ? [dotted[3], dotted[2], dotted[1], dotted[4]]
      : []
  if (year === undefined || month === undefined || day === undefined) return null
  const time = /^(\d{1,2})[:.](\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(?:\s*ч\.?)?$/.exec(clock ?? '00:00')
  if (time === null) return null
  const [, hour = '', minute = '', second = '0', part = '0'] = time
  const two = (figures: string) => figures.padStart(2, '0')
  return {
    minute: `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}`,
    milliseconds: Number(second) * 1000 + Number(part.padEnd(3, '0')),
  }
}
