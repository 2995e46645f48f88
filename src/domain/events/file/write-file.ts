/** An event file: YAML that `turnout import` makes the same event of again, laid out for people to read and change. */
import { Document, isScalar, Scalar, visit } from 'yaml'
import type { EventDocument, Project } from '../event.ts'
import { leanEvent, leanProject } from './lean-document.ts'

/** A longer text begins on a line of its own. */
const longLine = 90

/** The project goes along, so that the file can be imported where nobody knows it. */
export function eventFile(event: EventDocument, project: Project | null): string {
  const content =
    project === null ? leanEvent(event) : { projects: [leanProject(project)], events: [leanEvent(event)] }
  // JSON has no lists that stand twice, of which YAML would make anchors.
  const document = new Document(JSON.parse(JSON.stringify(content)), { schema: 'core', version: '1.2' })
  visit(document, { Scalar: (key, node) => layOut(key, node) })
  return document.toString({ lineWidth: longLine + 10, blockQuote: true })
}

const hours = /^\d\d:\d\d$/

function layOut(key: number | 'key' | 'value' | null, node: Scalar): void {
  if (!isScalar(node) || typeof node.value !== 'string' || key === 'key') return
  // Elsewhere hours without quotes are read as seconds.
  if (hours.test(node.value)) node.type = Scalar.QUOTE_DOUBLE
  else if (node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL
  else if (node.value.length > longLine) node.type = Scalar.BLOCK_FOLDED
}
