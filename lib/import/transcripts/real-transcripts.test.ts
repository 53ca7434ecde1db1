import { describe, expect, it } from 'vitest';
import { readTranscript } from '@/lib/core/rollout/transcript';
import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import { hasRealData, REAL_DATA_NOTE, readRealFile } from '@/lib/import/testing/real-data';
import { normaliseReactMessages } from './react-text';
import { messagesFromResponses } from './responses-items';
import { messagesFromPromptAndOutput, messagesFromText } from './text-to-messages';

interface PlainMessage {
  readonly role: string;
  readonly content: string;
}

function readLines<Row>(path: string): readonly Row[] {
  const lines = readRealFile(path).toString('utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line): Row => JSON.parse(line));
}

function normalised(messages: readonly PlainMessage[]): readonly RolloutMessage[] {
  const result = normaliseMessages(
    messages.map((message) => ({ ...message })),
    'messages',
  );
  if (!result.ok) throw new Error(result.message);
  return result.messages;
}

function occurrences(texts: readonly string[], part: string): number {
  return texts.reduce((sum, text) => sum + text.split(part).length - 1, 0);
}

/** Spans without their white space, so that two ways to the same transcript can be compared. */
function outline(messages: readonly RolloutMessage[]): readonly string[] {
  return readTranscript(messages, 'auto').spans.map(({ turn, kind, text }) => `${turn} ${kind}: ${text.trim()}`);
}

function spansOf(rollouts: readonly (readonly RolloutMessage[])[], kind: string): number {
  const spans = rollouts.flatMap((messages) => readTranscript(messages, 'auto').spans);
  return spans.filter((span) => span.kind === kind).length;
}

describe.skipIf(!hasRealData)(`real transcripts${REAL_DATA_NOTE}`, () => {
  it('WebDancer: as many turns, thoughts, calls and answers as there are tags', () => {
    const rows = readLines<{ readonly messages: readonly PlainMessage[] }>('webdancer/sample_traj.jsonl');
    const rollouts = rows.map((row) => normalised(row.messages));
    const written = rows.flatMap((row) =>
      row.messages.filter(({ role }) => role === 'assistant').map(({ content }) => content),
    );
    expect(rollouts.reduce((sum, messages) => sum + readTranscript(messages, 'auto').turns, 0)).toBe(written.length);
    expect(written).toHaveLength(422);
    expect(spansOf(rollouts, 'thought')).toBe(occurrences(written, '<think>'));
    expect(spansOf(rollouts, 'query')).toBe(occurrences(written, '<tool_call>'));
    expect(spansOf(rollouts, 'observation')).toBe(occurrences(written, '<tool_call>'));
    expect(spansOf(rollouts, 'answer')).toBe(200);
  });

  it('WebDancer: the same transcript from one text with and without special tokens, whole and apart', () => {
    for (const { messages } of readLines<{ readonly messages: readonly PlainMessage[] }>(
      'webdancer/sample_traj.jsonl',
    )) {
      const expected = outline(normalised(messages));
      const text = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join('');
      const stripped = messages.map(({ role, content }) => `${role}\n${content}\n`).join('');
      expect(outline(messagesFromText(text))).toEqual(expected);
      expect(outline(messagesFromText(stripped))).toEqual(expected);
      const cut = stripped.indexOf('\nassistant\n') + '\nassistant\n'.length;
      expect(outline(messagesFromPromptAndOutput(stripped.slice(0, cut), stripped.slice(cut)))).toEqual(expected);
    }
  });

  it('FireAct: a turn for each assistant message, its first action the call', () => {
    const file: Readonly<Record<string, { readonly traj: readonly PlainMessage[] }>> = JSON.parse(
      readRealFile('fireact/gpt-3.5-turbo-ft.json').toString('utf8'),
    );
    const trajectories = Object.values(file).map(({ traj }) => traj);
    const rollouts = trajectories.map((traj) => normaliseReactMessages(normalised(traj)));
    const written = trajectories.flat().filter(({ role }) => role === 'assistant');
    const firstActions = written.map(({ content }) => content.slice(content.indexOf('\nAction: ') + 9));
    expect(rollouts.reduce((sum, messages) => sum + readTranscript(messages, 'auto').turns, 0)).toBe(written.length);
    expect(spansOf(rollouts, 'answer')).toBe(firstActions.filter((action) => action.startsWith('finish[')).length);
    expect(spansOf(rollouts, 'query')).toBe(firstActions.filter((action) => !action.startsWith('finish[')).length);
    const observed = trajectories.flat().filter(({ content }) => content.startsWith('Observation: '));
    expect(spansOf(rollouts, 'observation')).toBe(
      observed.filter(({ content }) => content.slice(13).trim() !== '').length,
    );
  });

  it.each(['google_search', 'hotpotqa_qa', 'simpleqa', 'tau2'])(
    'NeMo Gym %s: as many calls and texts as items',
    (name) => {
      type Item = { readonly type: string; readonly role?: string };
      type Row = {
        readonly responses_create_params: { readonly input: never };
        readonly response: { readonly output: readonly Item[] };
      };
      for (const { responses_create_params: asked, response } of readLines<Row>(
        `nemo-gym/${name}.example_rollouts.jsonl`,
      )) {
        const count = (type: string, role?: string): number =>
          response.output.filter((item) => item.type === type && item.role === role).length;
        const output: Parameters<typeof messagesFromResponses>[1] = JSON.parse(JSON.stringify(response.output));
        const messages = messagesFromResponses(asked.input, output);
        const answers = messagesFromResponses(null, output);
        expect(answers.flatMap((message) => message.tool_calls ?? [])).toHaveLength(count('function_call'));
        expect(answers.filter(({ role }) => role === 'tool')).toHaveLength(count('function_call_output'));
        expect(answers.filter(({ role, content }) => role === 'assistant' && content !== '')).toHaveLength(
          count('message', 'assistant'),
        );
        expect(messages.length).toBeGreaterThan(answers.length);
      }
    },
  );
});
