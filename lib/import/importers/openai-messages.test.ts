import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { importBytes } from '@/lib/import/testing/import-bytes';
import { openaiMessages } from './openai-messages';

keepsFixtureLaw(openaiMessages);

const MESSAGES = [
  { role: 'user', content: 'Who?' },
  { role: 'assistant', content: 'Anna' },
];

async function firstRollout(record: object) {
  const { events } = await importBytes({ path: 'log.jsonl', bytes: Buffer.from(`${JSON.stringify(record)}\n`) });
  const [event] = events;
  return event?.kind === 'rollout' ? event.rollout : null;
}

it('reads messages kept as JSON text beside a question', async () => {
  const rollout = await firstRollout({ question: 'Who was it?', messages: JSON.stringify(MESSAGES) });
  expect(rollout).toMatchObject({ question: 'Who was it?', messages: MESSAGES });
});

it('takes an answer for the gold answer where it stands alone, and for the prediction beside one', async () => {
  expect(await firstRollout({ messages: MESSAGES, answer: 'Anna' })).toMatchObject({
    answers: ['Anna'],
    prediction: null,
  });
  expect(await firstRollout({ messages: MESSAGES, answer: 'Ann', ground_truth: 'Anna' })).toMatchObject({
    answers: ['Anna'],
    prediction: 'Ann',
  });
});

it('guesses no outcome where nothing says one', async () => {
  expect(await firstRollout({ messages: MESSAGES, id: 'row-7', score: 'good' })).toMatchObject({
    questionId: null,
    answers: [],
    correct: null,
    correctnessMetric: null,
    score: null,
    metadata: { id: 'row-7', score: 'good' },
  });
});
