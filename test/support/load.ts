/** Many people at once: sends real forms over real connections and keeps what each was told. */
import { Agent, request } from 'node:http'

export type Person = { name: string; email: string }

/** `status` 0: the connection broke before an answer came. */
export type Told = { email: string; status: number; location: string; milliseconds: number }

/** People nobody has met before; `crowd` keeps their addresses apart from other crowds'. */
export function people(crowd: string, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `Ана Примерова ${crowd} ${i}`,
    email: `${crowd}.${i}@example.org`,
  }))
}

export type Visitors = {
  /** Sends the confirmation form of one person. */
  confirm(origin: string, slug: string, person: Person): Promise<Told>
  leave(): void
}

/** As many connections as there are people who wait for an answer. */
export function visitors(): Visitors {
  const agent = new Agent({ keepAlive: true })
  return {
    confirm: (origin, slug, person) =>
      post(agent, `${origin}/bg/events/${slug}/register`, { ...form, ...person }),
    leave: () => agent.destroy(),
  }
}

/** Everybody at the same moment, spread evenly over the servers. */
export async function allAtOnce(
  origins: readonly string[],
  slug: string,
  crowd: readonly Person[],
): Promise<Told[]> {
  const { confirm, leave } = visitors()
  try {
    const origin = (i: number) => origins[i % origins.length] ?? ''
    return await Promise.all(crowd.map((person, i) => confirm(origin(i), slug, person)))
  } finally {
    leave()
  }
}

const form = {
  phone: '+359 88 784 8238',
  organization: 'Община Примерово',
  position: 'експерт',
  locality: 'Примерово',
  group: 'ngo',
  answer: 'yes',
}

function post(agent: Agent, url: string, fields: Record<string, string>): Promise<Told> {
  const body = new URLSearchParams(fields).toString()
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  }
  const started = performance.now()
  const email = fields.email ?? ''
  return new Promise((resolve) => {
    const told = (status: number, location = '') =>
      resolve({ email, status, location, milliseconds: performance.now() - started })
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const { statusCode = 0, headers: given } = response
      // An answer counts when all of it has come.
      response.on('end', () => told(statusCode, given.location)).on('error', () => told(0))
      response.resume()
    })
    sent.on('error', () => told(0)).end(body)
  })
}

/** How many were told what: `{ 303: 200 }`. */
export function countByStatus(told: readonly Told[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of told) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
