/**
 * Who gets what from each address of the workspace, one line each. A route without a line fails the test, and so does a
 * line without a route. What a person who may gets first of all is set in `form` (or `files`): any answer that is no
 * refusal of theirs will do, so fields that the page complains of are as good as right ones.
 *
 * In `who`, from left to right, a letter a person:
 *
 *     nobody, participant A, participant B (they hold the link of their own registration and no more)
 *     organizer of another event
 *     of this event: desk, contact, organizer, administrator
 *     of all events: organizer, administrator
 *
 * `s` is sent to sign in, `-` finds nothing there (404), `+` is answered.
 *
 * `:slug` is the event "mine"; each other name in a path, and a value `':name'` in a form, is filled by
 * `permission-fills.ts`, or by `fill` with words that stand here. `action` is what the button of the form says, and a form that has such buttons has a line for each.
 * `ends`: afterwards the browser is somebody else, or nobody.
 */
export type Row = {
  on: `${'GET' | 'POST'} /organize${string}`
  who: string
  action?: string
  form?: Readonly<Record<string, string | readonly string[]>>
  /** Sent as multipart: field → name and content of a file */
  files?: Readonly<Record<string, readonly [name: string, content: string]>>
  fill?: Readonly<Record<string, string>>
  ends?: true
}

const person = '/organize/events/:slug/people/:reference'
const factor = '/organize/account/second-factor'
const security = 'POST /organize/security'
const team = '/organize/events/:slug/team'
const again = press('invite-again', { person: ':colleague' })
const change = press('change-role', { held: ':role', role: 'contact' })
const take = press('take-role', { held: ':role' })
const remove = press('remove', { person: ':colleague' })
const list = '/organize/events/:slug/attendees.:format'
const letters = '/organize/events/:slug/letters'
const imports = '/organize/events/:slug/import'
const doubles = '/organize/events/:slug/doubles'
const aList = { file: ['people.csv', 'Име;Имейл\nНови Хора;new@example.org'] } as const
const newLetter = { key: 'abcdefghijklmnop', subject_bg: 'Т', body_bg: 'Т', fallback: 'bg' }

/** Makes a form that may carry files of one that carries none. */
const noFile = { nothing: ['nothing.txt', 'nothing'] } as const
const status = '/organize/events/:slug/status'
const file = '/organize/events/:slug/event.:format'
const waiting = '/organize/events/:slug/changes/:id'

