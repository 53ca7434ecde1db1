import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

import { seededGenerator } from '@/lib/core/statistics/random-generator';

/** Runs over one set of questions, each a log of its own. */
export interface ComparedLogs {
  readonly runs: number;
  readonly questions: number;
  readonly groupSize: number;
}

const ENTITIES = 6;

/**
 * Writes the log of one of several runs over the same questions: short rollouts, of which some are right, some
 * near-misses and some errors. Questions differ in how hard they are, runs in how good; a later run is better.
 */
export async function writeComparedLog(
  file: string,
  run: number,
  { questions, groupSize, runs }: ComparedLogs,
): Promise<void> {
  const generator = seededGenerator(1000 + run);
  const random = (): number => generator.nextUint32() / 2 ** 32;
  const out = createWriteStream(file, { highWaterMark: 1 << 20 });
  for (let question = 0; question < questions; question += 1) {
    const chance = ((question * 0.618) % 1) * (0.7 + (0.3 * run) / runs);
    for (let rollout = 0; rollout < groupSize; rollout += 1) {
      const line = `${JSON.stringify(makeRollout(question, rollout, chance, random))}\n`;
      if (!out.write(line)) await once(out, 'drain');
    }
  }
  out.end();
  await finished(out);
}

function makeRollout(question: number, rollout: number, chance: number, random: () => number): object {
  const names = Array.from({ length: 3 + (question % (ENTITIES - 2)) }, (_, at) => `Entity ${question}-${at}`);
  const correct = random() < chance;
  const found = names.filter(() => random() < (correct ? 0.8 : 0.4));
  const calls = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, at) => [
    {
      role: 'assistant',
      reasoning_content: at === 0 ? `There may be ${found.join(', ')}.` : 'What else is there?',
      content: '',
      tool_calls: [{ id: `c${at}`, type: 'function', function: { name: 'search', arguments: '{"query":"next"}' } }],
    },
    { role: 'tool', tool_call_id: `c${at}`, content: 'A page.' },
  ]).flat();
  return {
    question_id: `q${question}`,
    question: `Which expedition has the number ${question}?`,
    entities: names,
    rollout,
    messages: [...calls, { role: 'assistant', reasoning_content: 'So.', content: '<answer>That.</answer>' }],
    correct,
    termination: random() < 0.03 ? 'context_exceeded' : random() < 0.03 ? 'format_error' : 'answer',
    tokens: { prompt: 900, completion: 1_000 + Math.floor(random() * 3_000) },
  };
}
