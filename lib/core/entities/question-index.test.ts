import { describe, expect, test } from 'vitest';

import { QuestionIndex, type EntitySetEntry } from './question-index';
import { questionKey } from './question-key';

function entry(setId: string, questionId: string | null, question: string | null): EntitySetEntry {
  return {
    setId,
    questionId,
    textKey: question === null ? null : questionKey(question),
    entities: [{ name: `${setId} ${questionId ?? ''}`, aliases: [] }],
  };
}

const LONG = 'Which expedition led to the first International Polar Year?';

describe('QuestionIndex', () => {
  test('joins by id where both sides have one', () => {
    const index = new QuestionIndex([entry('set', 'q1', null), entry('set', 'q2', null)]);
    expect(index.join({ questionId: 'q2', question: null })).toMatchObject({ kind: 'joined', by: 'id' });
    expect(index.join({ questionId: 'q3', question: null })).toEqual({ kind: 'unjoined' });
  });

  test('joins by normalised text: case, white space and a trailing question mark do not matter', () => {
    const index = new QuestionIndex([entry('set', null, LONG)]);
    const asked = { questionId: '17', question: ` which expedition led to THE first\nInternational Polar Year ?` };
    expect(index.join(asked)).toMatchObject({ kind: 'joined', by: 'text' });
  });

  test('an equal id with a text that contradicts it is a coincidence', () => {
    const index = new QuestionIndex([entry('set', '0', LONG)]);
    expect(index.join({ questionId: '0', question: 'What does Utsuro-bune mean in Japanese?' })).toEqual({
      kind: 'unjoined',
    });
  });

  test('an equal id holds where a prompt template wraps the question', () => {
    const index = new QuestionIndex([entry('set', '0', 'Who?')]);
    expect(index.join({ questionId: '0', question: 'Answer in one word. Who?' })).toMatchObject({ by: 'id' });
  });

  test('joins a wrapped question by text where exactly one gold question stands in it', () => {
    const index = new QuestionIndex([
      entry('set', null, LONG),
      entry('set', null, `${LONG} And who paid for it then?`),
    ]);
    const wrapped = `Use the tools. Question: ${LONG} Think first.`;
    expect(index.join({ questionId: null, question: wrapped })).toMatchObject({ kind: 'joined', by: 'substring' });
    const both = `1. ${LONG} 2. Which river flows through the largest city of Austria?`;
    const two = new QuestionIndex([
      entry('set', null, LONG),
      entry('set', null, 'Which river flows through the largest city of Austria?'),
    ]);
    expect(two.join({ questionId: null, question: both })).toEqual({ kind: 'ambiguous', candidates: 2 });
  });

  test('of two sets the first given wins', () => {
    const index = new QuestionIndex([entry('newer', 'q1', LONG), entry('older', 'q1', LONG)]);
    expect(index.join({ questionId: 'q1', question: LONG })).toMatchObject({ entry: { setId: 'newer' } });
  });

  test('without sets nothing joins', () => {
    expect(new QuestionIndex([]).join({ questionId: 'q1', question: LONG })).toEqual({ kind: 'unjoined' });
  });
});
