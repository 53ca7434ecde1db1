import { describe, expect, it } from 'vitest';
import { detectFormat, type DetectionResult } from './detect';
import { refuseArchive } from './detection/refusals';
import { ImportError, type ImportErrorCode } from './import-error';
import { canonicalJsonl } from './importers/canonical-jsonl';
import { mappedTable } from './importers/mapped-table';
import { openaiMessages } from './importers/openai-messages';
import { verifiersLegacy } from './importers/verifiers-legacy';
import { readProbe } from './probe/read-probe';
import { ROLLOUT_IMPORTERS } from './registry';
import { headOf } from './testing/byte-source';
import { fixtureFiles, fixturesOf, readFixture } from './testing/fixture-law';
import { detectBytes, importBytes } from './testing/import-bytes';

const REFUSED: Readonly<Record<string, ImportErrorCode>> = {
  'aggregated_results.jsonl': 'no_text_in_log',
  'binary.txt': 'binary_file',
  'damaged.jsonl.gz': 'archive_damaged',
  'damaged.parquet': 'parquet_damaged',
  'empty.jsonl': 'empty_file',
  'entities.csv': 'is_entity_set',
  'entities.jsonl': 'is_entity_set',
  'fine-tuning-set.json': 'fine_tuning_set',
  'git-lfs-pointer.jsonl': 'git_lfs_pointer',
  'info_extract.json': 'companion_only',
  'langfuse-observations.jsonl': 'unsupported_format',
  'langfuse-trace.json': 'unsupported_format',
  'metadata.json': 'companion_only',
  'metrics.json': 'companion_only',
  'musique.jsonl': 'is_entity_set',
  'only-blank-lines.jsonl': 'empty_file',
  'opentelemetry.json': 'unsupported_format',
  'phoenix-spans.jsonl': 'unsupported_format',
  'preferences.jsonl': 'fine_tuning_set',
  'prose.txt': 'unknown_format',
  'questions.jsonl': 'is_question_set',
  'samples.pkl': 'pickle_not_supported',
  'thoughts-without-question.txt': 'question_missing',
  'two-formats.jsonl': 'ambiguous_format',
  'unknown-list.json': 'unknown_format',
  'unknown.jsonl': 'unknown_format',
  'utf16.jsonl': 'utf16_not_supported',
  'verl-prompts.jsonl': 'is_question_set',
  'webshaper.jsonl': 'is_entity_set',
};

