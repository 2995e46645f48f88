/** Markdown that people write, as HTML that is safe to show. */
import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

// Pictures stay out: they would load from other sites, and ours are shown in places of their own.
const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false }).disable('image')

/** Headings begin at the third level, below the page's and the section's own. */
const headings = { h1: 'h3', h2: 'h3', h3: 'h4', h4: 'h4', h5: 'h4', h6: 'h4' }

const allowed = {
  allowedTags: [
    'p',
    'br',
    'hr',
    'strong',
    'em',
    's',
    'a',
    'ul',
    'ol',
    'li',
    'blockquote',
    'code',
    'pre',
  ].concat(['h3', 'h4', 'table', 'thead', 'tbody', 'tr', 'th', 'td']),
  allowedAttributes: { a: ['href', 'title', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  transformTags: {
    ...headings,
    a: (tagName: string, attribs: Record<string, string>) => ({
      tagName,
      attribs: { ...attribs, rel: 'noopener nofollow' },
    }),
  },
}

/** CommonMark to HTML; no HTML of the author's passes, and a second wall lets through known tags only. */
export function markdownToHtml(text: string): string {
  return sanitizeHtml(markdown.render(text), allowed)
}
