/** Handlebars over our own template files. Text that people type is only ever a value here, never a template. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import Handlebars from 'handlebars'
import { viewHelpers } from './view-helpers.ts'

export type Views = {
  /** The page `name` (its path without `.hbs`), escaped for HTML; `context.language` is what `t` speaks. */
  render(name: string, context: object): string
}

/** As Handlebars does by itself; said here, it does not write to standard error about each denied access. */
const ownPropertiesOnly = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false }

/**
 * Templates under `root`, each compiled once, when first shown. Any of them is a partial under its path:
 * `{{> partials/footer}}`, `{{#> layouts/public title=title}}…{{/layouts/public}}`. A name without a slash is a slot
 * that the page may fill: `{{#*inline "head"}}…{{/inline}}` in the page, `{{#> head}}{{/head}}` in the layout.
 * Throws when a template or a partial is missing.
 */
export function createViews(root: string): Views {
  const handlebars = Handlebars.create()
  handlebars.registerHelper(viewHelpers)
  const names = new Set(templateNames(root))
  for (const name of names) handlebars.registerPartial(name, lazily(handlebars, root, name, names))
  return {
    render(name, context) {
      const template: unknown = names.has(name) ? handlebars.partials[name] : undefined
      if (typeof template !== 'function') throw new Error(`There is no view ${name}`)
      return template(context, ownPropertiesOnly)
    },
  }
}

function lazily(
  handlebars: typeof Handlebars,
  root: string,
  name: string,
  names: ReadonlySet<string>,
): Handlebars.TemplateDelegate {
  let template: Handlebars.TemplateDelegate | undefined
  return (context, options) => {
    template ??= compile(handlebars, readFileSync(join(root, `${name}.hbs`), 'utf8'), name, names)
    return template(context, options)
  }
}

function compile(
  handlebars: typeof Handlebars,
  source: string,
  name: string,
  names: ReadonlySet<string>,
): Handlebars.TemplateDelegate {
  const program = handlebars.parse(source)
  new PartialCheck(name, names).accept(program)
  // `preventIndent`: else a partial's lines are indented as its tag is, also inside <textarea> and <pre>.
  return handlebars.compile(program, { preventIndent: true })
}

/** Handlebars shows the inside of a partial block whose partial is missing, without a word: refuse it here. */
class PartialCheck extends Handlebars.Visitor {
  private readonly view: string
  private readonly names: ReadonlySet<string>

  constructor(view: string, names: ReadonlySet<string>) {
    super()
    this.view = view
    this.names = names
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.check(partial.name)
    super.PartialStatement(partial)
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.check(partial.name)
    super.PartialBlockStatement(partial)
  }

  private check(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if (!('original' in name) || !String(name.original).includes('/')) return
    if (!this.names.has(String(name.original)))
      throw new Error(`View ${this.view} uses ${String(name.original)}, which is missing`)
  }
}

function templateNames(root: string): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.hbs')).map((file) => file.slice(0, -4).replaceAll(sep, '/'))
}
