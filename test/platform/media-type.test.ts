import { describe, expect, test } from 'vitest'
import { mediaTypeOf } from '../../src/platform/media-type.ts'
import { svgDangers } from '../../src/platform/svg-dangers.ts'

const office = 'application/vnd.openxmlformats-officedocument'
const bytes = (text: string) => Buffer.from(text, 'latin1')
const openDocument = 'PK\x03\x04...mimetypeapplication/vnd.oasis.opendocument.text...'

describe('a file', () => {
  test.each([
    ['a.pdf', bytes('%PDF-1.7'), 'application/pdf'],
    ['a.png', bytes('\x89PNG\r\n\x1a\n...'), 'image/png'],
    ['a.jpg', bytes('\xff\xd8\xff\xe0'), 'image/jpeg'],
    ['A.JPEG', bytes('\xff\xd8\xff\xe0'), 'image/jpeg'],
    ['a.webp', bytes('RIFF\0\0\0\0WEBPVP8'), 'image/webp'],
    ['a.gif', bytes('GIF89a'), 'image/gif'],
    ['a.svg', bytes('<?xml version="1.0"?>\n<!-- logo -->\n<svg/>'.replace('/>', ' />')), 'image/svg+xml'],
    ['a.docx', bytes('PK\x03\x04..word/document.xml'), `${office}.wordprocessingml.document`],
    ['a.xlsx', bytes('PK\x03\x04..xl/workbook.xml'), `${office}.spreadsheetml.sheet`],
    ['a.pptx', bytes('PK\x03\x04..ppt/presentation.xml'), `${office}.presentationml.presentation`],
    ['a.odt', bytes(openDocument), 'application/vnd.oasis.opendocument.text'],
    ['програма.txt', Buffer.from('Програма'), 'text/plain; charset=utf-8'],
    ['a.b.csv', Buffer.from('име;брой'), 'text/csv; charset=utf-8'],
  ])('%s is what it says', (name, body, mediaType) => {
    expect(mediaTypeOf(name, body)).toEqual({ mediaType })
  })

  test.each([
    ['a.pdf', '\x89PNG\r\n\x1a\n', 'does not hold what .pdf says: PDF'],
    ['a.png', '<svg/>', 'does not hold what .png says: PNG'],
    ['a.svg', '<html><svg/></html>', 'does not hold what .svg says: SVG'],
    ['a.docx', 'PK\x03\x04..xl/workbook.xml', 'does not hold what .docx says: Word'],
    ['a.txt', 'a\0b', 'does not hold what .txt says: UTF-8 text'],
    ['a.txt', '\xcf\xf0', 'does not hold what .txt says: UTF-8 text'],
    ['a.pdf', '', 'is empty'],
  ])('%s that holds something else is told', (name, body, problem) => {
    expect(mediaTypeOf(name, bytes(body))).toEqual({ problem })
  })

  test.each(['a.html', 'a', 'pdf', 'a.exe', 'a.svgz', 'a.constructor', 'a.pdf.js', ''])(
    '"%s" is of no type that is taken',
    (name) => {
      expect(mediaTypeOf(name, bytes('%PDF-1.7'))).toEqual({
        problem:
          'is of a type that is not taken; taken are pdf, png, jpg, jpeg, webp, gif, svg, docx, xlsx, pptx, odt, txt, csv',
      })
    },
  )
})

describe('a drawing', () => {
  test.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/><text font-family="serif">on = 1</text></svg>',
    '<svg><defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#b" xlink:href="#b"/></svg>',
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><svg><style>.a{fill:#123}</style></svg>',
    '<svg><image href="data:image/png;base64,iVBOR"/></svg>',
  ])('is taken: %s', (svg) => {
    expect(svgDangers(svg)).toEqual([])
  })

  test.each([
    ['<svg><script>alert(1)</script></svg>', 'a script'],
    ['<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>', 'a script'],
    ['<svg><SCRIPT/></svg>', 'a script'],
    ['<svg xmlns:a.b="http://www.w3.org/2000/svg"><a.b:script/></svg>', 'a script'],
    ['<svg xmlns:é="http://www.w3.org/2000/svg"><é:script/></svg>', 'a script'],
    ['<svg><set attributeName="hre&#102;" to="#a"/></svg>', 'a reference that changes'],
    ['<svg><style>@&#x69;mport "a.css";</style></svg>', 'a style that fetches'],
    ['<svg><rect fill="u&#000114;l(//example.org)"/></svg>', 'a style that fetches'],
    ['<svg><foreignObject><p>a</p></foreignObject></svg>', 'a foreign object'],
    ['<svg><iframe src="#a"/></svg>', 'an embedded page'],
    ['<svg onload="alert(1)"/>', 'an event handler'],
    ['<svg><rect\nonclick = "a()"/></svg>', 'an event handler'],
    ['<svg><rect fill=""onfocus="a()"/></svg>', 'an event handler'],
    ['<svg><a href="javascript:alert(1)">a</a></svg>', 'a reference to another place'],
    ['<svg><a xlink:href="&#106;avascript:alert(1)">a</a></svg>', 'a reference to another place'],
    ['<svg><use href="https://example.org/a.svg#b"/></svg>', 'a reference to another place'],
    ['<svg><image href="data:image/svg+xml;base64,PHN2"/></svg>', 'a reference to another place'],
    ['<svg><set attributeName="xlink:href" to="#a"/></svg>', 'a reference that changes'],
    ["<svg><animate attributeName='onclick'/></svg>", 'a reference that changes'],
    ['<svg><style>@import "a.css";</style></svg>', 'a style that fetches'],
    ['<svg><rect style="fill:url(https://example.org)"/></svg>', 'a style that fetches'],
    ['<svg><rect fill="URL( \'//example.org/a\')"/></svg>', 'a style that fetches'],
    ['<svg><style>a{fill:\\75 rl(//example.org)}</style></svg>', 'a style that is disguised'],
    ['<svg><style>a{fill:&#92;75 rl(//example.org)}</style></svg>', 'a style that is disguised'],
    ['<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', 'an entity'],
    ['<?xml-stylesheet href="#a"?><svg/>', 'a style sheet of another file'],
    ['<?xml version="1.0" encoding="UTF-7"?><svg/>', 'an encoding other than UTF-8'],
  ])('is refused: %s', (svg, danger) => {
    expect(svgDangers(svg)).toEqual([danger])
  })

  test('is looked through in a moment, however it is made', () => {
    const started = performance.now()
    for (const piece of ['<', '<!DOCTYPE ', ' on', 'href ', 'style', '<?xml ', '<a-', 'url( ', '&#x0', '<é:'])
      svgDangers(piece.repeat(2_000_000 / piece.length))
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})

test.each([
  ['comments and no drawing', '<!-- a -->'.repeat(300)],
  ['spaces behind what may change', `<svg><set attributeName=${' '.repeat(200_000)}`],
  ['spaces in an address', `<svg fill="url(${' '.repeat(200_000)}#a)">`],
])('%s are looked at in bounded time', (_what, svg) => {
  const started = performance.now()
  mediaTypeOf('a.svg', Buffer.from(svg))
  expect(performance.now() - started).toBeLessThan(15_000)
})
