import { describe, expect, it } from 'vitest';
import { isExactMatch } from '@/lib/import/search-r1/exact-match';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes, importBytes } from '@/lib/import/testing/import-bytes';
import { searchR1 } from './search-r1';

keepsFixtureLaw(searchR1);

describe('search-r1', () => {
  it('says that groups cannot be rebuilt', () => {
    expect(searchR1.notices?.map(({ code }) => code)).toEqual(['samples_printed_only']);
  });

  it('reads samples between the lines of hundreds of other processes', async () => {
    const sample = (answer: number) =>
      [
        'Golden answers: [',
        ` '${answer}']`,
        `Extracted answer: ${answer}`,
        'Solution string: <|im_start|>user',
        `Question: What is ${answer}?<|im_end|>`,
        '<|im_start|>assistant',
        `<answer>${answer}</answer>`,
      ].map((line) => `(main_task pid=1) ${line}`);
    const lines = Array.from({ length: 300 }, (_, index) =>
      sample(index).flatMap((line) => [line, `(W pid=${index + 2}) busy`]),
    );
    const { events } = await importBytes({ path: 'x.log', bytes: Buffer.from(lines.flat().join('\n')) });
    expect(events).toHaveLength(300);
    expect(events[299]).toMatchObject({
      rollout: { question: 'What is 299?', answers: ['299'], prediction: '299', groupKey: 'sample 300' },
    });
  });

  it.each([
    'Golden answers: a\nExtracted answer: b',
    'He said: Golden answers: a, Extracted answer, Solution string: b',
  ])('leaves %j to others', async (text) => {
    const result = await detectBytes({ path: 'x.log', bytes: Buffer.from(text) });
    expect(result).not.toMatchObject({ importer: searchR1 });
  });
});

describe('isExactMatch', () => {
  it.each([
    ['The Norrby  Choir.', ['norrby choir'], true],
    ['a-b', ['ab'], true],
    ['Norrby', ['Norrby Choir'], false],
    ['x', [], false],
  ])('compares %j with %j', (prediction, answers, expected) => {
    expect(isExactMatch(prediction, answers)).toBe(expected);
  });
});
