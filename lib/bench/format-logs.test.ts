import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readTranscript, type SpanKind } from '@/lib/core/rollout/transcript';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { memorySource } from '@/lib/import/containers/byte-source';
import { DEFAULT_ARCHIVE_LIMITS } from '@/lib/import/containers/limits';
import { listTar } from '@/lib/import/containers/tar';
import { detectBytes, importBytes } from '@/lib/import/testing/import-bytes';

import { CANONICAL_LINES, OTHER_LOGS, type FormatLog } from './format-logs';
import { readLogRollouts, type LogRollout } from './log-rollout';
import { makeLog } from './make-log';

const QUESTIONS = 130;
let folder = '';
let log = '';
const written: LogRollout[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearmiss-format-logs-'));
  log = join(folder, 'log.jsonl');
  // More questions than one step has.
  await makeLog(log, { questions: QUESTIONS, groupSize: 2, steps: 1, turns: 2, pageWords: 20, seed: 5 });
  for await (const rollout of readLogRollouts(log)) written.push(rollout);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function filesOf({ filename, write }: FormatLog): Promise<readonly { path: string; bytes: Uint8Array }[]> {
  const file = join(folder, filename);
  await write(log, file);
  const bytes = await readFile(file);
  if (!filename.endsWith('.tar')) return [{ path: filename, bytes }];
  const files: { path: string; bytes: Uint8Array }[] = [];
  for await (const member of listTar(memorySource(bytes), DEFAULT_ARCHIVE_LIMITS)) {
    if (member.kind === 'member') files.push({ path: member.path, bytes: bytes.subarray(member.start, member.end) });
  }
  return files;
}

/** A rollout in words that every format must agree on. */
function keyOf(
  question: string | null,
  correct: boolean | null,
  texts: Readonly<Record<'thought' | 'query' | 'observation', readonly string[]>>,
): string {
  return JSON.stringify({ question, correct, texts });
}

function keyOfImported(rollout: ImportedRollout): string {
  const { spans } = readTranscript(rollout.messages, 'auto');
  const textsOf = (kind: SpanKind): readonly string[] =>
    spans.flatMap((span) => (span.kind === kind ? [span.text.trim()] : []));
  const measured = rollout.correctnessMetric === null ? null : rollout.correctnessMetric.value === 1;
  return keyOf(rollout.question, rollout.correct ?? measured, {
    thought: textsOf('thought'),
    query: textsOf('query'),
    observation: textsOf('observation'),
  });
}

function keyOfWritten(rollout: LogRollout): string {
  return keyOf(rollout.questionText, rollout.correct, {
    thought: [...rollout.searches.map(({ thought }) => thought), rollout.finalThought],
    query: rollout.searches.map(({ query }) => query),
    observation: rollout.searches.map(({ page }) => page),
  });
}

describe('logs in other formats', () => {
  it.each([CANONICAL_LINES, ...OTHER_LOGS].map((format) => [format.what, format] as const))(
    '%s: read by its importer, with the same questions, verdicts, thoughts, queries and pages',
    async (_, format) => {
      const files = await filesOf(format);
      const [first] = files;
      expect(first === undefined ? null : await detectBytes(first)).toMatchObject({ importer: { id: format.format } });
      const found: string[] = [];
      for (const file of files) {
        const { events } = await importBytes(file);
        expect(events.filter(({ kind }) => kind !== 'rollout')).toEqual([]);
        found.push(...events.flatMap((event) => (event.kind === 'rollout' ? [keyOfImported(event.rollout)] : [])));
      }
      expect(found.toSorted()).toEqual(written.map(keyOfWritten).toSorted());
    },
  );
});