/** Damage of a container is an error of reading it; every other refusal is an answer. */
async function refusalOf(path: string, bytes: Uint8Array): Promise<{ code: ImportErrorCode; message: string } | null> {
  try {
    const detection = await detectBytes({ path, bytes });
    return detection.kind === 'refused' ? detection : null;
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
}

function detect(text: string, requested: string | null = null, headBytes?: number): DetectionResult {
  return detectFormat(readProbe(headOf('drop/log', Buffer.from(text), headBytes)), requested);
}

describe('what is refused', () => {
  it('has a fixture for each refusal', () => {
    expect(fixtureFiles('refused')).toEqual(Object.keys(REFUSED).toSorted((a, b) => a.localeCompare(b)));
  });

  it.each(Object.entries(REFUSED))('%s as %s, whatever it is called', async (file, code) => {
    const bytes = readFixture('refused', file);
    for (const path of [file, 'unknown']) {
      const refusal = await refusalOf(path, bytes);
      expect(refusal?.code).toBe(code);
      expect(refusal?.message).toMatch(/^.{15,}\.$/s);
    }
  });

  it('files of PyTorch in a zip, by their members', () => {
    expect(refuseArchive(['7/data.pkl', '7/version', '7/data/0'])).toMatchObject({ code: 'pickle_not_supported' });
    expect(refuseArchive(['log.jsonl', 'notes/data.pkl.txt'])).toBeNull();
    expect(refuseArchive([])).toBeNull();
  });

  it('names the fields it found and cuts them', () => {
    const [long, wide] = [
      'k'.repeat(500),
      Array.from({ length: 50 }, (_, index) => [`c${index}`, 'text of some length']),
    ];
    const refusal = detect(JSON.stringify({ [long]: 'a', ...Object.fromEntries(wide) }));
    const message = refusal.kind === 'refused' ? refusal.message : '';
    expect(message).toContain('c3, c4');
    expect(message.length).toBeLessThan(400);
  });
});

describe('detectFormat', () => {
  it('looks past bad lines at the top', () => {
    const result = detect('oops\n{"question": \n{"question":"q","messages":[]}\n');
    expect(result).toMatchObject({ kind: 'importer', importer: canonicalJsonl });
  });

  it('reads the keys of a first line that is longer than the head', () => {
    const line = JSON.stringify({ question: 'q', messages: [{ role: 'assistant', content: 'x'.repeat(5000) }] });
    expect(detect(line, null, 1000)).toMatchObject({ kind: 'importer', importer: canonicalJsonl });
    const behind = JSON.stringify({ messages: [{ role: 'assistant', content: 'x'.repeat(5000) }], question: 'q' });
    expect(detect(behind, null, 1000)).toMatchObject({ kind: 'importer', importer: canonicalJsonl });
    const example = JSON.stringify({ example_id: 0, prompt: [{ role: 'user', content: 'x'.repeat(5000) }] });
    expect(detect(example, null, 1000)).toMatchObject({ kind: 'importer', importer: verifiersLegacy });
  });

  it('takes a requested format at its word, but reads no unreadable file', () => {
    expect(detect('nothing to see', 'canonical')).toMatchObject({ kind: 'importer', importer: canonicalJsonl });
    expect(detect('', 'canonical')).toMatchObject({ kind: 'refused', code: 'empty_file' });
    expect(detect('{}', 'word')).toMatchObject({ kind: 'refused', code: 'unknown_format' });
  });

  it('keeps keys that only look like a format apart', () => {
    expect(detect('{"question":"q","messages":"none"}')).toMatchObject({ code: 'unknown_format' });
    expect(detect('{"text":"\\"question\\": \\"messages\\": ["}')).toMatchObject({ code: 'unknown_format' });
    expect(detect('{"messages":[{"role":7}]}')).toMatchObject({ code: 'unknown_format' });
    expect(detect('{"columns":["a"],"data":[[1]]}')).toMatchObject({ kind: 'refused' });
  });

  it('reads the same records as lines, as a list and as one object', () => {
    const record = { question: 'q', messages: [] };
    const layouts = [JSON.stringify(record), JSON.stringify([record]), JSON.stringify(record, null, 2)].map((text) => {
      const result = detect(text);
      return result.kind === 'importer' && result.importer === canonicalJsonl ? result.layout.kind : result;
    });
    expect(layouts).toEqual(['lines', 'list', 'whole']);
  });

  it('takes messages without a question for chat messages', () => {
    const chat = '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}';
    expect(detect(chat)).toMatchObject({ kind: 'importer', importer: openaiMessages });
    expect(detect(`[${chat}]`)).toMatchObject({ kind: 'importer', importer: openaiMessages });
  });

  it('recognises a log whose first line begins with something long, or that begins with comments', () => {
    const late = JSON.stringify({ metadata: { p: 'p'.repeat(70_000) }, question_id: 'q', messages: [] });
    expect(detect(late)).toMatchObject({ kind: 'importer' });
    const good = JSON.stringify({ question: 'q', messages: [] });
    expect(detect(`${'# comment\n'.repeat(50)}${good}\n`)).toMatchObject({ kind: 'importer' });
  });
});

describe('the registry', () => {
  it('has every format once, and no table without its mapping', () => {
    const ids = ROLLOUT_IMPORTERS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(mappedTable({}).id);
  });

  it.each(ROLLOUT_IMPORTERS.map((importer) => [importer.id, importer] as const))(
    'takes no log of another format for %s',
    (_, importer) => {
      const others = ROLLOUT_IMPORTERS.filter(({ id }) => id !== importer.id).flatMap(fixturesOf);
      const probes = others.map(({ path, bytes }) => readProbe(headOf(path, bytes)));
      const taken = probes.filter((probe) => importer.detect(probe)?.confidence === 'certain');
      expect(taken.map(({ path }) => path)).toEqual([]);
    },
  );
});

describe('records inside one object', () => {
  const verl = (row: number): object => ({
    input: `user\nWho ${row}?\nassistant\n`,
    output: 'Payer',
    gts: 'Payer',
    score: 1,
    step: 2,
  });
  const canonical = { question: 'Who?', messages: [{ role: 'assistant', content: 'Payer' }], entities: ['Tegetthoff'] };
  const rows = [verl(1), verl(2), verl(3)];

  it.each<[string, object, string, object]>([
    ['keyed by id', { a: verl(1), b: verl(2) }, 'verl', { kind: 'entries' }],
    ['keyed by id, with entities of their own', { a: canonical, b: canonical }, 'canonical', { kind: 'entries' }],
    [
      'in a list beside other things',
      { meta: {}, results: [canonical] },
      'canonical',
      { kind: 'member', name: 'results' },
    ],
    [
      'column by column',
      Object.fromEntries(
        Object.keys(verl(1)).map((key) => [
          key,
          rows.map((row) => Object.entries(row).find(([name]) => name === key)?.[1]),
        ]),
      ),
      'verl',
      { kind: 'columns' },
    ],
  ])('are read: %s', async (_, object, format, layout) => {
    for (const text of [JSON.stringify(object), JSON.stringify(object, null, 2)]) {
      const input = { path: 'unknown', bytes: Buffer.from(text) };
      expect(await detectBytes(input)).toMatchObject({ kind: 'importer', importer: { id: format }, layout });
      const { events } = await importBytes(input);
      expect(events.every(({ kind }) => kind === 'rollout')).toBe(true);
      expect(events.length).toBeGreaterThan(0);
    }
  });
});
