import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '@/lib/import/testing/rollout-invariants';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';
import { MAPPED_FIELDS, type ColumnMapping } from './column-mapping';
import { readMappedRecord } from './mapped-record';

function read(record: JsonObject, mapping: ColumnMapping): ImportedRollout {
  const outcome = readMappedRecord(record, mapping);
  if (outcome.kind !== 'rollout') throw new Error(outcome.kind === 'issue' ? outcome.message : outcome.kind);
  return outcome.rollout;
}

describe('readMappedRecord', () => {
  it('reads what is mapped and keeps the rest as metadata', () => {
    const record = {
      q: 'Who painted the ceiling?',
      info: { gold: ['Ann', 'Anna'], level: 'hard' },
      guess: 'Ann',
      judged: 'CORRECT',
      it: 12,
      who: 3,
      names: 'Ann; The ceiling',
      note: 'kept',
    };
    const mapping = {
      question: 'q',
      answer: 'info.gold',
      prediction: 'guess',
      correct: 'judged',
      step: 'it',
      rollout: 'who',
      entities: 'names',
    };
    expect(read(record, mapping)).toMatchObject({
      question: 'Who painted the ceiling?',
      answers: ['Ann', 'Anna'],
      prediction: 'Ann',
      correct: true,
      step: 12,
      rolloutIndex: 3,
      entities: [{ name: 'Ann' }, { name: 'The ceiling' }],
      messages: [],
      metadata: { info: { gold: ['Ann', 'Anna'], level: 'hard' }, note: 'kept' },
    });
  });

  it('reads tables of text', () => {
    const mapping = { answer: 'a', correct: 'c', score: 's', step: 't', reward: 'r', group: 'g' };
    const record = { a: "['Ann', 'Anna']", c: 'no', s: '0.25', t: '7', r: 'NaN', g: ' ' };
    expect(read(record, mapping)).toMatchObject({
      answers: ['Ann', 'Anna'],
      correct: false,
      score: 0.25,
      step: 7,
      rewardLogged: null,
      groupKey: null,
    });
    expect(read({ a: '["x", "y"]', c: '0.4' }, mapping)).toMatchObject({
      answers: ['x', 'y'],
      correct: null,
      correctnessMetric: { name: 'c', value: 0.4 },
    });
  });

  it('names every column that cannot be what it is said to be', () => {
    const outcome = readMappedRecord(
      { s: 'high', t: 1.5, c: 'perhaps', m: 7 },
      { score: 's', step: 't', correct: 'c', messages: 'm' },
    );
    expect(outcome).toMatchObject({ kind: 'issue', code: 'field_wrong_type' });
    const message = outcome.kind === 'issue' ? outcome.message : '';
    for (const part of ['s is "high"', 't is a number', 'c is "perhaps"', 'm is a number'])
      expect(message).toContain(part);
  });

  it('reads messages as a list, as JSON text, as ShareGPT, and running text', () => {
    const messages = [
      { role: 'user', content: 'Question: Who?' },
      { role: 'assistant', content: '<answer>Ann</answer>' },
    ];
    for (const value of [messages, JSON.stringify(messages)]) {
      expect(read({ m: value }, { messages: 'm' })).toMatchObject({ question: 'Who?', messages, rawText: null });
    }
    const shared = [
      { from: 'human', value: 'Who?' },
      { from: 'gpt', value: 'Ann' },
    ];
    expect(read({ m: shared }, { messages: 'm' }).messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    const text = '<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\nAnn<|im_end|>';
    expect(read({ m: text }, { text: 'm' })).toMatchObject({ question: 'Who?', rawText: text });
    expect(
      read({ p: 'Who?', o: '<search>x</search><information>y</information>Ann' }, { prompt: 'p', text: 'o' }),
    ).toMatchObject({
      question: 'Who?',
      messages: [{ role: 'user' }, { role: 'assistant' }, { role: 'tool' }, { role: 'assistant' }],
    });
    expect(read({ p: messages.slice(0, 1), o: messages.slice(1) }, { prompt: 'p', text: 'o' }).messages).toEqual(
      messages,
    );
  });

  it('makes a rollout or an issue of any record under any mapping', () => {
    const anyMapping = fc.dictionary(fc.constantFrom(...MAPPED_FIELDS), fc.constantFrom('a', 'b', 'a.b', 'c'));
    const anyRecord = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'a.b'), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(anyRecord, anyMapping, (record, mapping) => {
        const outcome = readMappedRecord(JSON.parse(JSON.stringify(record)), mapping);
        const broken = brokenInvariants([{ ...outcome, line: 1 }]);
        expect(broken.filter((text) => !text.includes('neither question nor id'))).toEqual([]);
      }),
    );
  });
});
