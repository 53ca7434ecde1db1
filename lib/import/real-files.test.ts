import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect';
import { headOf, importBytes } from './testing/byte-source';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from './testing/real-data';
import type { ImportEvent } from './importer';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';

async function importReal(path: string, companion?: string): Promise<ImportEvent[]> {
  const bytes = readRealFile(path);
  const detection = detectFormat(headOf(path, bytes), null);
  if (detection.kind !== 'importer') throw new Error(`${path}: ${detection.code}`);
  const companions = new Map(companion === undefined ? [] : [['metadata.json', readRealFile(companion)]]);
  return importBytes(detection.importer, { path, bytes, companions });
}

function rolloutsOf(events: readonly ImportEvent[]): ImportedRollout[] {
  return events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
}

/** A reader of the Reflexion log that shares nothing with the importer: whole text, split at section and question. */
function readReflexionPlainly(text: string): {
  blocks: number;
  bySection: Map<string, Set<string>>;
  questions: Set<string>;
} {
  const bySection = new Map<string, Set<string>>();
  const questions = new Set<string>();
  let blocks = 0;
  const sections = text.split(/-+ BEGIN (CORRECT|INCORRECT|HALTED) AGENTS -+\n/);
  for (let index = 1; index < sections.length; index += 2) {
    const attempts = bySection.get(sections[index] ?? '') ?? new Set();
    bySection.set(sections[index] ?? '', attempts);
    for (const block of (sections[index + 1] ?? '').split(/^Question:/m).slice(1)) {
      blocks += 1;
      const { question, turns } = readReflexionBlockPlainly(block);
      questions.add(question);
      if (turns !== undefined) attempts.add(`${question}\n${turns.trim()}`);
    }
  }
  return { blocks, bySection, questions };
}

