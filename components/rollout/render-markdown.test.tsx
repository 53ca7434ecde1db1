import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { holdsMarkdown } from './markdown-syntax';
import { renderMarkdown } from './render-markdown';
import { TextMarks } from './text-marks';

const LOOK = { entityNames: ['Weyprecht', 'Tegetthoff'], scope: 'thoughts' } as const;

function placesOf(text: string, name: string, entity: number) {
  return Array.from(text.matchAll(new RegExp(name, 'g')), ({ index }) => ({
    entity,
    start: index,
    end: index + name.length,
  }));
}

function html(text: string): string {
  const mentions = [...placesOf(text, 'Weyprecht', 0), ...placesOf(text, 'Tegetthoff', 1)];
  return renderToStaticMarkup(renderMarkdown(text, new TextMarks(text, mentions, [], true), LOOK));
}

/** The marks of a page: offset in the source and text. */
function marksIn(page: string): readonly { start: number; text: string }[] {
  return Array.from(page.matchAll(/<mark[^>]* data-start="(\d+)"[^>]*>([^<]*)<\/mark>/g), ([, start, text]) => ({
    start: Number(start),
    text: text ?? '',
  }));
}

/** Without classes and data, to see what is there. */
const bare = (page: string) => page.replace(/ (?:class|data-[a-z-]+)="[^"]*"/g, '');

describe('renderMarkdown', () => {
  it.each([
    ['**Weyprecht** sailed', '<p><strong><mark>Weyprecht</mark></strong> sailed</p>'],
    ['# Weyprecht\ntext', '<p><mark>Weyprecht</mark></p>\n<p>text</p>'],
    ['- a\n  Weyprecht\n- b', '<ul><li>a\n<mark>Weyprecht</mark></li><li>b</li></ul>'],
    ['> > Weyprecht\n> > b', '<blockquote><blockquote><p><mark>Weyprecht</mark>\nb</p></blockquote></blockquote>'],
    ['`` Weyprecht ` ``', '<p><code><mark>Weyprecht</mark> `</code></p>'],
    [
      '```Weyprecht\nWeyprecht\n```',
      '<pre><small><mark>Weyprecht</mark></small><code><mark>Weyprecht</mark></code></pre>',
    ],
    ['- ```\n  x\n  Weyprecht\n  ```', '<ul><li><pre><code>x\n<mark>Weyprecht</mark></code></pre></li></ul>'],
    ['Wey**precht**', '<p>Wey<strong>precht</strong></p>'],
    ['<think>**a**</think>', '<p><span>&lt;think&gt;</span><strong>a</strong><span>&lt;/think&gt;</span></p>'],
    ['<b>*a*</b>', '<p>&lt;b&gt;<em>a</em>&lt;/b&gt;</p>'],
    ['a\n---\n    b', '<p>a</p>\n<hr/>\n<p>b</p>'],
    ['[1]: http://a.org', '<p>[1]: http://a.org</p>'],
    ['AT&amp;T *a*', '<p>AT&amp;amp;T <em>a</em></p>'],
  ])('%j', (text, expected) => {
    expect(bare(html(text)).replaceAll('\n<', '<')).toBe(
      expected.replaceAll('\n<p', '<p').replaceAll('\n<hr', '<hr').replaceAll('\n<mark', '<mark'),
    );
  });

  it('shows the address of a link as text, marks it, and links nothing', () => {
    const page = html('see [the ship](https://a.org/Tegetthoff "title") and <https://b.org>');
    expect(page).not.toMatch(/<a|href|src=/);
    expect(bare(page)).toBe(
      '<p>see <span>the ship<small>https://a.org/<mark>Tegetthoff</mark> &quot;title&quot;</small></span> and <span>https://b.org</span></p>',
    );
  });

  it.each([
    '![x](https://a.org/x.png)',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '<script>alert(1)</script>',
    '<iframe src="https://a.org">\n\n**b**</iframe>',
    '[x][y]\n\n[y]: javascript:alert(1)',
    '![x][y]\n\n[y]: https://a.org/x.png',
  ])('brings nothing of %j to life', (text) => {
    expect(html(text)).not.toMatch(/<(?:a|img|script|iframe)|href=|src="|onerror="/);
  });

  it('shows the source of a block whose text stands in other letters', () => {
    expect(bare(html('a \\* Weyprecht **b**\n\n**c**'))).toContain('<p>a \\* <mark>Weyprecht</mark> **b**</p>');
    expect(bare(html('a \\* b **b**'))).toBe('<p>a * b <strong>b</strong></p>');
  });

  it('marks at its place what it marks, and loses no mention', () => {
    const piece = fc.oneof(
      fc.constantFrom('Weyprecht', 'Tegetthoff', 'a', ' ', '\n', '\n\n', '\t', '\r\n', '    '),
      fc.constantFrom('**', '*', '_', '`', '```', '> ', '- ', '1. ', '# ', '~~~', '---', '|'),
      fc.constantFrom('\\', '[', '](', ')', '<', '>', '&amp;', '&', '!', 'http://a.org/', '<think>'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        const page = html(text);
        const marks = marksIn(page);
        const marked = new Set<number>();
        for (const { start, text: name } of marks) {
          expect(text.slice(start, start + name.length)).toBe(name);
          for (let at = start; at < start + name.length; at += 1) marked.add(at);
        }
        const mentions = [...placesOf(text, 'Weyprecht', 0), ...placesOf(text, 'Tegetthoff', 1)];
        const visible = page.replace(/<[^>]*>/g, '');
        const shown = (visible.match(/Weyprecht|Tegetthoff/g) ?? []).length;
        expect(marks.filter(({ text: name }) => name.length > 8)).toHaveLength(shown);
        expect(shown).toBe(mentions.length);
        expect(page).not.toMatch(/<(?:a|img)[ >]/);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['quotes', '> '.repeat(6000)],
    ['lists', '- '.repeat(6000)],
    ['emphasis', `${'*_'.repeat(1500)}a${'_*'.repeat(1500)}`],
    ['brackets', '['.repeat(12_000)],
    ['links', '[a]('.repeat(4000)],
    ['stars', '*a '.repeat(5000)],
    ['backticks', Array.from({ length: 150 }, (_, n) => '`'.repeat(n)).join(' ')],
    ['tags', '<think '.repeat(2500)],
  ])('stands %s without end', (_name, text) => {
    expect(() => html(text)).not.toThrow();
  });
});

describe('holdsMarkdown', () => {
  it.each(['# a', 'x\n- a', '1. a', '> a', '**a**', '`a`', '[a](b)', '```\na'])('%j does', (text) => {
    expect(holdsMarkdown(text)).toBe(true);
  });

  it.each(['', 'plain', '2 * 3 * 4', 'a - b', '[1] note', `# ${'a'.repeat(20_000)}`, '#tag'])('%j does not', (text) => {
    expect(holdsMarkdown(text)).toBe(false);
  });

  it.each([
    ['quotes', `a\n${'> '.repeat(12)}b`],
    ['lists', `${'- '.repeat(12)}b`],
    ['emphasis', `**a** ${'*_'.repeat(700)}`],
    ['brackets', `**a** ${'[a]('.repeat(700)}`],
  ])('leaves hostile %s plain', (_name, text) => {
    expect(holdsMarkdown(text)).toBe(false);
  });

  it('answers a hostile text in a moment', () => {
    const before = performance.now();
    for (const text of ['['.repeat(20_000), '`'.repeat(20_000), '[a]('.repeat(5000), '\n'.repeat(20_000)])
      holdsMarkdown(text);
    expect(performance.now() - before).toBeLessThan(300);
  });
});
