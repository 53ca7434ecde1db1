import { describe, expect, it } from 'vitest';
import { detectBytes, importBytes } from '@/lib/import/testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

interface PlainRecord {
  em: boolean;
  gt: string;
  pred: string;
  traj: { role: string; content: string }[];
}

describe.skipIf(!hasRealData)(`FireAct${REAL_DATA_NOTE}`, () => {
  it('reads the run of 465 questions as a plain reader of the JSON does', async () => {
    const path = 'fireact/gpt-3.5-turbo-ft.json';
    const bytes = readRealFile(path);
    const { events } = await importBytes({ path, bytes });
    // Keys are numbers, which a parsed object would sort: the order of the file comes from its text.
    const keys = [...bytes.toString('utf8').matchAll(/^ {2,4}"(\d+)": \{/gm)].map((match) => match[1] ?? '');
    const byKey: Record<string, PlainRecord> = JSON.parse(bytes.toString('utf8'));
    const records = keys.flatMap((key) => byKey[key] ?? []);
    const rollouts = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
    expect(records).toHaveLength(465);
    expect(events).toHaveLength(465);
    expect(rollouts.map(({ questionId }) => questionId)).toEqual(keys);
    expect(rollouts.map(({ question }) => question)).toEqual(records.map(({ traj }) => traj[0]?.content.trim()));
    expect(rollouts.map(({ answers }) => answers)).toEqual(records.map(({ gt }) => [gt]));
    expect(rollouts.map(({ correct }) => correct)).toEqual(records.map(({ em }) => em));
    expect(rollouts.filter(({ correct }) => correct === true)).toHaveLength(200);
    expect(rollouts.map(({ prediction }) => prediction ?? '')).toEqual(records.map(({ pred }) => pred));
    expect(rollouts.map(({ messages }) => messages.length)).toEqual(records.map(({ traj }) => traj.length));
  });

  it('reads thoughts, searches and answers out of the text of the turns', async () => {
    const path = 'fireact/gpt-3.5-turbo-ft.json';
    const bytes = readRealFile(path);
    const { events } = await importBytes({ path, bytes });
    const messages = events.flatMap((event) => (event.kind === 'rollout' ? event.rollout.messages : []));
    const byKey: Record<string, PlainRecord> = JSON.parse(bytes.toString('utf8'));
    const said = Object.values(byKey).flatMap(({ traj }) => traj.filter(({ role }) => role === 'assistant'));
    const called = (name: string): number =>
      messages.flatMap(({ tool_calls: calls }) => calls ?? []).filter((call) => call.function.name === name).length;
    const firstActions = said.flatMap(({ content }) => {
      const line = content.split('\n').find((text) => text.startsWith('Action: ')) ?? '';
      // Three actions have text behind their bracket: the action is what stands before it.
      return /^Action: (\w+)\[.*\]/.exec(line)?.[1] ?? [];
    });
    expect(called('search')).toBe(firstActions.filter((name) => name === 'search').length);
    expect(called('finish')).toBe(firstActions.filter((name) => name === 'finish').length);
    expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(1241);
    expect(messages.filter(({ reasoning_content: thought }) => thought !== undefined)).toHaveLength(1241);
  });

  it('refuses the fine-tuning set beside it', async () => {
    const path = 'fireact/alpaca-not-rollouts.json';
    const detection = await detectBytes({ path, bytes: readRealFile(path) });
    expect(detection).toMatchObject({ kind: 'refused', code: 'fine_tuning_set' });
  });
});
