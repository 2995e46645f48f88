/** The commands. `npm start` is `serve`. */

import { exportAttendees } from './commands/export.ts'
import { importEvents } from './commands/import.ts'
import { addAnOrganizer } from './commands/organizer.ts'
import { samples } from './commands/samples.ts'
import { serve, work } from './commands/serve.ts'
import { environment, readSettings, type Settings } from './config.ts'
import { NewerSchema } from './database/migrate.ts'

/** Prints to standard output and answers the exit code; null: goes on until it is told to stop. */
type Command = (settings: Settings, words: string[]) => Promise<number | null>

const commands: Readonly<Record<string, Command>> = {
  serve,
  work,
  import: importEvents,
  export: exportAttendees,
  organizer: addAnOrganizer,
  samples,
}

const usage = `Usage: turnout COMMAND

  serve                      the site, and the mail unless WORKER=off
  work                       the mail and the other recurring jobs alone
  import FILE...             events and projects from YAML or JSON files
  export SLUG --format csv|xlsx|pdf|json|ics [--out FILE]
                             the attendee list; pdf: the sign-in sheet; ics: the event
  organizer add EMAIL [--name NAME] [--role admin|organizer|contact|desk] [--event SLUG]...
                             gives a role and prints a link to sign in, which works once; whoever has a
                             second factor is asked for it, unless --remove-second-factor takes it away
  samples remove             takes out what the samples brought
`

async function main([name = '', ...words]: string[]): Promise<number | null> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    process.stderr.write(name === '' ? usage : `There is no command ${name}.\n\n${usage}`)
    return 2
  }
  const read = readSettings(environment())
  if ('mistakes' in read) {
    for (const mistake of read.mistakes) process.stderr.write(`${mistake}\n`)
    return 1
  }
  return command(read.settings, words)
}

/** What a person at a terminal can act on is a sentence; only a real surprise shows where it happened. */
function explain(error: unknown): string {
  if (error instanceof NewerSchema) return error.message
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE') return 'Something else listens on this port already. Choose another with PORT=…'
  if (code.startsWith('ERR_PARSE_ARGS')) return `${error.message}\n\n${usage}`
  if (code === '') return error.stack ?? error.message
  const what = error.message.includes(code) ? error.message : `${code}: ${error.message}`
  const isDatabase = /^(SQLITE_(CANTOPEN|NOTADB)|ECONNREFUSED|ENOTFOUND)/.test(code)
  return isDatabase ? `The database of DATABASE_URL does not open. ${what}` : what
}

try {
  const code = await main(process.argv.slice(2))
  if (code !== null) process.exitCode = code
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}
