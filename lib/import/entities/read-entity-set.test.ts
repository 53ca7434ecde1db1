import { describe, expect, it } from 'vitest';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { memorySource } from '@/lib/import/containers/byte-source';
import { fixtureFiles, readFixture } from '@/lib/import/testing/fixture-law';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';
import { ImportError } from '@/lib/import/import-error';
import { probeSource } from '@/lib/import/source/probe-source';
import { sourceRecords } from '@/lib/import/source/source-records';
import { entityRecordFormat } from './entity-record-formats';
import type { EntityEvent } from './entity-event';
import { ENTITY_SET_FORMATS } from './entity-record-format';
import { readQuestionSet, detectQuestionSet, describeQuestionSet } from './question-set';
import { openEntitySet } from './open-entity-set';

interface Read {
  readonly format: string;
  readonly layout: string;
  readonly events: readonly EntityEvent[];
}

async function read(bytes: Uint8Array, chunkBytes?: number, path = 'unknown'): Promise<Read> {
  const opened = await openEntitySet({ path, source: memorySource(bytes), complete: true, chunkBytes });
  if (opened.kind === 'refused') throw new Error(`${opened.code}: ${opened.message}`);
  const events: EntityEvent[] = [];
  for await (const event of opened.read()) events.push(event);
  return { format: opened.format, layout: `${opened.container} ${opened.layout.kind}`, events };
}

/** Events as text: what a person checks. */
function render({ format, layout, events }: Read): string {
  const texts = events.map((event) => {
    if (event.kind === 'issue') return `${event.line}: ISSUE ${event.code}: ${event.message}`;
    const { questionId, question, entities } = event.question;
    const names = entities.map(
      ({ name, aliases }) => `\n  ${[name, ...aliases].map((text) => JSON.stringify(text)).join(' = ')}`,
    );
    return `${event.line}: ${questionId ?? '-'} ${question ?? '-'}${names.join('')}`;
  });
  return `${[`${format} (${layout})`, ...texts].join('\n')}\n`;
}

const FIXTURES = fixtureFiles('entities').filter((path) => !path.endsWith('.md'));

describe.each(FIXTURES)('gold entities of %s', (path) => {
  const bytes = readFixture('entities', path);

  it('are what the snapshot says', async () => {
    await expect(render(await read(bytes, undefined, path))).toMatchFileSnapshot(`../fixtures/entities/${path}.snap`);
  });

  it.each([64, 7, 1])('are the same in chunks of %i bytes', async (chunkBytes) => {
    expect(await read(bytes, chunkBytes, path)).toEqual(await read(bytes, undefined, path));
  });

  it('are the same whatever the file is called', async () => {
    if (path.endsWith('lists.tsv')) return;
    expect((await read(bytes)).events).toEqual((await read(bytes, undefined, path)).events);
  });
});

it('has a fixture for every format', async () => {
  const formats = await Promise.all(
    FIXTURES.map(async (path) => (await read(readFixture('entities', path), undefined, path)).format),
  );
  expect([...new Set(formats)].toSorted()).toEqual([...ENTITY_SET_FORMATS].toSorted());
});

const ROWS = ['{"question":"Which river?","entities":["Aare"]}', '{"question":"Which lake?","entities":["Lake Thun"]}'];
const PLAIN = Buffer.from(ROWS.join('\n'));
const EXPECTED = ['Which river? Aare', 'Which lake? Lake Thun'];

function short({ events }: Read): string[] {
  return events.map((event) => {
    if (event.kind === 'issue') return `${event.line} ${event.code}`;
    const { question, entities } = event.question;
    return `${question} ${entities.map(({ name }) => name).join('/')}`;
  });
}

