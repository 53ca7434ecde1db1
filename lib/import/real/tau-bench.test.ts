import { describe, expect, it } from 'vitest';
import { importBytes } from '@/lib/import/testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

const PATH = 'tau-bench/gpt-4o-airline.json';

describe.skipIf(!hasRealData)(`tau-bench${REAL_DATA_NOTE}`, () => {
  it('reads 50 tasks of 4 trials as a plain reader of the JSON does', async () => {
    const bytes = readRealFile(PATH);
    const rows = JSON.parse(bytes.toString('utf8'));
    const { events } = await importBytes({ path: PATH, bytes });
    const rollouts = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
    expect(events).toHaveLength(200);
    expect(rollouts).toHaveLength(rows.length);
    expect(rollouts.map(({ groupKey }) => groupKey)).toEqual(rows.map((row: { task_id: number }) => `${row.task_id}`));
    expect(new Set(rollouts.map(({ groupKey }) => groupKey)).size).toBe(50);
    expect(rollouts.map(({ rolloutIndex }) => rolloutIndex)).toEqual(rows.map((row: { trial: number }) => row.trial));
    expect(rollouts.map(({ score }) => score)).toEqual(rows.map((row: { reward: number }) => row.reward));
    expect(rollouts.filter(({ score }) => score === 1)).toHaveLength(84);
    const questions = rows.map((row: { info: { task: { instruction: string } } }) => row.info.task.instruction);
    expect(rollouts.map(({ question }) => question)).toEqual(questions);
    expect(new Set(questions).size).toBe(50);
  });

  it('keeps every message and every tool call', async () => {
    const bytes = readRealFile(PATH);
    interface PlainMessage {
      role: string;
      content: string | null;
      tool_calls?: { id: string; function: { name: string; arguments: string } }[];
    }
    const rows: { traj: PlainMessage[] }[] = JSON.parse(bytes.toString('utf8'));
    const { events } = await importBytes({ path: PATH, bytes });
    const messages = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout.messages] : []));
    expect(messages.map((list) => list.map(({ role, content }) => [role, content]))).toEqual(
      rows.map(({ traj }) => traj.map(({ role, content }) => [role, content ?? ''])),
    );
    const calls = messages.flat().flatMap(({ tool_calls: made }) => made ?? []);
    const plain = rows.flatMap(({ traj }) => traj.flatMap(({ tool_calls: made }) => made ?? []));
    expect(calls.map((call) => [call.id, call.function.name, call.function.arguments])).toEqual(
      plain.map((call) => [call.id, call.function.name, call.function.arguments]),
    );
    expect(calls).toHaveLength(1164);
  });
});
