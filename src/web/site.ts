/** What every page is made from, handed down from the start of the system. */
import type { Database } from '../database/database.ts'
import type { EventShelf } from '../domain/events/event-record.ts'
import type { RenderLetter } from '../domain/registrations/due-letters.ts'
import type { Clock } from '../platform/clock.ts'
import type { Language } from '../platform/i18n.ts'
import type { Log } from '../platform/log.ts'
import type { OpenId, OpenIdSettings } from '../platform/open-id.ts'
import type { Tokens } from '../platform/tokens.ts'
import type { Views } from '../platform/views.ts'
import type { Assets } from './assets.ts'
import type { PageCache } from './page-cache.ts'
import type { PictureCache } from './picture-cache.ts'
import type { PictureShelf } from './public/event/pictures.ts'
import type { RateLimits } from './rate-limits.ts'

/** The settings that the web part needs, already checked. */
export type WebSettings = {
  /** `https://events.example.org`, without a slash at the end */
  baseUrl: string
  /** As Express takes it: false, a number of proxies, or their addresses */
  trustProxy: boolean | number | string
  rateLimits: boolean
  brandName: string
  /** A picture file, shown beside the name */
  brandLogo: string | null
  /** `#rrggbb` */
  brandAccent: string | null
  /** Who letters come from, and the organizer in public calendar files */
  mailFrom: { name: string; address: string }
  /** Folder of the letters that are kept because no mail server is set; null: letters leave */
  keptMail: string | null
  /** The provider of single sign-on; null: there is none */
  oidc: OpenIdSettings | null
}

export type AppInput = {
  database: Database
  settings: WebSettings
  tokens: Tokens
  clock: Clock
  log: Log
  /** Templates under `views/` */
  views: Views
  /** Folder `views/assets` */
  assetsFolder: string
  /** Writes a letter as it would leave, to be looked at */
  render: RenderLetter
  /** How long a page may be shown before its event is looked at again, in milliseconds; 1000 when absent */
  maxAge?: number
  /** Told when the program stops: pages that are being told of news are let go */
  stopping?: AbortSignal
}

export type Site = Omit<AppInput, 'assetsFolder'> & {
  /** What every answer tells the browser, as a map and as a flat list of names and values */
  headers: Map<string, string>
  /** Of public pages that can be kept: our own script files may run there. */
  ownScriptHeaders: Map<string, string>
  /** Of pages of the workspace whose scripts ask for more while they are open */
  liveScriptHeaders: Map<string, string>
  headerList: readonly string[]
  shelf: EventShelf
  pages: PageCache
  smallPictures: PictureShelf
  pictures: PictureCache
  /** What the addresses begin with that stay on the same kind of page: `/bg`, in a frame `/bg/embed` */
  prefix(language: Language): string
  assets: Assets
  limits: RateLimits
  openId: OpenId | null
}

/** Where one writes about the site itself; none while letters have no address that the world could answer. */
export function siteContact({ mailFrom }: Pick<Site['settings'], 'mailFrom'>): string | undefined {
  return mailFrom.address.endsWith('@localhost') ? undefined : mailFrom.address
}