function parquet(columns: Readonly<Record<string, readonly unknown[]>>): Uint8Array {
  const columnData = Object.entries(columns).map(([name, data]) => ({ name, data: [...data] }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

const LISTS = parquet({ question: ['Which river?', 'Which lake?'], entities: [['Aare'], ['Lake Thun']] });
const TEXTS = parquet({ question: ['Which river?', 'Which lake?'], entities: ["['Aare']", 'Lake Thun'] });
const SINGLE = parquet({ question: ['Which river?', 'Which lake?'], entity: ['Aare', 'Lake Thun'] });

describe('containers of gold entities', () => {
  it.each<[string, Uint8Array]>([
    ['gzip', gzipSync(PLAIN)],
    ['zstd', zstdCompressSync(PLAIN)],
    ['several members of gzip', Buffer.concat([gzipSync(PLAIN.subarray(0, 60)), gzipSync(PLAIN.subarray(60))])],
    ['a list in gzip', gzipSync(`[${ROWS.join(',')}]`)],
    ['a table in zstd', zstdCompressSync('question,entity\nWhich river?,Aare\nWhich lake?,Lake Thun\n')],
    ['Parquet with a column of lists', LISTS],
    ['Parquet with a column of texts', TEXTS],
    ['Parquet with one entity a row', SINGLE],
    ['Parquet in gzip', gzipSync(LISTS)],
  ])('reads %s', async (_, bytes) => {
    expect(short(await read(bytes))).toEqual(EXPECTED);
    expect(short(await read(bytes, 7))).toEqual(EXPECTED);
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', Buffer.from(''), 'empty_file'],
    ['nothing in gzip', gzipSync(''), 'empty_file'],
    ['gzip cut off', gzipSync(PLAIN).subarray(0, 30), 'archive_damaged'],
    ['a zip', Buffer.from('PK\u0003\u0004 rest'), 'unsupported_format'],
    ['gzip in gzip', gzipSync(gzipSync(PLAIN)), 'archive_too_deep'],
    ['damaged Parquet', LISTS.subarray(0, LISTS.length - 9), 'parquet_damaged'],
    ['binary data', Buffer.from([1, 0, 2, 0]), 'binary_file'],
    ['a rollout log', Buffer.from('{"question":"q","messages":[],"entities":["x"]}'), 'is_rollout_log'],
    ['questions', Buffer.from('{"question":"q","answer":"a"}'), 'is_question_set'],
    ['prompts', Buffer.from('{"prompt":"q","reward_model":{"ground_truth":"a"}}'), 'is_question_set'],
    ['an object of numbers', Buffer.from('{"q1":[1,2],"q2":[3]}'), 'companion_only'],
    ['a table without entities', Buffer.from('question,answer\nq,a\n'), 'unknown_format'],
    ['text', Buffer.from('just text'), 'unknown_format'],
    ['a fine-tuning set', Buffer.from('[{"instruction":"i","input":"","output":"o"}]'), 'fine_tuning_set'],
    ['a pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), 'git_lfs_pointer'],
    ['a table by columns', Buffer.from('{"question":["q1","q2"],"answer":["a","b"]}'), 'is_question_set'],
  ])('refuses %s', async (_, bytes, code) => {
    const opened = await openEntitySet({ path: 'unknown', source: memorySource(bytes), complete: true });
    expect(opened).toMatchObject({ kind: 'refused', code });
  });

  it('throws nothing but an ImportError for damage behind the head', async () => {
    const random = Buffer.from(Array.from({ length: 3_000_000 }, (__, index) => (index * 7919) % 251));
    const rows = `{"question":"q","entities":["Aare"]}\n{"question":"r","entities":["${random.toString('hex')}"]}\n`;
    const packed = gzipSync(rows, { level: 0 });
    const opened = await openEntitySet({
      path: 'a.gz',
      source: memorySource(packed.subarray(0, 2_500_000)),
      complete: true,
    });
    if (opened.kind === 'refused') throw new Error(opened.message);
    const events: EntityEvent[] = [];
    const reading = (async () => {
      for await (const event of opened.read()) events.push(event);
    })();
    await expect(reading).rejects.toThrow(ImportError);
  });
});

describe('hostile records', () => {
  const HOSTILE = [
    null,
    7,
    true,
    'x',
    [],
    {},
    [[]],
    [{}],
    { a: [null] },
    [null],
    ['\u0000'],
    Array.from({ length: 5000 }, (_, i) => `n${i}`),
  ];
  const FIELDS: Readonly<Record<string, readonly string[]>> = {
    entities: ['entities', 'question', 'question_id'],
    entity_rows: ['entity', 'question', 'aliases'],
    hotpotqa: ['supporting_facts', 'question', '_id'],
    '2wikimultihopqa': ['supporting_facts', 'evidences', 'answer'],
    musique: ['question_decomposition', 'paragraphs', 'answer', 'answer_aliases'],
    webshaper: ['formalization', 'urls', 'question'],
    asearcher_memory: ['qa', 'relevant'],
    carr_rubrics: ['rubrics', 'entity_values', 'rubric_scores', 'rubric_reward_result', 'remote_env_info'],
    browsecomp_plus: ['query_id', 'evidence_docs', 'gold_docs', 'query'],
  };

  it.each(ENTITY_SET_FORMATS)('of %s are each a question or an issue, never an error', (id) => {
    const format = entityRecordFormat(id);
    const fields = FIELDS[id] ?? [];
    for (const [index] of HOSTILE.entries()) {
      for (let turn = 0; turn < HOSTILE.length; turn += 1) {
        const values = fields.map((field, at) => [field, HOSTILE[(index + at * (turn + 1)) % HOSTILE.length]]);
        const record = JSON.parse(JSON.stringify(Object.fromEntries(values)));
        const result = format.read(record);
        if (result.ok) expect(result.question.entities.length).toBeGreaterThan(0);
        else expect(result.problem.message).not.toBe('');
      }
    }
  });
});

it('damaged sets are refused or read, never an error of the program', async () => {
  const files = FIXTURES.map((path) => readFixture('entities', path));
  const bases = [...files, gzipSync(PLAIN), zstdCompressSync(PLAIN), LISTS, TEXTS];
  const change = fc.tuple(fc.nat(100_000), fc.integer({ min: 0, max: 255 }), fc.boolean());
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bases.length - 1 }), fc.array(change, { maxLength: 4 }), async (base, changes) => {
      let bytes = Buffer.from(bases[base] ?? PLAIN);
      for (const [at, byte, cut] of changes) {
        if (cut) bytes = bytes.subarray(0, at % (bytes.length + 1));
        else if (bytes.length > 0) bytes[at % bytes.length] = byte;
      }
      try {
        const opened = await openEntitySet({ path: 'mutant.csv', source: memorySource(bytes), complete: true });
        if (opened.kind === 'refused') expect(opened.message).not.toBe('');
        else for await (const event of opened.read()) expect(event.line).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(ImportError);
      }
    }),
    { numRuns: Number(process.env.ENTITY_FUZZ_RUNS ?? 300), seed: 251024694 },
  );
});

