import { describe, expect, it } from 'vitest';
import { splitJson } from '@/lib/import/containers/json-records';
import { inChunks } from '@/lib/import/testing/byte-source';
import { describeQuestionSet, detectQuestionSet, readQuestionSet, type QuestionSetEvent } from './question-set';

async function read(lines: readonly unknown[], chunkBytes = 1 << 16): Promise<string[]> {
  const bytes = Buffer.from(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const events: QuestionSetEvent[] = [];
  const records = splitJson(inChunks(bytes, chunkBytes), { kind: 'lines' });
  for await (const event of readQuestionSet(records)) events.push(event);
  return events.map((event) =>
    event.kind === 'issue'
      ? `${event.line} ${event.code}: ${event.message}`
      : `${event.line} ${event.question.questionId ?? '-'} ${event.question.question} = ${event.question.answers.join('/')}`,
  );
}

const PROMPT = {
  data_source: 'rivers',
  prompt: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Which river leaves Lake Thun?' },
  ],
  reward_model: { ground_truth: 'Aare<|answer_split|>the Aare', style: 'rule' },
  extra_info: { index: 'rivers_7', split: 'test' },
};

const LINES = [
  { question: 'Which river?', answer: 'Aare', tag: 'x' },
  { id: 7, question: 'Nested?', answer: [['Aare', 'Aar'], 'Aare'] },
  PROMPT,
  { ...PROMPT, reward_model: { ground_truth: { target: ['Aare', 'Rhine'] } }, extra_info: { index: 3 } },
  { query_id: '5', query: 'How many?', golden_answers: [3] },
  { question: 'Without answer?', answer: null },
  { question: '', answer: 'Aare' },
  { question: 'Odd?', answer: { a: 1 } },
  { id: [1], question: 'Odd id?', answer: 'Aare' },
  '{"question": "cut',
];
const EXPECTED = [
  '1 - Which river? = Aare',
  '2 7 Nested? = Aare/Aar',
  '3 rivers_7 Which river leaves Lake Thun? = Aare/the Aare',
  '4 3 Which river leaves Lake Thun? = Aare/Rhine',
  '5 5 How many? = 3',
  '6 field_missing: the question has no gold answer',
  '7 field_missing: the record has no question',
  '8 field_wrong_type: answer is an object; expected a string or a list of strings',
  '9 field_wrong_type: id is a list; expected a string or a whole number below 2^53',
];

describe('readQuestionSet', () => {
  it.each([1 << 16, 64, 7, 1])('reads questions in chunks of %i bytes', async (chunkBytes) => {
    const events = await read(LINES, chunkBytes);
    expect(events.slice(0, -1)).toEqual(EXPECTED);
    expect(events.at(-1)).toMatch(/^10 line_truncated/);
  });
});

describe('detectQuestionSet', () => {
  it('knows questions and prompts', () => {
    expect(detectQuestionSet([{ question: 'q', answer: 'a' }])).toEqual({
      why: 'questions with answers and no rollouts',
    });
    expect(detectQuestionSet([PROMPT])).toEqual({ why: 'prompts with a reward_model and no responses' });
  });

  it.each([
    [{ question: 'q' }],
    [{ question: 'q', answer: 'a', messages: [] }],
    [{ question: 'q', answer: 'a', entities: [] }],
    [{ question: 'q', answer: 'a', supporting_facts: [] }],
    [{ prompt: 'p', completion: 'c', answer: 'a' }],
    [{ instruction: 'i', question: 'q', output: 'o', answer: 'a' }],
  ])('does not take %j for one', (record) => {
    expect(detectQuestionSet([{ question: 'q', answer: 'a' }, record])).toBeNull();
  });

  it('does not take nothing for one', () => {
    expect(detectQuestionSet([])).toBeNull();
  });
});

it('says how many there are', () => {
  expect(describeQuestionSet(3197)).toBe('questions without rollouts: 3,197 questions with gold answers');
  expect(describeQuestionSet(1)).toBe('questions without rollouts: 1 question with gold answers');
});
