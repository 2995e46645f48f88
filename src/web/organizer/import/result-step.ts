import type { Request, Response } from 'express'
import { type ListImport, takeBackUntil } from '../../../domain/registrations/import/list-import.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { instantWords } from '../instant-words.ts'
import type { Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { comingView, newcomers } from './check-step.ts'
import { listAddress, listsHome, stepsOf } from './new-list.ts'

/** What has come of a list, and the way back. */
export function showResult(site: Site, _req: Request, res: Response, work: Work, list: ListImport): void {
  const { event, viewer } = work
  const { language } = viewer
  const isBack = list.state === 'undone'
  const heading = phrase(language, isBack ? 'lists.result.back' : 'lists.result.title')
  const { coming = {}, wrong = 0 } = list.outcome ?? {}
  const count = newcomers({ coming })
  const home = eventHome(event)
  const until = takeBackUntil(list)
  const mayTakeBack = !isBack && count > 0 && until > site.clock()
  showWorkspace(site, res, viewer, listAddress(work, list.id), 'organizer/import/result', {
    ...eventFrame(work, 'people'),
    title: `${heading}: ${eventTitle(work)}`,
    heading,
    styles: ['workspace-lists.css'],
    steps: stepsOf('done', language),
    list: { name: list.fileName, address: listAddress(work, list.id) },
    isBack,
    words: words(list, count, language),
    coming: isBack ? [] : comingView(coming, language),
    people: home,
    leftOut: isBack || wrong === 0 ? undefined : phrase(language, 'lists.result.left-out', { n: wrong }),
    problemsFile: `${listAddress(work, list.id)}/problems.csv`,
    withoutAddress: isBack || count === 0 ? undefined : `${home}?source=import&email=no`,
    doubles: `${home}/doubles`,
    another: listsHome(work),
    takeBack: mayTakeBack
      ? { n: count, until: instantWords(until.toISOString(), event.document.timezone, language) }
      : undefined,
  })
}

function words({ state, outcome }: ListImport, count: number, language: string): string[] {
  const stayed = outcome?.stayed ?? 0
  if (state === 'undone')
    return [
      phrase(language, 'lists.result.gone', { n: count - stayed }),
      ...(stayed > 0 ? [phrase(language, 'lists.result.stayed', { n: stayed })] : []),
    ]
  const { known = 0, letters = 0 } = outcome ?? {}
  return [
    phrase(language, 'lists.result.in', { n: count }),
    ...(known > 0 ? [phrase(language, 'lists.check.known', { n: known })] : []),
    phrase(language, 'lists.result.letters', { n: letters }),
  ]
}
