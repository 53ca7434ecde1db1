import { randomUUID } from 'node:crypto';

import { afterAll, describe, expect, test } from 'vitest';

import { searchStream } from '@/lib/api/search/search-stream';
import { searchThreads } from '@/lib/api/search/search-threads';
import { searchEventSchema, type SearchEvent } from '@/lib/api/schemas/search';
import { database } from '@/lib/db/client';
import { environment } from '@/lib/env/environment';

import * as search from './runs/[id]/search/route';
import { call, ENTITIES, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();
// Before the data folder's own hook closes the database.
afterAll(() => searchThreads().close());

type Of<Kind extends SearchEvent['kind']> = Extract<SearchEvent, { kind: Kind }>;

function ask(runId: string, query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Response> {
  const request = new Request(
    `http://127.0.0.1/api/v1?${new URLSearchParams(query)}`,
    signal === undefined ? {} : { signal },
  );
  return search.GET(request, { params: Promise.resolve({ id: runId }) });
}

function eventsIn(text: string): readonly SearchEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => searchEventSchema.parse(JSON.parse(line)));
}

function only<Kind extends SearchEvent['kind']>(events: readonly SearchEvent[], kind: Kind): readonly Of<Kind>[] {
  return events.filter((event): event is Of<Kind> => event.kind === kind);
}

/** All lines of a search, which has to end as it should. */
async function found(runId: string, query: Readonly<Record<string, string>>) {
  const response = await ask(runId, query);
  expect(response.headers.get('content-type'), await problemIn(response)).toMatch(/^application\/x-ndjson/);
  const events = eventsIn(await response.text());
  const [end] = only(events, 'end');
  if (end === undefined) throw new Error('the stream has no end line');
  expect(events.at(-1)).toBe(end);
  expect(events[0]?.kind).toBe('progress');
  return { events, hits: only(events, 'hit'), rollouts: only(events, 'rollout'), end };
}

async function problemIn(response: Response): Promise<string> {
  return response.ok ? '' : response.clone().text();
}

/** Reads lines until one is of this kind. */
async function readUntil(response: Response, kind: SearchEvent['kind']) {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('the answer has no body');
  const decoder = new TextDecoder();
  const events: SearchEvent[] = [];
  while (!events.some((event) => event.kind === kind)) {
    const { done, value } = await reader.read();
    if (done) break;
    events.push(...eventsIn(decoder.decode(value)));
  }
  return { events, reader };
}

interface Part {
  readonly kind: string;
  readonly turn: number;
  readonly text: string;
}

/** The texts of a line of `groupOf`, read by hand. */
function partsOf(line: string): readonly Part[] {
  const { messages } = JSON.parse(line);
  const [user, first, tool, last] = messages;
  return [
    { kind: 'prompt', turn: 0, text: user.content },
    { kind: 'thought', turn: 1, text: first.reasoning_content },
    { kind: 'query', turn: 1, text: JSON.parse(first.tool_calls[0].function.arguments).query },
    { kind: 'observation', turn: 1, text: tool.content },
    { kind: 'thought', turn: 2, text: last.reasoning_content },
    { kind: 'answer', turn: 2, text: last.content.replace(/<\/?answer>/g, '') },
  ];
}

function placesOf(log: string, words: string, kinds?: readonly string[]): readonly string[] {
  return log
    .trim()
    .split('\n')
    .flatMap((line, index) =>
      partsOf(line)
        .filter(({ kind }) => kinds?.includes(kind) ?? true)
        .flatMap(({ kind, turn, text }) => {
          const places: string[] = [];
          const lower = text.toLowerCase();
          for (let at = lower.indexOf(words); at !== -1; at = lower.indexOf(words, at + words.length)) {
            places.push(`${index + 1} ${kind} ${turn} ${at}`);
          }
          return places;
        }),
    );
}

/** Rollouts that think one text each. */
function logOf(thoughts: readonly string[]): string {
  return thoughts
    .map((thought, rollout) => {
      const messages = [
        { role: 'user', content: 'Who?' },
        { role: 'assistant', reasoning_content: thought, content: '<answer>I do not know</answer>' },
      ];
      return `${JSON.stringify({ question: 'Who?', rollout, step: 1, correct: false, messages })}\n`;
    })
    .join('');
}

