import { describe, expect, it } from 'vitest';
import { importBytes } from '@/lib/import/testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';
import type { ImportEvent } from '@/lib/import/importer';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';

const PATH = 'reflexion/100_questions_7_trials.txt';

async function importReal(): Promise<readonly ImportEvent[]> {
  return (await importBytes({ path: PATH, bytes: readRealFile(PATH) })).events;
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

describe.skipIf(!hasRealData)(`real Reflexion log${REAL_DATA_NOTE}`, () => {
  it('reads the Reflexion log: every distinct attempt once, every other block as a reprint', async () => {
    const plain = readReflexionPlainly(readRealFile(PATH).toString('utf8'));
    const events = await importReal();
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
    const rollouts = rolloutsOf(await importReal());
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
    const plain = readReflexionPlainly(readRealFile(PATH).toString('utf8'));
    const plainWrong = [...(plain.bySection.get('INCORRECT') ?? [])];
    const plainBoth = plainWrong.filter((attempt) => {
      const [question = '', ...turns] = attempt.split('\n');
      return namesBoth(question, turns.join('\n'));
    });
    expect([both.length, wrong.length]).toEqual([plainBoth.length, plainWrong.length]);
    expect(both.length / wrong.length).toBeGreaterThan(0.45);
  });
});
