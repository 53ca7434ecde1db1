import { describe, expect, it } from 'vitest';
import { importBytes } from '@/lib/import/testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

const PATH = 'webdancer/sample_traj.jsonl';

/** A reader that shares nothing with the importer: plain JSON, the question behind the prompt's one `User:`. */
function readPlainly(): { question: string; answer: string; calls: number; last: string }[] {
  const lines = readRealFile(PATH).toString('utf8').trim().split('\n');
  return lines.map((line) => {
    const row = JSON.parse(line);
    const said: string[] = row.messages
      .filter((m: { role: string }) => m.role === 'assistant')
      .map((m: { content: string }) => m.content);
    return {
      question: row.messages[1].content.split('User:')[1].trim(),
      answer: row.answer[0][0],
      calls: said.join('\n').split('<tool_call>').length - 1,
      last: said.at(-1) ?? '',
    };
  });
}

describe.skipIf(!hasRealData)(`real WebDancer samples${REAL_DATA_NOTE}`, () => {
  it('gives every transcript with its question, gold answer, prediction and calls', async () => {
    const plain = readPlainly();
    const { events } = await importBytes({ path: PATH, bytes: readRealFile(PATH) });
    const rollouts = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
    expect([events.length, rollouts.length]).toEqual([200, 200]);
    expect(rollouts.map(({ question }) => question)).toEqual(plain.map(({ question }) => question));
    expect(rollouts.map(({ answers }) => answers)).toEqual(plain.map(({ answer }) => [answer]));
    const calls = rollouts.map(({ messages }) => {
      const said = messages.filter(({ role }) => role === 'assistant').map(({ content }) => content);
      return said.join('\n').split('<tool_call>').length - 1;
    });
    expect(calls).toEqual(plain.map((row) => row.calls));
    for (const [index, { prediction }] of rollouts.entries()) {
      expect(plain[index]?.last).toContain(`<answer>\n${prediction ?? 'none'}\n</answer>`);
    }
    const byQuestion = Map.groupBy(rollouts, ({ question }) => question);
    expect([...byQuestion.values()].filter((group) => group.length === 2)).toHaveLength(27);
    expect(byQuestion.size).toBe(173);
  });
});
