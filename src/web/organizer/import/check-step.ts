/** The third step: what would happen, every problem by row, and the last choices. */
import type { Request, Response } from 'express'
import type { RegistrationStatus } from '../../../database/tables.ts'
import { type Group, groups } from '../../../domain/events/event.ts'
import {
  type ListChoices,
  type ListImport,
  type ListOutcome,
  type ListProblem,
  partsOf,
  problemsKind,
  rowsInPart,
} from '../../../domain/registrations/import/list-import.ts'
import { isPhraseKey, type Language, phrase } from '../../../platform/i18n.ts'
import { cleanLine, fold } from '../../../platform/text.ts'
import type { Fields } from '../../body.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventTitle } from '../event-frame.ts'
import { statuses, statusMarks } from '../figure-words.ts'
import { pageNumber, pageSteps } from '../pages.ts'
import type { Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { columnLetters } from './column-uses.ts'
import { listAddress, stepsOf } from './new-list.ts'

/** What the form says, over what was chosen before; null where nothing has been chosen. */
export function lastChoices(fields: Fields, { choices, outcome }: ListImport): ListChoices | null {
  if (choices === null) return null
  const words = { ...choices.groupWords }
  for (const [at, word] of (outcome?.unknownGroups ?? []).entries()) {
    const meant = firstOf(fields[`group-${at}`])
    if (isGroup(meant)) words[fold(word)] = meant
    else if (meant === 'none') words[fold(word)] = ''
  }
  return {
    ...choices,
    letters: firstOf(fields.letters) === 'yes',
    leaveOut: firstOf(fields.leave_out) === 'yes',
    overLimitReason: cleanLine(firstOf(fields.over_limit_reason), 500),
    groupWords: words,
  }
}

function isGroup(candidate: string): candidate is Group {
  return groups.some((group) => group === candidate)
}

export function readLastChoices(
  fields: Fields,
  list: ListImport,
): { choices: ListChoices } | { choices: ListChoices; mistakes: Mistake[] } | null {
  const choices = lastChoices(fields, list)
  if (choices === null || list.outcome === null) return null
  const isIn = list.outcome.wrong === 0 || choices.leaveOut
  if (isIn) return { choices }
  const values = { n: list.outcome.wrong }
  return { choices, mistakes: [{ field: 'leave_out', key: 'lists.mistake.problems', values }] }
}

export async function showCheck(
  site: Site,
  req: Request,
  res: Response,
  work: Work,
  list: ListImport,
  mistakes: readonly Mistake[],
  chosen: ListChoices | null = list.choices,
): Promise<void> {
  const { outcome } = list
  if (outcome === null || chosen === null)
    return res.redirect(303, `${listAddress(work, list.id)}?step=columns`)
  const { language } = work.viewer
  const page = pageNumber(req)
  const problems = await partsOf<ListProblem>(site.database.read, list.id, problemsKind, page - 1, 2)
  const heading = phrase(language, 'lists.check.title')
  const title = `${heading}: ${eventTitle(work)}`
  const address = listAddress(work, list.id)
  showWorkspace(site, res, work.viewer, address, 'organizer/import/check', {
    ...eventFrame(work, 'people'),
    ...(mistakes.length > 0 ? { status: 422 } : {}),
    title: mistakes.length > 0 ? phrase(language, 'public.error-prefix', { title }) : title,
    heading,
    styles: ['workspace-lists.css'],
    steps: stepsOf('check', language),
    form: { mistakes: shownMistakes(mistakes, language) },
    list: { name: list.fileName, address, columns: `${address}?step=columns` },
    failed: outcome.failed === undefined ? undefined : phrase(language, `lists.failed.${outcome.failed}`),
    ...summary(outcome, language),
    problems: problems.slice(0, rowsInPart).map((problem) => problemView(problem, language)),
    problemsFile: problems.length === 0 ? undefined : `${address}/problems.csv`,
    pages: pageSteps(page, problems.length > rowsInPart, (to) => `${address}?page=${to}`, language),
    ...choicesView(outcome, chosen, work),
  })
}

function summary(outcome: ListOutcome, language: Language) {
  const count = newcomers(outcome)
  return {
    coming: comingView(outcome.coming, language),
    isNobody: count === 0,
    count: phrase(language, 'lists.check.new', { n: count }),
    wrong: outcome.wrong === 0 ? undefined : phrase(language, 'lists.check.wrong', { n: outcome.wrong }),
    facts: [
      ...(outcome.known > 0 ? [phrase(language, 'lists.check.known', { n: outcome.known })] : []),
      ...(outcome.repeated > 0 ? [phrase(language, 'lists.check.repeated', { n: outcome.repeated })] : []),
      ...(outcome.doubles > 0 ? [phrase(language, 'lists.check.doubles', { n: outcome.doubles })] : []),
      ...(outcome.overLimit > 0 ? [phrase(language, 'lists.check.over', { n: outcome.overLimit })] : []),
    ],
  }
}

export function newcomers({ coming }: Pick<ListOutcome, 'coming'>): number {
  return Object.values(coming).reduce((sum, count) => sum + count, 0)
}

export function comingView(
  coming: Readonly<Partial<Record<RegistrationStatus, number>>>,
  language: Language,
) {
  return statuses.flatMap((status) => {
    const n = coming[status] ?? 0
    return n === 0 ? [] : [{ n, label: phrase(language, `status.${status}`), mark: statusMarks[status] }]
  })
}

export function problemView(
  { row, column, value, who = '', key, values, isNotice }: ListProblem,
  language: Language,
) {
  return {
    row,
    column: column === null ? '' : columnLetters(column),
    value,
    // What is wrong may be the name itself.
    who: who === value ? '' : who,
    // Written by `look-through.ts` alone, as a phrase key.
    words: isPhraseKey(key) ? phrase(language, key, values) : '',
    isNotice: isNotice === true,
  }
}

function choicesView(outcome: ListOutcome, chosen: ListChoices, { event, viewer }: Work) {
  const { language } = viewer
  const offered = event.document.registration.groups.map((group) => ({
    value: group,
    label: phrase(language, `group.${group}`),
  }))
  const count = newcomers(outcome)
  const needsRoom = (outcome.coming.waitlisted ?? 0) > 0 || chosen.overLimitReason !== '' || outcome.wrong > 0
  return {
    unknownGroups: outcome.unknownGroups.map((word, at) => ({ name: `group-${at}`, word, offered })),
    leaveOut: outcome.wrong === 0 ? undefined : { n: outcome.wrong, checked: chosen.leaveOut },
    reason: needsRoom ? { value: chosen.overLimitReason } : undefined,
    letters: { wanted: chosen.letters, n: outcome.letters },
    submit: phrase(language, 'lists.check.submit', { n: count }),
  }
}