/** An expression with two loops in each other, and a text in which it tries every way to part the letters. */
const ENDLESS = '(a+)+$';
const TRAP = `${'a'.repeat(40)}!`;

describe('search', () => {
  test('finds what a reader of the log finds, in the order of the log, with rollout, turn and kind', async () => {
    const log = Array.from({ length: 30 }, (_, at) => groupOf(`Who ${at} ${randomUUID()}?`, ENTITIES)).join('');
    const { runId } = await importLog(log);
    for (const words of ['polar year', 'medal', 'i', 'julius', 'nowhere']) {
      const { hits, end, rollouts } = await found(runId, { q: words.toUpperCase(), limit: '10000' });
      const places = placesOf(log, words);
      expect(hits.map(({ n, spanKind, turn, start }) => `${n} ${spanKind} ${turn} ${start}`)).toEqual(places);
      expect(end).toMatchObject({
        reason: 'complete',
        code: null,
        hits: places.length,
        rolloutsSearched: 120,
        rolloutsTotal: 120,
      });
      expect(end.rolloutsWithHits).toBe(new Set(places.map((place) => place.split(' ')[0])).size);
      expect(rollouts).toHaveLength(end.rolloutsWithHits);
      expect(hits.every(({ snippet }) => snippet.match.toLowerCase() === words)).toBe(true);
    }
    const [first] = (await found(runId, { q: 'Tegetthoff was' })).rollouts;
    expect(first).toMatchObject({ n: 1, group: 0, step: 1, rollout: 0, outcome: 'correct', hits: 1, hitsShown: 1 });
    expect(first?.question).toMatch(/^Who 0 /);
  });

  test('counts the bytes of the messages it searched', async () => {
    const log = groupOf('Wér?');
    const { runId } = await importLog(log);
    const bytes = log
      .trim()
      .split('\n')
      .flatMap((line) => [...partsOf(line), { text: '<answer></answer>' }, { text: '{"query":""}' }])
      .reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    expect((await found(runId, { q: 'x' })).end.bytesSearched).toBe(bytes);
  });

  test('looks where it is told to, at the case it is told to, in the rollouts that pass a filter', async () => {
    const log = groupOf(`Who ${randomUUID()}?`, ENTITIES);
    const { runId } = await importLog(log);
    const scopes = { thoughts: 'thought', queries: 'query', observations: 'observation', answers: 'answer' };
    for (const [within, kind] of Object.entries(scopes)) {
      for (const q of ['tegetthoff', 'polar', 'karl']) {
        const { hits } = await found(runId, { q, within });
        const places = hits.map(({ n, spanKind, turn, start }) => `${n} ${spanKind} ${turn} ${start}`);
        expect(places).toEqual(placesOf(log, q, [kind]));
      }
    }
    expect((await found(runId, { q: 'tegetthoff', matchCase: 'true' })).end.hits).toBe(0);
    expect((await found(runId, { q: 'Tegetthoff', matchCase: 'true' })).end.hits).toBe(6);
    const { rollouts, end } = await found(runId, { q: 'tegetthoff', filter: 'outcome:near_miss' });
    expect(rollouts.map(({ n, outcome }) => [n, outcome])).toEqual([[2, 'near_miss']]);
    expect(end).toMatchObject({ rolloutsSearched: 1, rolloutsTotal: 1 });
    // The definitions decide which rollouts a filter means.
    expect((await found(runId, { q: 'medal', filter: 'outcome:near_miss', threshold: '0.2' })).end.rolloutsTotal).toBe(
      2,
    );
    expect((await found(runId, { q: 'medal', filter: 'tools:>9' })).end).toMatchObject({
      reason: 'complete',
      rolloutsTotal: 0,
    });
  });

  test('a regular expression finds what it means', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`));
    const { hits } = await found(runId, { q: String.raw`\b(karl|julius)$`, mode: 'regex', within: 'answers' });
    expect(hits.map(({ n, snippet }) => [n, snippet.match])).toEqual([
      [1, 'Karl'],
      [2, 'Julius'],
      [3, 'Julius'],
      [4, 'Julius'],
    ]);
  });

  test('ends at the limit, and hands out some hits of a rollout that has many, saying how many there are', async () => {
    const { runId } = await importLog(logOf(['ship '.repeat(50), 'a ship', 'ship '.repeat(30), 'the last ship']));
    const all = await found(runId, { q: 'ship' });
    expect(all.rollouts.map(({ n, hits, hitsShown }) => [n, hits, hitsShown])).toEqual([
      [1, 50, 20],
      [2, 1, 1],
      [3, 30, 20],
      [4, 1, 1],
    ]);
    expect(all.end).toMatchObject({ reason: 'complete', hits: 82, rolloutsWithHits: 4 });
    expect(all.hits).toHaveLength(42);
    const some = await found(runId, { q: 'ship', limit: '25' });
    expect(some.hits).toHaveLength(25);
    expect(some.end).toMatchObject({ reason: 'limit', rolloutsSearched: 3, rolloutsTotal: 4, hits: 81 });
    expect((await found(runId, { q: 'ship', limit: '42' })).end.reason).toBe('complete');
  });

  test('hands out hits while it goes on, and ends when the reader closes the stream', async () => {
    const { runId } = await importLog(logOf(['aaa', ...Array.from({ length: 500 }, () => `${'a'.repeat(22)}!`)]));
    const { events, reader } = await readUntil(await ask(runId, { q: ENDLESS, mode: 'regex' }), 'hit');
    expect(only(events, 'hit').map(({ n }) => n)).toEqual([1]);
    expect(only(events, 'end')).toEqual([]);
    await reader.cancel();
    // Were the search still running, these would be one too many.
    const others = await Promise.all(Array.from({ length: 3 }, () => askPatiently(runId, { q: 'aaa', limit: '1' })));
    for (const other of others) expect(only(eventsIn(await other.text()), 'end')[0]?.reason).toBe('limit');
  });

  test('tells how far it is at least twice a second', async () => {
    const { runId } = await importLog(logOf(Array.from({ length: 600 }, () => `${'a'.repeat(21)}!`)));
    const response = await ask(runId, { q: ENDLESS, mode: 'regex' });
    const reader = response.body?.getReader();
    const started = performance.now();
    const counts: number[] = [];
    while (counts.length < 4 || counts.at(-1) === 0) {
      const read = await reader?.read();
      if (read?.value === undefined) break;
      const events = eventsIn(new TextDecoder().decode(read.value));
      counts.push(...only(events, 'progress').map((event) => event.rolloutsSearched));
    }
    const gaps = counts.length - 1;
    await reader?.cancel();
    expect((performance.now() - started) / gaps).toBeLessThan(500);
    expect(counts[0]).toBe(0);
    expect(counts.at(-1)).toBeGreaterThan(0);
    expect(counts.at(-1)).toBeLessThan(600);
  });

  test('an expression that takes too long is stopped, and says where', async () => {
    const { runId } = await importLog(logOf(['aaa', 'b', TRAP, 'aaa']));
    const { end, hits } = await found(runId, { q: ENDLESS, mode: 'regex' });
    expect(hits.map(({ n }) => n)).toEqual([1]);
    expect(end).toMatchObject({
      reason: 'stopped',
      code: 'expression_too_slow',
      detail: 'stopped after 2 s in rollout 3: the expression takes too long',
    });
    expect((await found(runId, { q: 'aaa' })).end).toMatchObject({ reason: 'complete', rolloutsWithHits: 3 });
  });

  test('an expression that is slow in every rollout is stopped as a whole, and says how far it came', async () => {
    const { runId } = await importLog(logOf(Array.from({ length: 400 }, () => `${'a'.repeat(22)}!`)));
    const search = searchThreads().admit({
      databaseUrl: environment().databaseUrl,
      runId: Number(runId),
      thoughtRule: 'auto',
      query: { text: ENDLESS, mode: 'regex', matchCase: false, within: 'all' },
      numbers: Int32Array.from({ length: 400 }, (_, at) => at + 1),
      limit: 1000,
      hitsPerRollout: 20,
      longestMs: 500,
    });
    const describe = () => Promise.reject(new Error('nothing is found'));
    const { signal } = new AbortController();
    const stream = searchStream({ search, rolloutsTotal: 400, describe, signal });
    const [end] = only(eventsIn(await new Response(stream).text()), 'end');
    expect(end).toMatchObject({ reason: 'stopped', code: 'expression_too_slow', rolloutsTotal: 400 });
    expect(end?.detail).toBe(
      `stopped after 0.5 s, with ${end?.rolloutsSearched} of 400 rollouts searched: the expression takes too long`,
    );
    expect(end?.rolloutsSearched).toBeGreaterThan(0);
    expect(end?.rolloutsSearched).toBeLessThan(400);
    // Its thread is free again and unharmed.
    expect((await found(runId, { q: 'aaa!' })).end).toMatchObject({ reason: 'complete', rolloutsWithHits: 400 });
  });

  test('an aborted request ends its search even inside an expression, and the next one is let in', async () => {
    const { runId } = await importLog(logOf([TRAP]));
    const clients = Array.from({ length: 3 }, () => new AbortController());
    const running = await Promise.all(
      clients.map(({ signal }) => askPatiently(runId, { q: ENDLESS, mode: 'regex' }, signal)),
    );
    const readers = await Promise.all(running.map((response) => readUntil(response, 'progress')));
    const problem = await problemOf(await ask(runId, { q: 'x' }));
    expect([problem.code, problem.status]).toEqual(['too_many_searches', 429]);
    for (const client of clients) client.abort();
    for (const { reader } of readers) expect((await reader.read()).done).toBe(true);
    const response = await askPatiently(runId, { q: 'aaa' });
    expect(only(eventsIn(await response.text()), 'end')[0]).toMatchObject({ reason: 'complete', hits: 13 });
  });

  test('refuses what it cannot search for, before it begins', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`));
    const invalid = await problemOf(await ask(runId, { q: 'a(b', mode: 'regex' }));
    expect(invalid).toMatchObject({
      code: 'invalid_expression',
      status: 400,
      parameter: 'q',
      value: 'a(b',
      position: 1,
    });
    expect(invalid.detail).toBe('the regular expression cannot be read: Unterminated group');
    const unplaced = await problemOf(await ask(runId, { q: 'a**', mode: 'regex' }));
    expect(unplaced).toMatchObject({
      code: 'invalid_expression',
      detail: expect.stringContaining('Nothing to repeat'),
    });
    expect(unplaced.position).toBeUndefined();
    expect((await found(runId, { q: 'a(b' })).end.hits).toBe(0);
    expect((await problemOf(await ask(runId, { q: 'x', filter: 'outcome:' }))).code).toBe('invalid_filter');
    expect((await problemOf(await ask(runId, { q: '' }))).code).toBe('invalid_parameter');
    expect((await problemOf(await ask(runId, {}))).code).toBe('invalid_parameter');
    expect((await problemOf(await ask(runId, { q: 'x', words: 'y' }))).code).toBe('unknown_parameter');
    expect((await problemOf(await ask(runId, { q: 'x', limit: '0' }))).code).toBe('invalid_parameter');
  });

  test('a run that no page may show has nothing to search', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`));
    await database().prisma.run.update({ where: { id: Number(runId) }, data: { committedAt: null } });
    expect((await problemOf(await ask(runId, { q: 'x' }))).code).toBe('run_not_found');
    expect((await problemOf(await call(search.GET, 'q=x', { params: { id: '2147483647' } }))).code).toBe(
      'run_not_found',
    );
  });
});

/** Asks until the searches before have let go of their threads. */
async function askPatiently(
  runId: string,
  query: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Response> {
  let response = await ask(runId, query, signal);
  await expect
    .poll(
      async () => {
        if (response.status === 429) response = await ask(runId, query, signal);
        return response.status;
      },
      { timeout: 10_000 },
    )
    .toBe(200);
  return response;
}
