import { describe, expect, it } from 'vitest';
import { promptOf, questionFromMessages, questionFromPrompt } from './question-from-prompt';

const INSTRUCTION =
  'Answer the given question. Search with <search> query </search>, results stand between <information> and ' +
  '</information>. For example, <answer> Lima </answer>.';

describe('questionFromPrompt', () => {
  it.each([
    ['a text without marker', '  Who built the pier?\n', 'Who built the pier?'],
    ['a marker behind a sentence', `${INSTRUCTION} Question: Who built the pier?\n`, 'Who built the pier?'],
    ['a marker behind a tag', 'as in <answer> x </answer> Question: Who built the pier?', 'Who built the pier?'],
    ['a marker alone on its line', 'Think first.\n\nQuestion:\nWho built the pier?\n\n', 'Who built the pier?'],
    ['a heading', 'Search as often as you like.\n## Question\nWho built the pier?', 'Who built the pier?'],
    ['bold', '**Question**: Who built the pier?', 'Who built the pier?'],
    ['"Your question"', 'You are an agent.\nYour question: Who built the pier?', 'Who built the pier?'],
    ['tags', 'Read <question>Who built the pier?</question> and answer it.', 'Who built the pier?'],
    [
      'examples before it',
      'Question: Who sang?\nAnswer: Ines\n\nQuestion: Who built the pier?\nAnswer:',
      'Who built the pier?',
    ],
    [
      'the ASearcher template',
      'A talk between User and Assistant.\nUser: \n\nWho built the pier?\n\nThe language of your answer should align with the question. \n\nAssistant: \n<think>',
      'Who built the pier?',
    ],
    [
      'a question with the full stop of that template',
      'A talk.\nUser: \n\nName its builder. \n\nThe language of your answer should align with the question. \n\nAssistant: \n<think>',
      'Name its builder',
    ],
    ['that template on one line', 'A talk. User: Who built the pier?. Assistant: \n<think>', 'Who built the pier?'],
    [
      'a template without a full stop',
      'A talk.\nUser: \nName its builder.\n\nAssistant:\n<think>',
      'Name its builder.',
    ],
    ['tags an instruction talks about', 'It stands between <question> and </question>.\nQuestion: Who?', 'Who?'],
    ['an inline instruction', "Who built the pier? Let's think step by step.", 'Who built the pier?'],
    ['several lines', 'Question: Which one?\nA: the pier\nB: the mole', 'Which one?\nA: the pier\nB: the mole'],
    [
      'a Reflexion prompt',
      'Question: Who sang?You have attempted to answer following question before and failed.',
      'Who sang?',
    ],
    ['the word inside of a question', 'Who asked "what question: none"?', 'Who asked "what question: none"?'],
    ['a marker with nothing behind it', 'Who built the pier?\nQuestion:', 'Who built the pier?\nQuestion:'],
  ])('reads %s', (_, text, question) => {
    expect(questionFromPrompt(text)).toBe(question);
  });

  it.each(['', ' \n\t'])('finds none in %j', (text) => {
    expect(questionFromPrompt(text)).toBeNull();
  });

  it('takes linear time on hostile text', () => {
    const start = performance.now();
    for (const piece of ['\n', '. Question:', '<question>', 'Question: \nAnswer:', '\n \t'])
      questionFromPrompt(piece.repeat(100_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('questionFromMessages', () => {
  it('takes the last user message that says something', () => {
    const prompt = [
      { role: 'system', content: 'Question: not this' },
      { role: 'user', content: `${INSTRUCTION} Question: Who built the pier?` },
      { role: 'user', content: ' ' },
    ] as const;
    expect(questionFromMessages(prompt)).toBe('Who built the pier?');
    expect(questionFromMessages(prompt.slice(0, 1))).toBeNull();
  });
});

describe('promptOf', () => {
  it('ends before the first turn of the assistant', () => {
    const user = { role: 'user', content: 'q' } as const;
    const assistant = { role: 'assistant', content: 'a' } as const;
    expect(promptOf([user, assistant, user])).toEqual([user]);
    expect(promptOf([user])).toEqual([user]);
  });
});
