import type { EventDocument, Project } from '../event.ts'
import { readEvent } from './event-file.ts'
import { fileName } from './file-fields.ts'
import { layoutOf, type Placed } from './file-layout.ts'
import type { FileBeside, NamedFile } from './files-beside.ts'
import { readFilesBeside } from './files-beside.ts'
import type { Mistake, Path, Problem } from './mistake.ts'
import { printable, writtenPath } from './mistake.ts'
import { readProject } from './project-file.ts'
import type { ReadFile } from './read-files.ts'

/** One project or event of a file. */
type Entry<Document> = {
  /** Only when nothing is wrong with it */
  document: Document | undefined
  files: FileBeside[]
  /** What whoever imports should know although all went well, a sentence each */
  notices: string[]
  problems: Problem[]
  /** What the file has under a key, right or wrong */
  written(key: string): unknown
  problemAt(path: Path, cause: string): Problem
}

export type Entries = { projects: Entry<Project>[]; events: Entry<EventDocument>[]; problems: Problem[] }

type Tell = (mistake: Mistake) => Problem
type Read<Document> = { document: Document } | { mistakes: Mistake[] }

/** The projects and events of a file, each checked by itself, with the files that it names. */
export async function entriesOf(read: ReadFile): Promise<Entries> {
  const tell = teller(read)
  if ('mistakes' in read) return { projects: [], events: [], problems: read.mistakes.map(tell) }
  const { projects, events, mistakes } = layoutOf(read.source.value)
  return {
    projects: await inTurn(projects, (placed) => entryOf(read.file, placed, readProject(placed.raw), tell)),
    events: await inTurn(events, (placed) => entryOf(read.file, placed, readEvent(placed.raw), tell)),
    problems: mistakes.map(tell),
  }
}

function teller(read: ReadFile): Tell {
  const lineAt = 'source' in read ? read.source.lineAt : () => undefined
  return ({ path, cause, line }) => ({
    file: read.file,
    path: printable(writtenPath(path)),
    cause: printable(cause),
    line: line ?? lineAt(path),
  })
}

/** One after another: thousands of pictures at once would be all in memory and all open. */
async function inTurn<From, To>(items: readonly From[], make: (item: From) => Promise<To>): Promise<To[]> {
  const made: To[] = []
  for (const item of items) made.push(await make(item))
  return made
}

async function entryOf<Document>(
  file: string,
  { raw, path }: Placed,
  read: Read<Document>,
  tell: Tell,
): Promise<Entry<Document>> {
  const beside = await readFilesBeside(file, namedIn(raw))
  const mistakes = [...('mistakes' in read ? read.mistakes : []), ...beside.mistakes]
  const problemAt = (within: Path, cause: string) => tell({ path: [...path, ...within], cause })
  return {
    document: 'document' in read && mistakes.length === 0 ? read.document : undefined,
    files: beside.files,
    notices: beside.notices.map((notice) => `${String(memberOf(raw, 'slug'))}: ${notice}`),
    problems: mistakes.map((each) => problemAt(each.path, each.cause)),
    written: (key) => memberOf(raw, key),
    problemAt,
  }
}

/** Names that are no names are told by the schema already. */
function namedIn(raw: unknown): NamedFile[] {
  return [
    ...namesIn(raw, 'organizations', 'logo', true),
    ...namesIn(raw, 'speakers', 'photo', true),
    ...namesIn(raw, 'documents', 'file', false),
  ]
}

function namesIn(raw: unknown, list: string, key: string, picture: boolean): NamedFile[] {
  const items = memberOf(raw, list)
  if (!Array.isArray(items)) return []
  return items.flatMap((item, index) => {
    const name = fileName().safeParse(memberOf(item, key))
    return name.success ? [{ path: [list, index, key], name: name.data, picture }] : []
  })
}

function memberOf(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined
}
