import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { callText } from '@/lib/core/rollout/read-tool-call';
import type { FoundRange } from './text-marks';
import { SpanView } from './span-view';
import type { TranscriptSpan } from './transcript';

const NAMES = ['Weyprecht', 'Payer'];

function spanOf(kind: TranscriptSpan['kind'], text: string, callArguments: string | null = null): TranscriptSpan {
  const mentions = NAMES.flatMap((name, entity) =>
    Array.from(text.matchAll(new RegExp(name, 'g')), ({ index }) => [entity, index, index + name.length]),
  );
  const tool = callArguments === null ? null : { name: 'tool', arguments: callArguments };
  return { kind, text, tool, mentions: mentions.flat() };
}

interface Shown {
  readonly raw?: boolean;
  readonly open?: boolean;
  readonly found?: readonly FoundRange[];
}

function page(span: TranscriptSpan, { raw = false, open = false, found = [] }: Shown = {}): string {
  return renderToStaticMarkup(
    <SpanView span={span} turn={1} entityNames={NAMES} raw={raw} open={open} onOpen={() => undefined} found={found} />,
  );
}

/** What a reader sees, without markup. */
const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
const markedIn = (html: string) => Array.from(html.matchAll(/<mark[^>]*>([^<]*)<\/mark>/g), ([, text]) => text);

describe('SpanView', () => {
  it('marks mentions in the queries and addresses of a call, and links none of them', () => {
    const call = '{"query":["Weyprecht 1872"],"url":"https://a.org/Payer"}';
    const html = page(spanOf('query', callText(call), call));
    expect(markedIn(html)).toEqual(['Weyprecht', 'Payer']);
    expect(html).not.toContain('<a');
    expect(words(html)).toContain('https://a.org/PayerCopy address');
  });

  it('shows the arguments as the log wrote them where it shows things raw', () => {
    const call = '{"query" : ["Weyprecht"]}';
    expect(words(page(spanOf('query', callText(call), call), { raw: true }))).toContain(call);
  });

  it('draws special tags apart, but not where it shows things raw', () => {
    const span = spanOf('text', 'a <tool_call> b');
    expect(page(span)).toMatch(/<span class="[^"]*">&lt;tool_call&gt;<\/span>/);
    expect(page(span, { raw: true })).toContain('a &lt;tool_call&gt; b');
  });

  it('folds a long page around its mentions and the match that was jumped to, until it is opened', () => {
    const text = `${'line of the page\n'.repeat(400)}led by Weyprecht\n${'line of the page\n'.repeat(400)}last word`;
    const span = spanOf('observation', text);
    const html = page(span);
    expect(markedIn(html)).toEqual(['Weyprecht']);
    expect(words(html)).toContain('Show all 13,626 characters');
    expect(words(html)).not.toContain('last word');
    expect(words(html).length).toBeLessThan(1500);
    const at = { start: text.indexOf('last'), end: text.length, current: true };
    expect(markedIn(page(span, { found: [at] }))).toEqual(['Weyprecht', 'last word']);
    expect(words(page(span, { open: true }))).toContain('last word');
  });

  it('says what a gap hides: mentions of entities, and matches of a search', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `${'line of the page '.repeat(60)}Payer and word ${at}\n`);
    const text = lines.join('');
    const found = Array.from(text.matchAll(/word/g), ({ index }) => ({ start: index, end: index + 4, current: false }));
    // Three excerpts hold three mentions and three matches.
    expect(words(page(spanOf('observation', text), { found }))).toContain(', 57 entity mentions, 57 matches …');
    expect(words(page(spanOf('observation', text)))).toContain(', 57 entity mentions …');
  });

  it('calls what a user says in the middle of a dialogue by its name, and folds a long prompt', () => {
    const span = spanOf('prompt', 'You are a searcher. '.repeat(30));
    const html = words(page(span));
    expect(html).toContain('User');
    expect(html).toContain('Show all 600 characters');
    expect(
      words(renderToStaticMarkup(<SpanView span={span} entityNames={[]} raw={false} open onOpen={() => {}} />)),
    ).toMatch(/Prompt/);
  });

  it('brings nothing of a log to life', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))';
    for (const kind of ['thought', 'text', 'query', 'observation', 'answer', 'prompt'] as const) {
      for (const raw of [false, true]) {
        const html = page(spanOf(kind, hostile, kind === 'query' ? hostile : null), { raw });
        expect(html).not.toMatch(/<(?:script|img|a)[ >]/);
        expect(words(html)).toContain('<script>alert(1)');
      }
    }
  });

  it('says that a text is empty', () => {
    expect(words(page(spanOf('answer', '')))).toContain('empty');
  });
});
