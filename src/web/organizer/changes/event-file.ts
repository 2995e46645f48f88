/** `/organize/events/{slug}/event.yaml` and `.zip`: the event as a file that can be imported again. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { eventArchive } from '../../../domain/events/event-archive.ts'
import { zip } from '../../../platform/zip.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { onEvent } from '../viewer.ts'

export function sendEventFile(site: Site) {
  return onEvent(site, 'edit-event', async ({ event }, req, res) => {
    const format = String(req.params.format)
    if (format !== 'yaml' && format !== 'zip') return showError(site, req, res, 404)
    const files = await eventArchive(site.database.read, event)
    res.set('Content-Disposition', `attachment; filename="${event.slug}.${format}"`)
    if (format === 'yaml') {
      res.type('application/yaml; charset=utf-8').send(files[0]?.body)
      return
    }
    const entries = files.map(({ name, body }) => ({ name, content: body }))
    res.type('application/zip')
    await pipeline(Readable.from(zip(entries, site.clock())), res)
  })
}
