import type { Figures } from '../../domain/registrations/figures.ts'
import { phrase } from '../../platform/i18n.ts'
import { eventHome } from './event-frame.ts'
import { comingFigure, statuses, statusMarks } from './figure-words.ts'
import { type PeopleWish, peopleQuery } from './people-wish.ts'
import type { Work } from './viewer.ts'

/** The figures above the list; each leads to the people behind it. */
export function eventFigures(figures: Figures, { event, viewer, rights }: Work, wish: PeopleWish) {
  const { language } = viewer
  const link = (filter: PeopleWish['filter']) => eventHome(event) + peopleQuery({ ...wish, filter, page: 1 })
  const counted = statuses.map((status) => ({
    n: figures.registrations[status],
    label: phrase(language, `organizer.figure.${status}`),
    mark: statusMarks[status],
    href: link({ status }),
    current: wish.filter.status === status,
  }))
  const { undelivered } = figures
  return {
    coming: comingFigure(figures, language),
    statuses: counted,
    undelivered:
      undelivered === 0 || !rights.has('see-people')
        ? undefined
        : {
            words: phrase(language, 'organizer.figure.undelivered', { n: undelivered }),
            href: link({ undelivered: true }),
          },
  }
}