/** One block behind its `Question:`; `turns` is undefined where the agent did not get to think. */
function readReflexionBlockPlainly(block: string): { question: string; turns: string | undefined } {
  const [questionPart = '', turns] = block.split(/\n####/)[0]?.split(/\nThought 1:/) ?? [];
  const question = questionPart.split('You have attempted')[0]?.split('\nCorrect answer:')[0]?.trim() ?? '';
  return { question, turns };
}

describe.skipIf(!hasRealData)(`real files${REAL_DATA_NOTE}`, () => {
  it('reads the Reflexion log: every distinct attempt once, every other block as a reprint', async () => {
    const path = 'reflexion/100_questions_7_trials.txt';
    const plain = readReflexionPlainly(readRealFile(path).toString('utf8'));
    const events = await importReal(path);
    const rollouts = rolloutsOf(events);
    expect(events.filter((event) => event.kind === 'issue')).toEqual([]);
    expect(plain.questions.size).toBe(100);
    expect(new Set(rollouts.map(({ question }) => question))).toEqual(plain.questions);
    const count = (section: string) => plain.bySection.get(section)?.size ?? 0;
    // Sum of the plain reader's distinct (question, turns): 53 solved, 250 wrong, 84 halted.
    expect([count('CORRECT'), count('INCORRECT'), count('HALTED')]).toEqual([53, 250, 84]);
    expect(rollouts.filter(({ correct }) => correct === true)).toHaveLength(53);
    expect(rollouts.filter(({ termination }) => termination === 'tool_budget_exceeded')).toHaveLength(84);
    expect(rollouts).toHaveLength(387);
    const reprints = events.filter((event) => event.kind === 'skipped' && event.code === 'reprint').length;
    expect(reprints).toBe(plain.blocks - 387);
    expect(new Set(rollouts.map(({ question, rolloutIndex }) => `${question} ${rolloutIndex}`)).size).toBe(387);
    expect(rollouts.every(({ answers, messages }) => answers.length === 1 && messages.length > 1)).toBe(true);
  });

  it('finds in the Reflexion log how many wrong attempts name both gold titles', async () => {
    const rollouts = rolloutsOf(await importReal('reflexion/100_questions_7_trials.txt'));
    const gold = new Map<string, string[]>();
    for (const line of readRealFile('reflexion/hotpotqa_gold_100.jsonl').toString('utf8').trim().split('\n')) {
      const row = JSON.parse(line);
      gold.set(row.question.replace(/\s+/g, ' ').trim(), [...new Set<string>(row.supporting_facts.title)]);
    }
    const namesBoth = (question: string, turns: string): boolean => {
      const titles = gold.get(question.replace(/\s+/g, ' ')) ?? [];
      return titles.length > 0 && titles.every((title) => turns.includes(title));
    };
    const wrong = rollouts.filter(({ termination, correct }) => correct === false && termination === 'answer');
    const both = wrong.filter(({ question, rawText }) =>
      namesBoth(question ?? '', rawText?.slice(rawText.indexOf('\nThought 1:')) ?? ''),
    );
    const plain = readReflexionPlainly(readRealFile('reflexion/100_questions_7_trials.txt').toString('utf8'));
    const plainWrong = [...(plain.bySection.get('INCORRECT') ?? [])];
    const plainBoth = plainWrong.filter((attempt) => {
      const [question = '', ...turns] = attempt.split('\n');
      return namesBoth(question, turns.join('\n'));
    });
    expect([both.length, wrong.length]).toEqual([plainBoth.length, plainWrong.length]);
    expect(both.length / wrong.length).toBeGreaterThan(0.45);
  });

  const models = ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano', 'gpt-5-mini', 'gpt-5-nano'];
  const folders = [
    ...models.map((model) => `wiki-search--${model}`),
    'wiki-search--qwen--qwen3-4b-instruct-2507',
    'wiki-search--willcb--qwen3-4b-wiki-search',
    'tool-test',
    'mcp-env-468ee950',
    'mcp-env-d6b4b7e4',
    'mcp-env-e7d60bf6',
    'mcp-env-fdac998f',
  ];
  it.each(folders)('reads every line of verifiers/%s', async (folder) => {
    const path = `verifiers/${folder}/results.jsonl`;
    const events = await importReal(path, `verifiers/${folder}/metadata.json`);
    const rows = readRealFile(path)
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const rollouts = rolloutsOf(events);
    expect(events).toHaveLength(rows.length);
    expect(rollouts).toHaveLength(rows.length);
    expect(rollouts.map(({ groupKey }) => groupKey)).toEqual(rows.map((row) => String(row.example_id ?? row.id)));
    expect(rollouts.map(({ rewardLogged }) => rewardLogged)).toEqual(rows.map((row) => row.reward));
    expect(rollouts.map(({ messages }) => messages.length)).toEqual(
      rows.map((row) => row.prompt.length + row.completion.length),
    );
    const judged = rows.map((row) => row.judge_reward_func ?? row.judge_reward ?? null);
    expect(rollouts.map(({ correct }) => correct)).toEqual(
      judged.map((value) => (value === null ? null : value === 1)),
    );
    const calls = rows.map((row) => row.completion.flatMap((m: { tool_calls: string[] | null }) => m.tool_calls ?? []));
    expect(
      rollouts.map(({ messages }) => messages.flatMap((m) => m.tool_calls ?? []).map((c) => c.function.name)),
    ).toEqual(calls.map((list) => list.map((call: string) => JSON.parse(call).function.name)));
  });

  it.each([
    ['fireact/alpaca-not-rollouts.json', 'fine_tuning_set'],
    ['fireact/gpt-3.5-turbo-ft.json', 'unknown_format'],
    ['gold/hotpotqa.json', 'is_entity_set'],
    ['reflexion/hotpotqa_gold_100.jsonl', 'is_entity_set'],
    ['verifiers/tool-test/metadata.json', 'companion_only'],
    ['verifiers/mcp-env-468ee950/metadata.json', 'companion_only'],
    ['tau-bench/gpt-4o-airline.json', 'unsupported_format'],
    ['nemo-gym/hotpotqa_qa.example_rollouts.jsonl', 'unsupported_format'],
    ['nemo-gym/tau2.example_rollouts.jsonl', 'unsupported_format'],
    ['inspect/2025-05-12T20-28-13-04-00_popularity.json', 'unsupported_format'],
    ['inspect/log_tool_call_error.json', 'unsupported_format'],
    ['inspect/log_formats.eval', 'zip_not_supported'],
    ['webdancer/sample_traj.jsonl', 'question_missing'],
    ['webdancer/sample_qa.jsonl', 'is_question_set'],
    ['igpo/verl-prompts.parquet', 'parquet_not_supported'],
    ['README.md', 'unknown_format'],
  ])('refuses %s as %s', (path, code) => {
    const result = detectFormat(headOf(path, readRealFile(path)), null);
    expect(result).toMatchObject({ kind: 'refused', code });
  });
});
