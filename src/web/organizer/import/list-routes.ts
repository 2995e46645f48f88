/** The addresses of lists that are imported, and of people who may stand in them twice. */
import type { Router } from 'express'
import { readForm } from '../../body.ts'
import type { Site } from '../../site.ts'
import { doubles, partDoubles } from '../doubles/doubles.ts'
import { decidePair, doublePair } from '../doubles/pair.ts'
import { listWork } from './list-work.ts'
import { newListForm, takeList } from './new-list.ts'
import { changeList, oneList } from './one-list.ts'
import { sendProblems } from './problems-file.ts'

export function listRoutes(pages: Router, site: Site): void {
  const lists = listWork(site)
  pages.get('/events/:slug/import', newListForm(site))
  pages.post('/events/:slug/import', takeList(site, lists))
  pages.get('/events/:slug/import/:list', oneList(site, lists))
  pages.post('/events/:slug/import/:list', readForm, changeList(site, lists))
  pages.get('/events/:slug/import/:list/problems.csv', sendProblems(site))
  pages.get('/events/:slug/doubles', doubles(site, lists))
  pages.post('/events/:slug/doubles', readForm, partDoubles(site, lists))
  pages.get('/events/:slug/doubles/:one/:other', doublePair(site))
  pages.post('/events/:slug/doubles/:one/:other', readForm, decidePair(site))
}
