/**
 * One source a letter, from which both its plain text and its HTML are made. The first line is the subject; blocks
 * follow, an empty line between them:
 *
 *     # the sentence that says it all        > {{message}}              what somebody wrote, quoted
 *     [words]({{link}})                      [[words]]({{link}})        a link; the one that matters most
 *     {{> facts}}  {{> news}}  {{> written}} anything else              a paragraph
 *
 * Structure comes from our files alone: values are put in after the blocks were told apart, so that nothing people
 * type becomes a heading, a link or a tag.
 */
import Handlebars from 'handlebars'
import { unbroken } from '../platform/view-helpers.ts'

export type LetterTemplate<Context> = {
  /** One line, not cleaned yet */
  subject(context: Context): string
  text(context: Context): string
  html(context: Context): string
}

type Part = 'facts' | 'news' | 'written'
export type Layouts = Record<'text' | 'html' | `${Part}Text` | `${Part}Html` | 'pieces', string>

export type LetterCompiler<Context> = (source: string) => LetterTemplate<Context>

/** Compiles letters within common layouts. Costs milliseconds a letter: keep what it returns. */
export function letterCompiler<Context extends object>(layouts: Layouts): LetterCompiler<Context> {
  const plain = environment(
    { facts: layouts.factsText, news: layouts.newsText, written: layouts.writtenText },
    quoted,
  )
  const markup = environment(
    {
      facts: layouts.factsHtml,
      news: layouts.newsHtml,
      written: layouts.writtenHtml,
      pieces: layouts.pieces,
    },
    brokenLines,
  )
  const textLayout = plain.compile(layouts.text, { noEscape: true })
  const htmlLayout = markup.compile(layouts.html)
  return (source) => {
    const [first = '', ...rest] = source.split('\n')
    const subject = plain.compile(first, { noEscape: true })
    const text = plain.compile(write(rest, textBlocks), { noEscape: true })
    const html = markup.compile(write(rest, htmlBlocks))
    return {
      subject: (context) => subject(context),
      text: (context) => tidy(textLayout({ ...context, body: text(context) })),
      html: (context) => htmlLayout({ ...context, subject: subject(context), body: html(context) }),
    }
  }
}

type Blocks = {
  lead(words: string): string
  paragraph(words: string): string
  quote(value: string): string
  link(words: string, href: string): string
  button(words: string, href: string): string
}

const textBlocks: Blocks = {
  lead: (words) => `${words}\n\n`,
  paragraph: (words) => `${words}\n\n`,
  quote: (value) => `{{quote ${value}}}\n\n`,
  link: (words, href) => `${words}:\n${href}\n\n`,
  button: (words, href) => `${words}:\n${href}\n\n`,
}

const margin = 'margin:0 0 16px'
const buttonStyle =
  'display:inline-block;padding:11px 20px;background:#1f5c60;color:#fff;font-weight:700;text-decoration:none'
const unbrokenStyle = 'style="white-space:nowrap"'
const quoteStyle = 'margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid #cfccc2'

const htmlBlocks: Blocks = {
  lead: (words) => `<h1 style="${margin};font-size:22px;line-height:1.3;font-weight:700">${words}</h1>\n`,
  paragraph: (words) => `<p style="${margin}">${words}</p>\n`,
  quote: (value) => `<blockquote class="rule" style="${quoteStyle}">{{quote ${value}}}</blockquote>\n`,
  link: (words, href) =>
    `<p style="${margin}"><a class="link" href="${href}" style="color:#1f5c60">${words}</a></p>\n`,
  button: (words, href) =>
    `<p style="margin:0 0 20px"><a class="button" href="${href}" style="${buttonStyle}">${words}</a></p>\n`,
}

function write(lines: readonly string[], blocks: Blocks): string {
  return lines.map((line) => block(line.trim(), blocks)).join('')
}

function block(line: string, blocks: Blocks): string {
  if (line === '') return ''
  if (/^\{\{([#/>]|else)[^}]*\}\}$/.test(line)) return `${line}\n`
  const [, button, words = '', href = ''] = /^\[(\[?)([^[\]]+)\]?\]\((.+)\)$/.exec(line) ?? []
  if (href !== '') return button ? blocks.button(words, href) : blocks.link(words, href)
  const [, quote] = /^> \{\{(\w+)\}\}$/.exec(line) ?? []
  if (quote !== undefined) return blocks.quote(quote)
  return line.startsWith('# ') ? blocks.lead(line.slice(2)) : blocks.paragraph(line)
}

function environment(partials: Record<string, string>, quote: Handlebars.HelperDelegate): typeof Handlebars {
  const own = Handlebars.create()
  own.registerHelper('eq', (a: unknown, b: unknown) => a === b)
  own.registerHelper('quote', quote)
  own.registerHelper(
    'unbroken',
    (text: unknown) => new Handlebars.SafeString(unbroken(String(text), unbrokenStyle)),
  )
  for (const [name, source] of Object.entries(partials)) own.registerPartial(name, source)
  return own
}

function quoted(text: string): string {
  return text.replace(/^/gm, '> ')
}

function brokenLines(text: string): Handlebars.SafeString {
  return new Handlebars.SafeString(Handlebars.escapeExpression(text).replaceAll('\n', '<br>\n'))
}

function tidy(text: string): string {
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`
}
