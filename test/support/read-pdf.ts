/** Reads back the text of a PDF as our own writer makes it: a page's texts with their places, by the fonts' own maps. */
import { inflateSync } from 'node:zlib'

/** Millimetres from the top left corner; `font` without its subset's tag */
export type PlacedText = { text: string; x: number; y: number; font: string; size: number }
export type ReadPage = { width: number; height: number; texts: PlacedText[] }

type Font = { name: string; letters: Map<string, string> }
type Objects = ReadonlyMap<number, string>

const millimetres = (points: number) => Math.round((points * 25.4 * 10) / 72) / 10

export function readPdf(file: Buffer): ReadPage[] {
  const objects = readObjects(file)
  const tree = find(objects, /\/Type \/Pages/)
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree)?.[1] ?? ''
  return references(kids).map((page) => readPage(objects, objects.get(page) ?? ''))
}

/** The texts of a page from top to bottom, those on one line from left to right. */
export function linesOf({ texts }: ReadPage): string[] {
  const rows = Map.groupBy(texts, ({ y }) => y)
  const sorted = [...rows].sort(([one], [other]) => one - other)
  return sorted.map(([, row]) =>
    row
      .toSorted((one, other) => one.x - other.x)
      .map(({ text }) => text)
      .join(' | '),
  )
}

/** Objects by number: dictionaries as text, streams inflated behind theirs. */
function readObjects(file: Buffer): Objects {
  const source = file.toString('latin1')
  const objects = new Map<number, string>()
  for (const { 1: number, 2: body = '' } of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [dictionary = '', stream] = body.split(/stream\n/, 2)
    const packed = stream !== undefined && dictionary.includes('/FlateDecode')
    const content = packed ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1') : ''
    objects.set(Number(number), `${dictionary}\n${content}`)
  }
  return objects
}

function readPage(objects: Objects, page: string): ReadPage {
  const [, , width = 0, height = 0] = (/\/MediaBox \[([^\]]*)\]/.exec(page)?.[1] ?? '').split(' ').map(Number)
  const resources = objects.get(references(/\/Resources (\d+ 0 R)/.exec(page)?.[1] ?? '')[0] ?? 0) ?? ''
  const content = objects.get(references(/\/Contents (\d+ 0 R)/.exec(page)?.[1] ?? '')[0] ?? 0) ?? ''
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => [
      name,
      readFont(objects, objects.get(Number(number)) ?? ''),
    ]),
  )
  const shown = /1 0 0 1 (\S+) (\S+) Tm\n\/(F\d+) (\S+) Tf\n(?:\S+ Tc\n)?\[(.*)\] TJ/g
  const texts = [...content.matchAll(shown)].map(([, x, y, name = '', size, glyphs = '']) => {
    const font = fonts.get(name) ?? { name: 'unknown', letters: new Map() }
    const codes = [...glyphs.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    const text = codes.map((code) => font.letters.get(code) ?? '\ufffd').join('')
    return {
      text,
      x: millimetres(Number(x)),
      y: millimetres(height - Number(y)),
      font: font.name,
      size: Number(size),
    }
  })
  return { width: Math.round(millimetres(width)), height: Math.round(millimetres(height)), texts }
}

function readFont(objects: Objects, font: string): Font {
  const name = /\/BaseFont \/\w+\+(\S+)/.exec(font)?.[1] ?? ''
  const map = objects.get(references(/\/ToUnicode (\d+ 0 R)/.exec(font)?.[1] ?? '')[0] ?? 0) ?? ''
  const letters = new Map<string, string>()
  for (const [, from = '', list = ''] of map.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g)) {
    for (const [index, [, units = '']] of [...list.matchAll(/<(\w*)>/g)].entries()) {
      const code = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0')
      letters.set(code, Buffer.from(units, 'hex').swap16().toString('utf16le'))
    }
  }
  return { name, letters }
}

function references(text: string): number[] {
  return [...text.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number))
}

function find(objects: Objects, sought: RegExp): string {
  return [...objects.values()].find((object) => sought.test(object)) ?? ''
}
