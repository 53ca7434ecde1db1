import { describe, expect, it } from 'vitest';
import { importBytes } from '@/lib/import/testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

/** Reads a file with nothing but JSON.parse. */
function readPlainly(path: string) {
  const lines = readRealFile(path).toString('utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
}

type Item = { readonly type?: string; readonly role?: string; readonly content?: unknown };

function namesOfCalls(items: readonly (Item & { name?: string })[] | string): (string | undefined)[] {
  if (typeof items === 'string') return [];
  return items.filter(({ type }) => type === 'function_call').map(({ name }) => name);
}

describe.skipIf(!hasRealData)(`real NeMo Gym rollouts${REAL_DATA_NOTE}`, () => {
  it.each(['google_search', 'hotpotqa_qa', 'simpleqa', 'tau2'])('reads every rollout of %s', async (name) => {
    const path = `nemo-gym/${name}.example_rollouts.jsonl`;
    const rows = readPlainly(path);
    const { events } = await importBytes({ path, bytes: readRealFile(path) });
    const rollouts = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
    expect(events).toHaveLength(rows.length);
    expect(rollouts).toHaveLength(rows.length);
    expect(rollouts.map(({ rewardLogged }) => rewardLogged)).toEqual(rows.map((row) => row.reward));
    expect(rollouts.map(({ groupKey }) => groupKey)).toEqual(
      rows.map((row) => (row._ng_task_index === undefined ? null : String(row._ng_task_index))),
    );
    expect(rollouts.map(({ rolloutIndex }) => rolloutIndex)).toEqual(rows.map((row) => row._ng_rollout_index ?? null));
    expect(rollouts.map(({ correct }) => correct)).toEqual(
      rows.map((row) => (row.is_correct === undefined ? null : row.is_correct === 1)),
    );
    expect(rollouts.map(({ answers }) => answers)).toEqual(
      rows.map((row) => (row.expected_answer === undefined ? [] : [row.expected_answer])),
    );
    expect(rollouts.map(({ tokens }) => tokens?.completion ?? null)).toEqual(
      rows.map((row) => row.response.usage?.output_tokens ?? null),
    );
    const calls = rows.map((row) => [
      ...namesOfCalls(row.responses_create_params.input),
      ...namesOfCalls(row.response.output),
    ]);
    expect(
      rollouts.map(({ messages }) => messages.flatMap((m) => m.tool_calls ?? []).map((call) => call.function.name)),
    ).toEqual(calls);
  });

  it('finds the question of every rollout, and the text the policy ended with', async () => {
    for (const name of ['google_search', 'hotpotqa_qa', 'simpleqa']) {
      const path = `nemo-gym/${name}.example_rollouts.jsonl`;
      const rows = readPlainly(path);
      const { events } = await importBytes({ path, bytes: readRealFile(path) });
      const rollouts = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
      expect(rollouts.map(({ question }) => question)).toEqual(
        rows.map((row) => row.question ?? row.responses_create_params.input),
      );
      expect(rollouts.map(({ messages }) => messages.at(-1)?.content)).toEqual(
        rows.map((row) => row.response.output.at(-1).content[0].text),
      );
    }
  });
});
