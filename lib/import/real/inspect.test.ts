import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importBytes } from '@/lib/import/testing/import-bytes';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

/** The members of a deflated zip, from their own headers alone, in the order they lie in the file. */
function unzipPlainly(bytes: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let entry = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const nameLength = bytes.readUInt16LE(entry + 28);
    const name = bytes.toString('utf8', entry + 46, entry + 46 + nameLength);
    const local = bytes.readUInt32LE(entry + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    members.set(name, inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(entry + 20))));
    entry += 46 + nameLength + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32);
  }
  return members;
}

function samplesPlainly(path: string) {
  const bytes = readRealFile(path);
  if (path.endsWith('.json')) return JSON.parse(bytes.toString('utf8')).samples;
  return [...unzipPlainly(bytes)]
    .filter(([name]) => name.startsWith('samples/'))
    .map(([, content]) => JSON.parse(content.toString('utf8')));
}

interface Sample {
  readonly input: string;
  readonly target: string;
  readonly messages: readonly { readonly content: string }[];
  readonly scores?: { readonly match?: { readonly value: string } };
  readonly total_time?: number;
  readonly output?: { readonly usage: { readonly output_tokens: number } };
}

function factsPlainly({ input, target, messages, scores, total_time: seconds, output }: Sample) {
  const value = scores?.match?.value;
  return {
    question: input,
    answers: [target],
    contents: messages.map(({ content }) => content),
    correct: value === undefined ? null : value === 'C',
    seconds: seconds ?? null,
    outputTokens: output?.usage.output_tokens,
  };
}

function factsOf(rollout: ImportedRollout | undefined) {
  return {
    question: rollout?.question,
    answers: rollout?.answers,
    contents: rollout?.messages.map(({ content }) => content),
    correct: rollout?.correct,
    seconds: rollout?.durationSeconds,
    outputTokens: rollout?.tokens?.completion,
  };
}

const FILES = [
  ['inspect/log_formats.eval', 1, 1],
  ['inspect/log_streaming.eval', 4, 2],
  ['inspect/2025-02-11T15-17-00-05-00_popularity_dPiJifoWeEQBrfWsAopzWr.eval', 10, 10],
  ['inspect/2025-05-12T20-28-13-04-00_popularity.json', 3, 3],
  ['inspect/log_tool_call_error.json', 1, 1],
] as const;

describe.skipIf(!hasRealData)(`real Inspect logs${REAL_DATA_NOTE}`, () => {
  it.each(FILES)('reads every sample of %s', async (path, count, groups) => {
    const samples = samplesPlainly(path);
    const { events } = await importBytes({ path, bytes: readRealFile(path) });
    const rollouts = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
    expect(samples).toHaveLength(count);
    expect(events).toHaveLength(count);
    expect(rollouts.map(({ questionId, rolloutIndex }) => `${questionId} ${rolloutIndex}`).toSorted()).toEqual(
      samples.map((sample: { id: number; epoch: number }) => `${sample.id} ${sample.epoch}`).toSorted(),
    );
    expect(new Set(rollouts.map(({ groupKey }) => groupKey)).size).toBe(groups);
    const byKey = new Map(rollouts.map((rollout) => [`${rollout.questionId} ${rollout.rolloutIndex}`, rollout]));
    for (const sample of samples) {
      expect(factsOf(byKey.get(`${sample.id} ${sample.epoch}`))).toEqual(factsPlainly(sample));
    }
  });

  it('keeps the failed tool calls of the log that has nothing else', async () => {
    const path = 'inspect/log_tool_call_error.json';
    const { events } = await importBytes({ path, bytes: readRealFile(path) });
    expect(events).toMatchObject([{ kind: 'rollout', rollout: { questionId: '1', rolloutIndex: 4, correct: null } }]);
  });

  it('names the run after its task and model', async () => {
    const path = 'inspect/log_streaming.eval';
    const { description } = await importBytes({ path, bytes: readRealFile(path) });
    expect(description.name).toBe('popularity azureai/Meta-Llama-3-1-405B-Instruct-jqf');
  });
});
