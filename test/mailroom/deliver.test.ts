import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimLetters } from '../../src/domain/registrations/due-letters.ts'
import { withdraw } from '../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../support/databases.ts'
import type { Answer, Faults, Sink } from '../support/smtp-sink.ts'
import {
  confirmPeople,
  dueIn,
  hour,
  type LetterRow,
  minute,
  openPostOffice,
  outbox,
  type PostOffice,
  second,
  sentLetter,
  until,
} from './post-office.ts'

onEachDatabase('delivery', (of) => {
  let office: PostOffice
  beforeEach(() => {
    office = openPostOffice(of().database)
  })
  afterEach(() => office.close())

  const rows = () => outbox(of().database)
  const allSent = (letters: readonly LetterRow[]) => letters.every(({ state }) => state === 'sent')
  const settled = (letters: readonly LetterRow[]) =>
    letters.every(({ claimed, attempts }) => !claimed && attempts > 0)
  const recipients = (sink: Sink) => sink.letters.map(({ to }) => to[0]).sort()

  test('every letter arrives once, under the Message-ID of its row', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `Person ${i}`)
    await confirmPeople(of().database, names)
    const sink = await office.sink()
    office.worker(sink.url)
    expect(await until(rows, allSent)).toEqual(names.map(() => sentLetter))
    const ids = await of().database.read.selectFrom('outbox').select('message_id').execute()
    expect((await sink.parsed()).map(({ messageId }) => messageId).sort()).toEqual(
      ids.map(({ message_id }) => `<${message_id}@example.org>`).sort(),
    )
  })

  test('two workers share one outbox, and each letter arrives once', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `Person ${i}`)
    await confirmPeople(of().database, names)
    const sink = await office.sink()
    const workers = [office.worker(sink.url), office.worker(sink.url)]
    await until(rows, allSent)
    expect(recipients(sink)).toEqual(names.map((_, i) => `person.${i}@example.org`).sort())
    expect(Math.min(...workers.map((worker) => worker.status().sent))).toBeGreaterThan(0)
  })

  test('a nudge sends at once, without it the next look does', async () => {
    const sink = await office.sink()
    const worker = office.worker(sink.url, { paces: { poll: 60 * second, nudge: 5 } })
    await pause(100)
    await confirmPeople(of().database, ['Ana'])
    await pause(200)
    expect(sink.letters.length).toBe(0)
    worker.nudge()
    await until(rows, allSent)
  })

  /** What the outbox says after the first try, and how many seconds later the letter is due. */
  const afterFirstTry: [string, Faults, LetterRow, number | null][] = [
    ['a busy recipient', { rcpt: once({ reply: [450, 'busy'] }) }, waiting('try-later', 450), 10],
    ['a full disk', { data: once({ reply: [452, 'full'] }) }, waiting('try-later', 452), 10],
    ['a cut before the letter', { mail: once({ cut: true }) }, waiting('connection-cut', null), 10],
    ['a cut after the letter', { data: once({ cut: true }) }, waiting('connection-cut', null), 10],
    ['silence', { rcpt: once({ delay: 3000 }) }, waiting('timeout', null), 10],
    ['an unknown recipient', { rcpt: once({ reply: [550, 'who'] }) }, failed('recipient-refused', 550), null],
    ['a refused letter', { data: once({ reply: [554, 'spam'] }) }, failed('message-refused', 554), null],
  ]

  test.each(afterFirstTry)('%s', async (name, faults, expected, seconds) => {
    await confirmPeople(of().database, ['Ana'])
    const sink = await office.sink({ faults })
    // A busy machine answers late too: only who is silent on purpose is cut short.
    office.worker(sink.url, { timeouts: { silence: name === 'silence' ? 300 : 20_000 } })
    expect(await until(rows, settled)).toEqual([expected])
    if (seconds === null) return
    const [due] = await dueIn(of().database, office.clock())
    expect(Math.abs((due ?? 0) - seconds)).toBeLessThanOrEqual(2)
    office.pass(seconds * second)
    expect(await until(rows, allSent)).toEqual([{ ...sentLetter, attempts: 2 }])
  })

  test('a letter cut off after it was taken comes again with the same Message-ID, once', async () => {
    await confirmPeople(of().database, ['Ana'])
    const sink = await office.sink({ faults: { data: once({ cut: true }) } })
    office.worker(sink.url)
    await until(rows, settled)
    office.pass(20 * second)
    await until(rows, allSent)
    const ids = (await sink.parsed()).map(({ messageId }) => messageId)
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
  })

  test('tries go on over two days, then the letter has failed', async () => {
    await confirmPeople(of().database, ['Ana'])
    const sink = await office.sink({ faults: { rcpt: () => ({ reply: [450, 'busy'] }) } })
    office.worker(sink.url)
    for (let tried = 1; tried <= 4; tried++) {
      await until(rows, ([row]) => row?.attempts === tried && !row.claimed)
      office.pass(hour)
    }
    expect((await rows())[0]).toMatchObject({ state: 'waiting', reason: 'try-later' })
    office.pass(48 * hour)
    expect((await until(rows, ([row]) => row?.state === 'failed'))[0]).toMatchObject({
      reason: 'too-old',
      claimed: false,
    })
  })

  test('letters about one registration keep their order when the first has to wait', async () => {
    const [ana = 0] = await confirmPeople(of().database, ['Ana', 'Boris'])
    const sink = await office.sink({
      faults: { rcpt: first(1, (to) => to === 'ana@example.org', { reply: [450, 'busy'] }) },
    })
    office.worker(sink.url)
    await until(rows, settled)
    await withdraw(of().database, ana, office.clock())
    await pause(300)
    expect((await rows()).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'cancelled waiting',
      'confirmed sent',
      'confirmed waiting',
    ])
    office.pass(20 * second)
    await until(rows, allSent)
    const subjects = (await sink.parsed()).filter(({ to }) => JSON.stringify(to).includes('ana@'))
    expect(subjects.map(({ subject }) => subject?.split(':')[0])).toEqual([
      'Участието Ви е потвърдено',
      'Участието Ви е отменено',
    ])
  })

  test('one slow recipient holds up nobody else', async () => {
    await confirmPeople(of().database, ['Slow', ...Array.from({ length: 20 }, (_, i) => `Person ${i}`)])
    const sink = await office.sink({
      faults: { rcpt: (to) => (to === 'slow@example.org' ? { delay: 1500 } : undefined) },
    })
    office.worker(sink.url)
    await until(rows, allSent)
    expect(sink.letters.map(({ to }) => to[0]).indexOf('slow@example.org')).toBe(20)
  })

  test('wrong settings stop the whole queue, burn no tries, and are seen; all leaves when they are mended', async () => {
    await confirmPeople(of().database, ['Ana', 'Boris', 'Vera', 'Gleb', 'Dora', 'Emil', 'Zoya', 'Ilya'])
    const sink = await office.sink({ faults: { mail: () => ({ reply: [550, 'not you'] }) } })
    const worker = office.worker(sink.url)
    await until(
      () => worker.status(),
      ({ line, underWay }) => line.state === 'paused' && underWay === 0,
    )
    const asked = sink.connections()
    expect(worker.status().line).toMatchObject({
      trouble: 'configuration',
      reason: 'sender-refused',
      replyCode: 550,
    })
    await pause(300)
    expect((await rows()).map(({ state, attempts, claimed }) => [state, attempts, claimed])).toEqual(
      Array(8).fill(['waiting', 0, false]),
    )
    expect(sink.connections()).toBe(asked)
    sink.faults = {}
    office.pass(6 * second)
    expect(await until(rows, allSent)).toEqual(Array(8).fill(sentLetter))
    expect(worker.status().line).toEqual({ state: 'open' })
  })

  test('a trouble that lasts is asked about ever more seldom, by one letter at a time', async () => {
    await confirmPeople(of().database, ['Ana', 'Boris', 'Vera'])
    let asked = 0
    const sink = await office.sink({
      faults: {
        mail: () => {
          asked += 1
          return { reply: [550, 'not you'] }
        },
      },
    })
    const worker = office.worker(sink.url)
    const pauses: number[] = []
    for (let times = 0; times < 8; times++) {
      const line = await until(
        () => worker.status().line,
        (now) => now.state === 'paused' && Date.parse(now.until) > office.clock().getTime(),
      )
      await until(
        () => worker.status().underWay,
        (under) => under === 0,
      )
      const before = asked
      if (line.state === 'paused')
        pauses.push(Math.round((Date.parse(line.until) - office.clock().getTime()) / second))
      office.pass((pauses.at(-1) ?? 0) * second + second)
      await until(
        () => asked,
        (count) => count > before,
      )
      if (times > 0) expect(asked - before).toBe(1)
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300])
  })

  test('432 slows everything down', async () => {
    await confirmPeople(of().database, ['Ana', 'Boris'])
    const sink = await office.sink({ faults: { data: () => ({ reply: [432, 'limit'] }) } })
    const worker = office.worker(sink.url)
    const line = await until(
      () => worker.status().line,
      ({ state }) => state === 'paused',
    )
    expect(line).toMatchObject({ trouble: 'backoff', reason: 'slow-down' })
    await until(rows, (letters) => letters.every(({ claimed }) => !claimed))
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([0, 0])
    sink.faults = {}
    office.pass(31 * second)
    await until(rows, allSent)
  })

  test('a server that is not there is found again within seconds, and no letter has lost a try', async () => {
    await confirmPeople(of().database, ['Ana', 'Boris'])
    const gone = await office.sink()
    await gone.close()
    const worker = office.worker(gone.url)
    await until(
      () => worker.status().line,
      ({ state }) => state === 'paused',
    )
    await office.sink({ port: gone.port })
    expect(await until(rows, allSent)).toEqual([sentLetter, sentLetter])
  })

  test('a claim of a worker that died is taken over after a minute, not before', async () => {
    await confirmPeople(of().database, ['Ana'])
    await claimLetters(of().database, 'a dead worker', 10, office.clock())
    const sink = await office.sink()
    office.worker(sink.url)
    office.pass(50 * second)
    await pause(300)
    expect(sink.letters.length).toBe(0)
    office.pass(11 * second)
    await until(rows, allSent)
  })

  /** A server that answers after two minutes by the office's clock, and a second worker that looks all the time. */
  async function slowServerAndTwoWorkers(renew: number): Promise<number> {
    await confirmPeople(of().database, ['Ana'])
    const sink = await office.sink({ faults: { data: () => ({ delay: 1200 }) } })
    office.worker(sink.url, { paces: { renew } })
    await until(rows, ([row]) => row?.claimed === true)
    office.worker(sink.url)
    for (let passed = 0; passed < 5; passed++) {
      await pause(200)
      office.pass(25 * second)
    }
    await until(rows, allSent)
    await pause(1500)
    return sink.letters.length
  }

  test('a slow server does not make another worker send the letter too', async () => {
    expect(await slowServerAndTwoWorkers(50)).toBe(1)
  })

  test('(control: without renewed claims it does)', async () => {
    expect(await slowServerAndTwoWorkers(hour)).toBe(2)
  })

  test('stopping finishes what is under way and gives the rest back', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `Person ${i}`)
    await confirmPeople(of().database, names)
    const sink = await office.sink({ faults: { data: () => ({ delay: 150 }) } })
    const worker = office.worker(sink.url)
    await until(
      () => sink.letters.length,
      (count) => count > 3,
    )
    await worker.stop()
    const left = await rows()
    expect(left.filter(({ state }) => state === 'sent').length).toBe(sink.letters.length)
    expect(left.filter(({ claimed }) => claimed)).toEqual([])
    expect(left.filter(({ state }) => state === 'waiting').length).toBeGreaterThan(10)
    office.worker(sink.url)
    await until(rows, allSent)
    expect(recipients(sink)).toEqual(names.map((_, i) => `person.${i}@example.org`).sort())
  })

  test('stopping does not wait for a server that hangs; the letter is due again, no try burnt', async () => {
    await confirmPeople(of().database, ['Ana'])
    const sink = await office.sink({ faults: { rcpt: () => ({ delay: 20 * second }) } })
    const worker = office.worker(sink.url)
    await until(
      () => sink.asked.length,
      (count) => count > 0,
    )
    const begun = performance.now()
    await worker.stop(200)
    expect(performance.now() - begun).toBeLessThan(3000)
    expect(await rows()).toEqual([{ ...waiting('connection-cut', null), attempts: 0 }])
  })

  test('a letter that cannot be written is tried again later, and holds up nobody', async () => {
    await confirmPeople(of().database, ['Ana', 'Boris'])
    const sink = await office.sink()
    await of().database.write((tx) =>
      tx.db.updateTable('outbox').set({ kind: 'no such letter' }).where('to_name', '=', 'Ana').execute(),
    )
    office.worker(sink.url)
    expect(await until(rows, settled)).toEqual([
      { ...waiting('cannot-render', null), kind: 'no such letter' },
      sentLetter,
    ])
    office.pass(2 * minute)
    await until(rows, ([row]) => row?.attempts === 2)
  })
})

function waiting(reason: string, code: number | null): LetterRow {
  return { ...sentLetter, state: 'waiting', reason, code }
}

function failed(reason: string, code: number | null): LetterRow {
  return { ...sentLetter, state: 'failed', reason, code }
}

function once(answer: Answer): () => Answer | undefined {
  return first(1, () => true, answer)
}

function first<Asked>(times: number, isMeant: (asked: Asked) => boolean, answer: Answer) {
  // test.each shares its table between both databases: each letter's own first time counts.
  const seen = new Map<string, number>()
  return (asked?: Asked): Answer | undefined => {
    const key = String(expect.getState().currentTestName)
    const count = seen.get(key) ?? 0
    if (count >= times || !isMeant(asked as Asked)) return undefined
    seen.set(key, count + 1)
    return answer
  }
}
