import { describe, expect, it } from 'vitest';
import { detectFormat, isCompanion } from './detect';
import { canonicalJsonl } from './importers/canonical-jsonl';
import { verifiersLegacy } from './importers/verifiers-legacy';
import { headOf } from './testing/byte-source';
import { fixtureFiles, readFixture } from './testing/fixture-law';

const REFUSED: Readonly<Record<string, string>> = {
  'binary.txt': 'binary_file',
  'chat-without-question.jsonl': 'question_missing',
  'empty.jsonl': 'empty_file',
  'entities.csv': 'is_entity_set',
  'entities.jsonl': 'is_entity_set',
  'fine-tuning-set.json': 'fine_tuning_set',
  'git-lfs-pointer.jsonl': 'git_lfs_pointer',
  'log.jsonl.gz': 'gzip_not_supported',
  'metadata.json': 'companion_only',
  'only-blank-lines.jsonl': 'empty_file',
  'prose.txt': 'unknown_format',
  'questions.jsonl': 'is_question_set',
  'table.parquet': 'parquet_not_supported',
  'thoughts-without-question.txt': 'question_missing',
  'two-formats.jsonl': 'ambiguous_format',
  'utf16.jsonl': 'utf16_not_supported',
  'verl-dump.jsonl': 'unsupported_format',
  'zip.eval': 'zip_not_supported',
};

function detect(text: string, requested: string | null = null, headBytes?: number) {
  return detectFormat(headOf('drop/log', Buffer.from(text), headBytes), requested);
}

describe('what is refused', () => {
  it('has a fixture for each refusal', () => {
    expect(fixtureFiles('refused')).toEqual(Object.keys(REFUSED));
  });

  it.each(Object.entries(REFUSED))('%s as %s', (file, code) => {
    const bytes = readFixture('refused', file);
    expect(detectFormat(headOf(file, bytes), null)).toMatchObject({ kind: 'refused', code });
    expect(detectFormat(headOf('unknown', bytes), null)).toMatchObject({ kind: 'refused', code });
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
  });
});

describe('isCompanion', () => {
  it('knows the metadata beside a results file by its name', () => {
    expect([isCompanion('a/metadata.json'), isCompanion('metadata.json'), isCompanion('a/metadata.jsonl')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a refusal says what is true', () => {
  it('of rollouts that are not one a line', () => {
    const record = { question: 'q', messages: [] };
    for (const text of [JSON.stringify([record]), JSON.stringify(record, null, 2)]) {
      const result = detect(text);
      expect(result).toMatchObject({ kind: 'refused', code: 'unsupported_format' });
      expect(result.kind === 'refused' ? result.message : '').toContain('one a line');
    }
  });

  it('of records without a question', () => {
    expect(detect('{"messages":[]}')).toMatchObject({ code: 'question_missing' });
  });
});

it('recognises a log whose first line begins with something long, or that begins with comments', () => {
  const late = JSON.stringify({ metadata: { p: 'p'.repeat(70_000) }, question_id: 'q', messages: [] });
  expect(detect(late)).toMatchObject({ kind: 'importer' });
  const good = JSON.stringify({ question: 'q', messages: [] });
  expect(detect(`${'# comment\n'.repeat(50)}${good}\n`)).toMatchObject({ kind: 'importer' });
});