export const table: readonly Row[] = [
  // The way in is everybody's.
  { on: 'GET /organize/sign-in', /*                */ who: '+ + +  +  + + + +  + +' },
  { on: 'POST /organize/sign-in', /*               */ who: '+ + +  +  + + + +  + +' },
  { on: 'GET /organize/sign-in/sent', /*           */ who: '+ + +  +  + + + +  + +' },
  { on: 'GET /organize/sign-in/second-factor', /*  */ who: '+ + +  +  + + + +  + +' },
  { on: 'POST /organize/sign-in/second-factor', /* */ who: '+ + +  +  + + + +  + +' },
  { on: 'GET /organize/sign-in/oidc', /*           */ who: '- - -  -  - - - -  - -' },
  { on: 'GET /organize/sign-in/oidc/callback', /*  */ who: '- - -  -  - - - -  - -' },
  { on: 'GET /organize/sign-in/:token', /*         */ who: '+ + +  +  + + + +  + +' },
  { on: 'POST /organize/sign-in/:token', /*        */ who: '+ + +  +  + + + +  + +', ends: true },
  { on: 'POST /organize/sign-out', /*              */ who: '+ + +  +  + + + +  + +', ends: true },

  // Projects, of whoever writes events
  { on: 'GET /organize/projects', /*               */ who: 's s s  -  - - - -  + +' },
  { on: 'GET /organize/projects/new', /*           */ who: 's s s  -  - - - -  + +' },
  { on: 'POST /organize/projects/new', /*          */ who: 's s s  -  - - - -  + +', files: noFile },
  { on: 'GET /organize/projects/:project', /*      */ who: 's s s  -  - - - -  + +' },
  { on: 'POST /organize/projects/:project', /*     */ who: 's s s  -  - - - -  + +', files: noFile },

  { on: 'POST /organize/samples', /*               */ who: 's s s  -  - - - -  - +' },

  // One's own
  { on: 'GET /organize', /*                        */ who: 's s s  +  + + + +  + +' },
  {
    on: 'POST /organize/language',
    /*              */ who: 's s s  +  + + + +  + +',
    form: { language: 'en' },
  },
  { on: 'GET /organize/account', /*                */ who: 's s s  +  + + + +  + +' },
  { on: 'POST /organize/account', /*               */ who: 's s s  +  + + + +  + +' },
  { on: 'POST /organize/account/sessions', /*      */ who: 's s s  +  + + + +  + +' },
  { on: 'GET /organize/account/address', /*        */ who: 's s s  +  + + + +  + +' },
  { on: 'POST /organize/account/address', /*       */ who: 's s s  +  + + + +  + +' },
  // A link for another organizer
  { on: 'GET /organize/account/address/:token', /* */ who: 's s s  -  - - - -  - -' },
  { on: 'POST /organize/account/address/:token', /**/ who: 's s s  -  - - - -  - -' },
  { on: 'GET /organize/account/confirm', /*        */ who: 's s s  +  + + + +  + +' },
  { on: 'POST /organize/account/confirm', /*       */ who: 's s s  +  + + + +  + +' },
  { on: `GET ${factor}`, /*                        */ who: 's s s  +  + + + +  + +' },
  { on: `GET ${factor}/app`, /*                    */ who: 's s s  +  + + + +  + +' },
  { on: `POST ${factor}/app`, /*                   */ who: 's s s  +  + + + +  + +' },
  { on: `GET ${factor}/passkey`, /*                */ who: 's s s  +  + + + +  + +' },
  { on: `POST ${factor}/passkey`, /*               */ who: 's s s  +  + + + +  + +' },
  // Who has none has no codes, and a colleague's is nobody else's to remove.
  { on: `GET ${factor}/recovery-codes`, /*         */ who: 's s s  -  - - - -  - -' },
  { on: `POST ${factor}/recovery-codes`, /*        */ who: 's s s  -  - - - -  - -' },
  { on: `GET ${factor}/:factor`, /*                */ who: 's s s  -  - - - -  - -' },
  { on: `POST ${factor}/:factor`, /*               */ who: 's s s  -  - - - -  - -' },

  // For those who answer for everything
  { on: 'GET /organize/security', /*               */ who: 's s s  -  - - - -  - +' },
  { on: 'POST /organize/security', /*              */ who: 's s s  -  - - - -  - +' },
  { on: security, action: 'remove-factors', /*     */ who: 's s s  -  - - - -  - +' },
  { on: security, action: 'release-sign-on', /*    */ who: 's s s  -  - - - -  - +' },
  { on: 'GET /organize/mail', /*                   */ who: 's s s  -  - - - -  - +' },
  { on: 'GET /organize/mail/:name.eml', /*         */ who: 's s s  -  - - - -  - +' },
  { on: 'GET /organize/mail/:name', /*             */ who: 's s s  -  - - - -  - +' },

  { on: 'GET /organize/team', /*                   */ who: 's s s  -  - - - -  - +' },
  { on: 'POST /organize/team', ...press('invite'), /**/ who: 's s s  -  - - - -  - +' },
  { on: 'POST /organize/team', ...again, /*        */ who: 's s s  -  - - - -  - +' },
  { on: 'POST /organize/team', ...change, /*       */ who: 's s s  -  - - - -  - +' },
  { on: 'POST /organize/team', ...take, /*         */ who: 's s s  -  - - - -  - +' },
  { on: 'POST /organize/team', ...remove, /*       */ who: 's s s  -  - - - -  - +' },
  { on: 'GET /organize/log', /*                    */ who: 's s s  -  - - - -  - +' },

  // Writing an event
  { on: 'GET /organize/events/new', /*             */ who: 's s s  -  - - - -  + +' },
  { on: 'POST /organize/events/new', /*            */ who: 's s s  -  - - - -  + +', files: noFile },
  { on: 'GET /organize/events/new/paste', /*       */ who: 's s s  -  - - - -  + +' },
  { on: 'POST /organize/events/new/paste', /*      */ who: 's s s  -  - - - -  + +', files: noFile },
  { on: 'GET /organize/events/:slug/edit', /*      */ who: 's s s  -  - - + +  + +' },
  { on: 'POST /organize/events/:slug/edit', /*     */ who: 's s s  -  - - + +  + +', files: noFile },
  { on: 'GET /organize/events/:slug/preview', /*   */ who: 's s s  -  - - + +  + +' },
  { on: 'GET /organize/events/:slug/files/:file', /**/ who: 's s s  -  - - + +  + +' },

  // The life of an event; a change that is not confirmed yet is its writer's alone
  { on: `GET ${status}`, /*                        */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${status}`, action: 'publish', /*    */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${status}`, action: 'unpublish', /*  */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${status}`, action: 'delete', /*     */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${status}`, action: 'postpone', /*   */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${status}`, action: 'cancel', /*     */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${status}`, action: 'bring-back', /* */ who: 's s s  -  - - + +  + +' },
  { on: `GET ${waiting}`, /*                       */ who: 's s s  -  - - + -  - -' },
  { on: `POST ${waiting}`, action: 'preview', /*   */ who: 's s s  -  - - + -  - -' },
  { on: `POST ${waiting}`, action: 'carry-out', /* */ who: 's s s  -  - - + -  - -' },
  { on: `GET ${file}`, fill: { format: 'yaml' }, /**/ who: 's s s  -  - - + +  + +' },
  { on: `GET ${file}`, fill: { format: 'zip' }, /* */ who: 's s s  -  - - + +  + +' },
  { on: 'GET /organize/events/:slug/duplicate', /* */ who: 's s s  -  - - + +  + +' },
  { on: 'POST /organize/events/:slug/duplicate', /**/ who: 's s s  -  - - + +  + +' },

  // Team and log of an event
  { on: 'GET /organize/events/:slug/team', /*      */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${team}`, ...press('invite'), /*     */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${team}`, ...again, /*               */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${team}`, ...change, /*              */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${team}`, ...take, /*                */ who: 's s s  -  - - + +  + +' },
  { on: 'GET /organize/events/:slug/log', /*       */ who: 's s s  -  - - + +  + +' },

  // People of an event
  { on: 'GET /organize/events/:slug', /*           */ who: 's s s  -  + + + +  + +' },
  { on: `GET ${list}`, fill: { format: 'csv' }, /* */ who: 's s s  -  - - + +  + +' },
  { on: `GET ${list}`, fill: { format: 'xlsx' }, /**/ who: 's s s  -  - - + +  + +' },
  { on: `GET ${list}`, fill: { format: 'pdf' }, /* */ who: 's s s  -  - - + +  + +' },
  { on: `GET ${list}`, fill: { format: 'json' }, /**/ who: 's s s  -  - - + +  + +' },
  { on: 'GET /organize/events/:slug/add', /*       */ who: 's s s  -  - - + +  + +' },
  { on: 'POST /organize/events/:slug/add', /*      */ who: 's s s  -  - - + +  + +', form: { name: 'Нов' } },
  {
    on: 'POST /organize/events/:slug/columns',
    /*  */ who: 's s s  -  - + + +  + +',
    form: { column: 'contact' },
  },
  { on: 'GET /organize/events/:slug/bulk', who: 's s s  -  - - + +  + +' },
  {
    on: 'POST /organize/events/:slug/bulk',
    action: 'approve',
    who: 's s s  -  - - + +  + +',
    form: { ids: '0' },
  },
  {
    on: 'POST /organize/events/:slug/bulk',
    action: 'wait',
    who: 's s s  -  - - + +  + +',
    form: { ids: '0' },
  },
  {
    on: 'POST /organize/events/:slug/bulk',
    action: 'turn-down',
    who: 's s s  -  - - + +  + +',
    form: { ids: '0' },
  },
  {
    on: 'POST /organize/events/:slug/bulk',
    action: 'cancel',
    who: 's s s  -  - - + +  + +',
    form: { ids: '0' },
  },
  {
    on: 'POST /organize/events/:slug/bulk',
    action: 'label',
    who: 's s s  -  - - + +  + +',
    form: { ids: '0', 'new-label': 'a' },
  },
  {
    on: 'POST /organize/events/:slug/bulk',
    action: 'unlabel',
    who: 's s s  -  - - + +  + +',
    form: { ids: '0', 'new-label': 'a' },
  },
  { on: 'GET /organize/events/:slug/bulk/:bulk', who: 's s s  -  - - + +  + +' },
  { on: 'POST /organize/events/:slug/bulk/:bulk', who: 's s s  -  - - + +  + +' },
  { on: `GET ${person}`, /*                        */ who: 's s s  -  - + + +  + +' },
  { on: `POST ${person}`, action: 'approve', /*    */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${person}`, action: 'turn-down', /*  */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${person}`, action: 'cancel', /*     */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${person}`, action: 'confirm', /*    */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${person}`, action: 'tell-again', /* */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${person}`, action: 'correct', /*    */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${person}`, action: 'nonsense', /*   */ who: 's s s  -  - - + +  + +' },
  { on: `GET ${imports}`, /*                       */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${imports}`, /*                      */ who: 's s s  -  - - + +  + +', files: aList },
  { on: `GET ${imports}/:list`, /*                 */ who: 's s s  -  - - + +  + +' },
  { on: `GET ${imports}/:list/problems.csv`, /*    */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${imports}/:list`, action: 'check', /**/ who: 's s s  -  - - + +  + +' },
  { on: `POST ${imports}/:list`, action: 'recheck', who: 's s s  -  - - + +  + +' },
  { on: `POST ${imports}/:list`, action: 'import', /**/ who: 's s s  -  - - + +  + +' },
  { on: `POST ${imports}/:list`, action: 'take-back', who: 's s s  -  - - + +  + +' },
  { on: `POST ${imports}/:list`, action: 'drop', /**/ who: 's s s  -  - - + +  + +' },
  { on: `GET ${doubles}`, /*                       */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${doubles}`, /*                      */ who: 's s s  -  - - + +  + +', form: { part: ':one' } },
  { on: `GET ${doubles}/:one/:other`, /*           */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${doubles}/:one/:other`, action: 'merge', who: 's s s  -  - - + +  + +' },
  { on: `POST ${doubles}/:one/:other`, action: 'different', who: 's s s  -  - - + +  + +' },

  // Figures
  { on: 'GET /organize/events/:slug/figures', /*   */ who: 's s s  -  - + + +  + +' },
  { on: 'GET /organize/events/:slug/live', /*      */ who: 's s s  -  - + + +  + +' },

  // Questions
  { on: 'GET /organize/events/:slug/questions', /* */ who: 's s s  -  - + + +  + +' },

  // Letters to people, and the outbox
  { on: `GET ${letters}`, /*                       */ who: 's s s  -  - + + +  + +' },
  { on: `POST ${letters}`, action: 'resend', /*    */ who: 's s s  -  - - + +  + +', form: { id: '1' } },
  { on: `POST ${letters}`, action: 'resend-all', /**/ who: 's s s  -  - - + +  + +' },
  { on: `GET ${letters}/new`, /*                   */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/new`, action: 'count', /* */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/new`, action: 'keep', /*  */ who: 's s s  -  - - + +  + +', form: newLetter },
  { on: `GET ${letters}/unreached`, /*             */ who: 's s s  -  - + + +  + +' },
  { on: `GET ${letters}/:letter`, /*               */ who: 's s s  -  - - + +  + +' },
  { on: `GET ${letters}/:letter/html`, /*          */ who: 's s s  -  - - + +  + +' },
  { on: `GET ${letters}/:letter/edit`, /*          */ who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/:letter/edit`, action: 'keep', who: 's s s  -  - - + +  + +', form: newLetter },
  { on: `POST ${letters}/:letter`, action: 'test', who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/:letter`, action: 'send', who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/:letter`, action: 'stop', who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/:letter`, action: 'resume', who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/:letter`, action: 'resend', who: 's s s  -  - - + +  + +' },
  { on: `POST ${letters}/:letter`, action: 'delete', who: 's s s  -  - - + +  + +' },
  { on: 'GET /organize/outbox', /*                 */ who: 's s s  -  - - - -  - +' },
]

function press(action: string, form: Row['form'] = {}): Pick<Row, 'action' | 'form'> {
  return { action, form }
}
