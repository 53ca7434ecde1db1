import { describe, expect, it } from 'vitest';
import { withMcpCalls } from '@/lib/import/fields/mcp-tool-text';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { miroflow } from './miroflow';

keepsFixtureLaw(miroflow);

describe('a MiroFlow task log', () => {
  const name = (retry: number, time: string): string =>
    `logs/gaia/task_q_1_attempt-2_format-retry-${retry}_${time}.json`;
  const rank = (path: string): number => miroflow.place?.(path).version?.rank ?? -1;

  it('says task and attempt in its name', () => {
    expect(miroflow.place?.(name(0, '2026-03-01-10-00-00'))).toMatchObject({
      run: 'logs/gaia',
      questionId: 'q_1',
      rolloutIndex: 2,
      version: { of: 'logs/gaia/q_1/2' },
    });
    expect(miroflow.place?.('logs/task_example.json')).toMatchObject({ run: 'logs', version: null });
  });

  it('counts in its last retry only, and of that in its last file', () => {
    const first = rank(name(0, '2026-03-01-10-00-00'));
    const later = rank(name(0, '2026-03-01-11-00-00'));
    const retried = rank(name(1, '2026-03-01-10-30-00'));
    expect([retried, first, later].toSorted((a, b) => a - b)).toEqual([first, later, retried]);
    expect(Number.isSafeInteger(rank(name(500, '9999-12-31-23-59-59')))).toBe(true);
  });

  it('has the results of its benchmark refused with what to drop instead', async () => {
    const line = { task_id: 'q', task_question: 'Who?', attempts: [], k_value: 3, model_boxed_answer: 'Ada' };
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    expect(await detectBytes({ path: 'benchmark_results.jsonl', bytes })).toMatchObject({ code: 'no_text_in_log' });
  });
});

describe('withMcpCalls', () => {
  const call = (tool: string, text: string): string =>
    `<use_mcp_tool>\n<server_name>web</server_name>\n<tool_name>${tool}</tool_name>\n<arguments>\n${text}\n</arguments>\n</use_mcp_tool>`;

  it('reads several calls of one message and the result behind them', () => {
    const content = `First.\n${call('search', '{"q": 1}')}\n${call('read', '{"u": 2}')}`;
    expect(
      withMcpCalls([
        { role: 'assistant', content },
        { role: 'user', content: 'found' },
      ]),
    ).toEqual([
      {
        role: 'assistant',
        content: 'First.',
        tool_calls: [
          { type: 'function', function: { name: 'web-search', arguments: '{"q": 1}' } },
          { type: 'function', function: { name: 'web-read', arguments: '{"u": 2}' } },
        ],
      },
      { role: 'tool', content: 'found' },
    ]);
  });

  it('keeps what there is of a call that was cut off', () => {
    const [message] = withMcpCalls([{ role: 'assistant', content: call('search', '{"q": "a').slice(0, -40) }]);
    expect(message?.tool_calls?.[0]?.function).toMatchObject({ name: 'web-search' });
  });

  it('leaves thoughts about the format and users who were not asked alone', () => {
    const messages = [
      { role: 'user', content: 'Who?' } as const,
      { role: 'assistant', content: '<think>I could <use_mcp_tool> now.</think>Ada.' } as const,
      { role: 'user', content: 'Summarise.' } as const,
    ];
    expect(withMcpCalls(messages)).toEqual(messages);
  });
});
