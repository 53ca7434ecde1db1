import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, suggestMapping, valueAt } from './column-values';

describe('valueAt', () => {
  it.each([
    [{ a: 1 }, 'a', 1],
    [{ info: { gold: 'x' } }, 'info.gold', 'x'],
    [{ 'info.gold': 'y', info: { gold: 'x' } }, 'info.gold', 'y'],
    [{ a: { 'b.c': 1 } }, 'a.b.c', 1],
    [{ 'a.b': { c: 2 } }, 'a.b.c', 2],
    [{ a: [1] }, 'a.0', undefined],
    [{ a: null }, 'a.b', undefined],
    [{}, 'constructor', undefined],
    [{ a: {} }, 'a.__proto__.x', undefined],
  ])('%j at %s is %j', (record, path, value) => {
    expect(valueAt(record, path)).toEqual(value);
  });

  it('finds every key of any object, dots or not', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), (record) => {
        for (const [key, value] of Object.entries(record)) expect(valueAt(record, key)).toBe(value);
      }),
    );
  });
});

describe('columnsOf', () => {
  it('lists columns two levels deep with kind, example and how many have one', () => {
    const columns = columnsOf([
      { question: 'Who?\nWhen?', info: { gold: ['a', 'b'], deep: { deeper: { no: 1 } } }, score: null },
      { question: 'Where?', score: 0.5, extra: true },
      { question: 7 },
    ]);
    expect(columns).toEqual([
      { path: 'question', kind: 'mixed', example: 'Who? When?', filled: 3 },
      { path: 'info', kind: 'object', example: '{"gold":"(a list)","deep":"(an object)"}', filled: 1 },
      { path: 'info.gold', kind: 'list', example: '["a","b"]', filled: 1 },
      { path: 'info.deep', kind: 'object', example: '{"deeper":"(an object)"}', filled: 1 },
      { path: 'score', kind: 'number', example: '0.5', filled: 1 },
      { path: 'extra', kind: 'boolean', example: 'true', filled: 1 },
    ]);
  });

  it('cuts examples at 80 characters and the table at 200 columns', () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`c${index}`, 'x'.repeat(1000)]));
    const columns = columnsOf([wide]);
    expect(columns).toHaveLength(200);
    expect(columns[0]?.example).toBe(`${'x'.repeat(79)}…`);
  });

  it('is made for any records', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (records) => {
        for (const column of columnsOf(JSON.parse(JSON.stringify(records)))) {
          expect(column.example.length).toBeLessThanOrEqual(80);
          expect(column.example).not.toContain('\n');
        }
      }),
    );
  });
});

describe('suggestMapping', () => {
  it('takes usual names whose values fit', () => {
    const record = {
      id: 4,
      query: 'Who?',
      info: { gold: ['x'] },
      model_answer: 'y',
      em: 0,
      history: [{ role: 'user', content: 'Who?' }],
      prompt: 'Who?',
      global_step: 12,
      reward: 0.1,
    };
    expect(suggestMapping([record])).toEqual({
      questionId: 'id',
      question: 'query',
      answer: 'info.gold',
      prediction: 'model_answer',
      correct: 'em',
      messages: 'history',
      step: 'global_step',
      reward: 'reward',
    });
  });

  it('leaves out an id that changes where the question does not', () => {
    const [first, second] = [
      { id: 1, question: 'Who?', ground_truth: 'a', answer: 'b' },
      { id: 2, question: 'Who?', ground_truth: 'a', answer: 'c' },
    ];
    expect(suggestMapping([first, second])).toEqual({
      question: 'question',
      answer: 'ground_truth',
      prediction: 'answer',
    });
    expect(suggestMapping([first, { ...second, question: 'When?' }])).toMatchObject({ questionId: 'id' });
  });

  it('takes prompt and output where there are no messages, and uses no column twice', () => {
    expect(suggestMapping([{ input: 'p', output: 't', history: ['not', 'messages'], answer: 'a' }])).toEqual({
      answer: 'answer',
      prompt: 'input',
      text: 'output',
    });
    expect(suggestMapping([{ completion: 'text', step: 'twelve' }])).toEqual({ text: 'completion' });
    expect(suggestMapping([])).toEqual({});
  });
});
