import type { Response } from 'express'
import { type Language, languages, ownName } from '../../platform/i18n.ts'
import { type Site, siteContact } from '../site.ts'
import type { Viewer } from './viewer.ts'

export type WorkspaceContext = {
  /** Of the page, without the name of the site */
  title: string
  /** 200 when absent */
  status?: number
  /** Files of `views/assets/` that make the page quicker; it works without them */
  scripts?: readonly string[]
  /** Stylesheets beside those of every page */
  styles?: readonly string[]
  /** Pages of ours stand in it. */
  frames?: boolean
} & Record<string, unknown>

/** A page of the workspace for somebody who is signed in; `path` is its own address. */
export function showWorkspace(
  site: Site,
  res: Response,
  viewer: Viewer,
  path: string,
  view: string,
  context: WorkspaceContext,
): void {
  const { organizer, language, mayReadMail, everywhere } = viewer
  const name = organizer.name || organizer.email
  const person = { name, mayReadMail, managesTeam: everywhere.has('manage-team') }
  const switches = languages.map((code) => ({
    code,
    name: ownName(code),
    current: code === language,
  }))
  show(site, res, language, view, {
    ...context,
    person,
    path,
    switches,
    keepsMail: site.settings.keptMail !== null,
  })
}

/** A page of the way in, for somebody who is not. `here` is its address without the language. */
export function showGate(
  site: Site,
  res: Response,
  language: Language,
  here: string,
  view: string,
  context: WorkspaceContext,
): void {
  const links = languages.map((code) => ({
    code,
    name: ownName(code),
    current: code === language,
    href: `${here}${here.includes('?') ? '&' : '?'}language=${code}`,
  }))
  show(site, res, language, view, { ...context, links, keepsMail: site.settings.keptMail !== null })
}

function show(site: Site, res: Response, language: Language, view: string, context: WorkspaceContext): void {
  const { settings, assets } = site
  const { scripts = [], styles = [] } = context
  const sheets = ['site.css', 'organizer.css', ...styles]
  const page = site.views.render(view, {
    ...context,
    language,
    site: `/${language}`,
    brand: { name: settings.brandName, logo: assets.logo, contact: siteContact(settings) },
    stylesheets: sheets.map((name) => assets.address(name)),
    scripts: scripts.map((name) => assets.address(name)),
    icon: assets.icon,
  })
  if (scripts.length > 0) res.setHeaders(site.liveScriptHeaders)
  if (context.frames === true) allowOwnFrames(res)
  res.status(context.status ?? 200).set('Content-Language', language)
  res.type('html').send(page)
}

function allowOwnFrames(res: Response): void {
  const policy = String(res.getHeader('Content-Security-Policy') ?? '')
  res.set('Content-Security-Policy', `${policy};frame-src 'self'`)
}
