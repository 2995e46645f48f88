/** A calendar file as another program reads it (ical.js). */
import ICAL from 'ical.js'

export type ReadProperty = { name: string; parameters: Record<string, string>; value: string }
export type ReadComponent = { name: string; properties: ReadProperty[]; components: ReadComponent[] }

export function readCalendar(file: string): ReadComponent {
  // By way of bytes: a pair of surrogates that a fold tears apart survives in a string, not in UTF-8.
  const received = Buffer.from(file).toString()
  return component(new ICAL.Component(ICAL.parse(received)))
}

/** The only VEVENT of a file, its properties by name; throws when there is another component. */
export function onlyEvent(file: string): Record<string, ReadProperty> {
  const { components } = readCalendar(file)
  const [event, ...others] = components
  if (event?.name !== 'vevent' || others.length > 0) throw new Error('Not a calendar of one event')
  return Object.fromEntries(event.properties.map((property) => [property.name, property]))
}

function component(read: ICAL.Component): ReadComponent {
  return {
    name: read.name,
    properties: read.getAllProperties().map((property) => ({
      name: property.name,
      // ical.js gives parameters as an untyped object; all of ours are single texts.
      parameters: { ...(property.jCal[1] as Record<string, string>) },
      value: String(property.getFirstValue()),
    })),
    components: read.getAllSubcomponents().map(component),
  }
}