describe.skipIf(!hasRealData)(`real gold entities${REAL_DATA_NOTE}`, () => {
  it.each([
    ['gold/hotpotqa.json', (text: string) => JSON.parse(text)],
    [
      'reflexion/hotpotqa_gold_100.jsonl',
      (text: string) =>
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
    ],
  ])('%s', async (path, parse) => {
    const bytes = readRealFile(path);
    const { format, events } = await read(bytes, 1000, path);
    expect(format).toBe('hotpotqa');
    const rows = parse(bytes.toString('utf8'));
    expect(rows).toHaveLength(100);
    const expected = rows.map(
      (row: { question: string; supporting_facts: [string, number][] | { title: string[] } }) => {
        const facts = row.supporting_facts;
        return {
          question: row.question,
          names: [...new Set('title' in facts ? facts.title : facts.map(([title]) => title))],
        };
      },
    );
    expect(
      events.map((event) =>
        event.kind === 'issue'
          ? event
          : { question: event.question.question, names: event.question.entities.map(({ name }) => name) },
      ),
    ).toEqual(expected);
  });

  it('adds what names written as HTML read', async () => {
    const { events } = await read(readRealFile('gold/hotpotqa.json'));
    const { events: others } = await read(readRealFile('reflexion/hotpotqa_gold_100.jsonl'));
    const entities = [...events, ...others].flatMap((event) => (event.kind === 'issue' ? [] : event.question.entities));
    const html = entities.filter(({ name }) => /&(amp|quot|#39);/.test(name));
    expect(html.length).toBeGreaterThan(0);
    for (const { name, aliases } of html) {
      expect(aliases).toEqual([name.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')]);
    }
  });
});

describe.skipIf(!hasRealData)(`real sets of questions${REAL_DATA_NOTE}`, () => {
  async function readQuestions(path: string): Promise<unknown[]> {
    const source = memorySource(readRealFile(path));
    const probed = await probeSource({ path, source, complete: true, header: null });
    if (probed.kind === 'refused') throw new Error(probed.refusal.code);
    expect(detectQuestionSet(probed.probe.records)).not.toBeNull();
    const events: unknown[] = [];
    const { container } = probed.probe;
    for await (const event of readQuestionSet(sourceRecords(source, container, { kind: 'lines' }))) {
      events.push(event.kind === 'issue' ? event : event.question);
    }
    return events;
  }

  it('webdancer/sample_qa.jsonl', async () => {
    const rows = readRealFile('webdancer/sample_qa.jsonl')
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const questions = await readQuestions('webdancer/sample_qa.jsonl');
    expect(questions).toHaveLength(rows.length);
    expect(questions).toEqual(
      rows.map((row: { question: string; answer: string | string[] }) => ({
        questionId: null,
        question: row.question,
        answers: [...new Set([row.answer].flat(3).map((answer) => answer.trim()))],
      })),
    );
  });

  it('igpo/verl-prompts.parquet', async () => {
    const bytes = readRealFile('igpo/verl-prompts.parquet');
    const file = new Uint8Array(bytes).buffer;
    const rows = await parquetReadObjects({ file });
    const questions = await readQuestions('igpo/verl-prompts.parquet');
    expect(describeQuestionSet(questions.length)).toBe('questions without rollouts: 3,197 questions with gold answers');
    expect(questions).toEqual(
      rows.map((row) => ({
        questionId: row.extra_info.index,
        question: row.prompt[0].content,
        answers: [
          ...new Set(row.reward_model.ground_truth.split('<|answer_split|>').map((text: string) => text.trim())),
        ],
      })),
    );
  });
});
