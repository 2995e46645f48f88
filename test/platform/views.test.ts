import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createViews } from '../../src/platform/views.ts'

const roots: string[] = []

function viewsOf(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'turnout-views-'))
  roots.push(root)
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, `${name}.hbs`), source)
  }
  return createViews(root)
}

/** One template alone, shown. */
function shown(source: string, context: object): string {
  return viewsOf({ page: source }).render('page', context)
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

describe('a page', () => {
  test('stands in its layout, fills its slots, uses partials by their path', () => {
    const views = viewsOf({
      'layouts/public':
        '<html lang="{{language}}"><title>{{title}}</title>{{#> head}}<meta>{{/head}}<main>{{> @partial-block}}</main></html>',
      'partials/row': '<li>{{name}}, {{@root.language}}</li>',
      'public/list':
        '{{#> layouts/public title=heading}}{{#*inline "head"}}<link>{{/inline}}{{#each rows}}{{> partials/row}}{{/each}}{{/layouts/public}}',
      'public/plain': '{{#> layouts/public title="Plain"}}x{{/layouts/public}}',
    })
    const context = { language: 'bg', heading: 'Списък', rows: [{ name: 'a' }, { name: 'b' }] }
    expect(views.render('public/list', context)).toBe(
      '<html lang="bg"><title>Списък</title><link><main><li>a, bg</li><li>b, bg</li></main></html>',
    )
    expect(views.render('public/plain', context)).toBe(
      '<html lang="bg"><title>Plain</title><meta><main>x</main></html>',
    )
  })

  test('escapes whatever it is given', () => {
    const context = { language: 'en', x: `<b>&"'\`=`, o: { text: '<i>', language: 'b"g' }, key: '<x>' }
    expect(shown('{{x}}|{{text o}}|<p{{lang o}}>|{{lines x}}|{{t "calendar.where" where=x}}', context)).toBe(
      '&lt;b&gt;&amp;&quot;&#x27;&#x60;&#x3D;|<span lang="b&quot;g">&lt;i&gt;</span>|<p lang="b&quot;g">|' +
        '&lt;b&gt;&amp;&quot;&#x27;&#x60;&#x3D;|Where: &lt;b&gt;&amp;&quot;&#x27;&#x60;&#x3D;',
    )
  })

  test('does not reach what objects inherit', () => {
    class Row {
      own = 'own'
      get inherited() {
        return 'secret'
      }
    }
    const context = { language: 'en', row: new Row(), list: ['a'] }
    expect(
      shown('{{row.own}}{{row.inherited}}{{row.constructor}}{{list.constructor.name}}{{toString}}', context),
    ).toBe('own')
  })

  test('leaves lines inside a partial as they are, so that what was typed into a textarea stays', () => {
    const views = viewsOf({
      'partials/note': '<textarea>\n{{note}}</textarea>\n',
      page: '<form>\n    {{> partials/note}}\n</form>',
    })
    expect(views.render('page', { note: 'a\nb' })).toBe('<form>\n    <textarea>\na\nb</textarea>\n</form>')
  })

  test.each([
    ['{{> partials/footer}}', 'View page uses partials/footer, which is missing'],
    ['{{#> layouts/none}}x{{/layouts/none}}', 'View page uses layouts/none, which is missing'],
    ['{{#if no}}{{> partials/footer}}{{/if}}', 'View page uses partials/footer, which is missing'],
    ['{{t "no.such"}}', 'There is no phrase no.such'],
    ['{{nothing "x"}}', 'Missing helper'],
  ])('%s is an error', (source, message) => {
    expect(() => shown(source, { language: 'en' })).toThrow(message)
  })

  test('that does not exist, or has no language to speak, is an error', () => {
    expect(() => viewsOf({}).render('public/none', {})).toThrow('There is no view public/none')
    expect(() => viewsOf({}).render('constructor', {})).toThrow('There is no view constructor')
    expect(() => shown('{{t "kind.other"}}', {})).toThrow('The page has no language')
  })
})

describe('helpers', () => {
  test.each([
    ['{{t "kind.seminar"}}', 'Семинар'],
    ['{{#each rows}}{{t "public.state.places" n=this}};{{/each}}', '1 свободно място;3 свободни места;'],
    ['{{text same}} {{text other}} {{text "plain"}} {{text none}}', 'да <span lang="en">yes</span> plain '],
    [
      '{{#each texts}}<p{{lang}}>{{text}}</p>{{/each}}',
      '<p>да</p><p lang="en"><span lang="en">yes</span></p>',
    ],
    ['{{lines typed}}', 'a<br>\nb'],
    ['{{json other}}', '{"text":"yes","language":"en"}'],
    ['{{#if (eq a 1)}}eq{{/if}}{{#if (ne a 1)}}ne{{/if}}{{#if (gt a 0)}}gt{{/if}}', 'eqgt'],
    ['{{#if (not rows)}}none{{else}}some{{/if}}{{#if (not empty)}}none{{/if}}', 'somenone'],
    ['{{#if (and a rows)}}and{{/if}}{{#if (and a empty)}}no{{/if}}', 'and'],
    ['{{or none empty a}}', '1'],
    [
      '{{#if (includes rows 3)}}in{{/if}}{{#if (includes rows 4)}}no{{/if}}{{#if (includes none 4)}}no{{/if}}',
      'in',
    ],
    ['{{concat "a-" a "-b"}}', 'a-1-b'],
  ])('%s', (source, html) => {
    const same = { text: 'да', language: 'bg' }
    const other = { text: 'yes', language: 'en' }
    const context = {
      language: 'bg',
      a: 1,
      rows: [1, 3],
      empty: [],
      typed: 'a\nb',
      same,
      other,
      texts: [same, other],
    }
    expect(shown(source, context)).toBe(html)
  })
})

describe('hours and telephone numbers', () => {
  test.each([
    [
      '10 май 2027 г., 09:30–13:00 ч. (София)',
      '10 май 2027 г., <span class="nowrap">09:30–13:00 ч.</span> (София)',
    ],
    [
      'Ана, +996 312 00 00 00 / 01, a@example.org',
      'Ана, <span class="nowrap">+996 312 00 00 00 / 01</span>, a@example.org',
    ],
    ['<b>UTC+2, 2027', '&lt;b&gt;UTC+2, 2027'],
  ])('stay on one line: %s', (text, html) => {
    expect(shown('{{unbroken text}}', { text })).toBe(html)
  })
})
