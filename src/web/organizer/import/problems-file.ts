/** `/organize/events/{slug}/import/{id}/problems.csv`: what is wrong with a list, to be mended beside it. */
import { type ListProblem, partsOf, problemsKind } from '../../../domain/registrations/import/list-import.ts'
import { type CsvColumn, csv } from '../../../platform/csv.ts'
import { type PhraseKey, phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { problemView } from './check-step.ts'
import { withList } from './one-list.ts'

type Shown = ReturnType<typeof problemView>

export function sendProblems(site: Site) {
  return withList(site, async ({ viewer }, list, _req, res) => {
    const { language } = viewer
    const problems = await partsOf<ListProblem>(site.database.read, list.id, problemsKind)
    const rows = problems.map((problem) => problemView(problem, language))
    const column = (key: PhraseKey, cell: (row: Shown) => string): CsvColumn<Shown> => ({
      name: phrase(language, key),
      cell,
    })
    const columns = [
      column('lists.problems.row', ({ row }) => String(row)),
      column('column.name', ({ who }) => who),
      column('lists.problems.column', (row) => row.column),
      column('lists.problems.value', ({ value }) => value),
      column('lists.problems.what', ({ words }) => words),
    ]
    res.set('Content-Type', 'text/csv; charset=utf-8')
    res.set('Content-Disposition', `attachment; filename="problems-${list.id}.csv"`)
    for await (const chunk of csv(columns, pagesOf(rows))) res.write(chunk)
    res.end()
  })
}

async function* pagesOf(rows: readonly Shown[]): AsyncGenerator<readonly Shown[]> {
  yield rows
}
