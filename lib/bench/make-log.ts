import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

import { seededGenerator } from '@/lib/core/statistics/random-generator';

export interface LogShape {
  readonly questions: number;
  readonly groupSize: number;
  readonly steps: number;
  /** Searches of a rollout on average, 1 to twice as many less one: with the default text sizes 7 make about 20 KB. */
  readonly turns: number;
  /** Words of a page the rollout reads; the default makes about 2 KB. */
  readonly pageWords?: number;
  /** Share of the rollouts that end because their context was full, in [0, 1]. */
  readonly overlengthShare?: number;
  /** Gold entities of each question; 3 to 6 where it is not said. */
  readonly entities?: number;
  readonly seed: number;
}

type Random = () => number;

const SYLLABLES = ['ka', 'lor', 'min', 'tas', 've', 'ran', 'sol', 'pe', 'dar', 'quin', 'ul', 'ith', 'om', 'bra', 'sen'];
const WORD_COUNT = 6_000;
const THOUGHT_WORDS = 50;
const QUERY_WORDS = 6;
const PAGE_WORDS = 240;
const OVERLENGTH_SHARE = 0.04;

/**
 * Writes a canonical log as a trainer would: groups of rollouts over several steps, thoughts, searches and pages of text
 * with Zipf-distributed words, typographic quotes and accents in a third of the pages, entities that are found now and
 * then. Answers the bytes written. The same shape gives the same bytes.
 */
export async function makeLog(file: string, shape: LogShape, maxBytes = Number.POSITIVE_INFINITY): Promise<number> {
  const out = createWriteStream(file, { highWaterMark: 1 << 20 });
  let bytes = 0;
  for (const line of logLines(shape)) {
    if (bytes >= maxBytes) break;
    bytes += Buffer.byteLength(line);
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return bytes;
}

function* logLines(shape: LogShape): Generator<string> {
  const generator = seededGenerator(shape.seed);
  const random = (): number => generator.nextUint32() / 2 ** 32;
  const words = makeWords(random);
  for (let group = 0; group < shape.steps * shape.questions; group += 1) {
    const step = Math.floor(group / shape.questions);
    const question = group % shape.questions;
    const entities = entitiesOf(question, words, shape.entities ?? 3 + (question % 4));
    for (let rollout = 0; rollout < shape.groupSize; rollout += 1) {
      yield `${JSON.stringify(makeRollout({ question, step, rollout, entities, shape, random, words }))}\n`;
    }
  }
}

interface RolloutSeed {
  readonly question: number;
  readonly step: number;
  readonly rollout: number;
  readonly entities: readonly string[];
  readonly shape: LogShape;
  readonly random: Random;
  readonly words: readonly string[];
}

function makeRollout(seed: RolloutSeed): object {
  const { random, words, entities, question } = seed;
  const skill = 0.25 + 0.5 * random();
  const messages: object[] = [
    { role: 'system', content: 'Answer the question. Search for what you need, then answer between answer tags.' },
    { role: 'user', content: questionText(question, words) },
  ];
  const searches = 1 + Math.floor(random() * (2 * seed.shape.turns - 1));
  for (let turn = 0; turn < searches; turn += 1) {
    const found = random() < skill ? entities[Math.floor(random() * entities.length)] : undefined;
    const seen = random() < 0.6 ? entities[Math.floor(random() * entities.length)] : undefined;
    messages.push(
      {
        role: 'assistant',
        reasoning_content: prose(random, words, THOUGHT_WORDS, found),
        content: '',
        tool_calls: [
          {
            id: `c${turn}`,
            type: 'function',
            function: {
              name: 'search',
              arguments: JSON.stringify({ query: prose(random, words, QUERY_WORDS, found) }),
            },
          },
        ],
      },
      { role: 'tool', tool_call_id: `c${turn}`, content: page(seed, seen) },
    );
  }
  const correct = random() < skill;
  const answer = correct ? answerOf(question) : `Answer ${Math.floor(random() * 1e6)}`;
  messages.push({
    role: 'assistant',
    reasoning_content: prose(random, words, 30),
    content: `<answer>${answer}</answer>`,
  });
  return {
    question_id: `q${question}`,
    question: questionText(question, words),
    answer: [answerOf(question)],
    entities,
    step: seed.step,
    rollout: seed.rollout,
    messages,
    prediction: answer,
    correct,
    reward: correct ? 1 : 0,
    termination: random() < (seed.shape.overlengthShare ?? OVERLENGTH_SHARE) ? 'context_exceeded' : 'answer',
    tokens: { prompt: 900, completion: 1_500 + Math.floor(random() * 2_000) },
    duration_s: Math.round(random() * 600) / 10,
  };
}

function makeWords(random: Random): readonly string[] {
  return Array.from({ length: WORD_COUNT }, () => {
    const syllables = 1 + Math.floor(random() * 3);
    let word = '';
    for (let at = 0; at <= syllables; at += 1) word += SYLLABLES[Math.floor(random() * SYLLABLES.length)];
    return word;
  });
}

/** Frequent words come first in the list, as in any language. */
function zipfWord(random: Random, words: readonly string[]): string {
  return words[Math.floor(words.length * random() ** 3)] ?? 'word';
}

function prose(random: Random, words: readonly string[], length: number, mention?: string): string {
  const parts: string[] = [];
  const at = Math.floor(random() * length);
  for (let word = 0; word < length; word += 1) {
    if (word === at && mention !== undefined) parts.push(mention);
    parts.push(word % 12 === 11 ? `${zipfWord(random, words)}.` : zipfWord(random, words));
  }
  return parts.join(' ');
}

function page({ random, words, shape }: RolloutSeed, mention?: string): string {
  const text = prose(random, words, shape.pageWords ?? PAGE_WORDS, mention);
  return random() < 0.33 ? `“${text.replaceAll('ve ', 'vé ')}” — Founder’s page` : text;
}

function questionText(question: number, words: readonly string[]): string {
  return `Which ${words[question % words.length]} of ${words[(question * 7) % words.length]} is number ${question}?`;
}

function answerOf(question: number): string {
  return `Karl Weyprecht ${question}`;
}

function entitiesOf(question: number, words: readonly string[], count: number): readonly string[] {
  const name = (offset: number): string => {
    const word = words[(question * 31 + offset * 97) % words.length] ?? 'name';
    return word.charAt(0).toUpperCase() + word.slice(1);
  };
  return Array.from({ length: count }, (_, at) => `${name(at)} ${name(at + 10)}`);
}
