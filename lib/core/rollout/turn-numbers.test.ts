import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTurnNumbers } from './turn-numbers';

const column = (
  signals: Record<string, unknown[]>,
  turns: number,
  key: 'tokens' | 'logProbability' | 'informationGain',
) => readTurnNumbers(JSON.parse(JSON.stringify({ signals })), turns)?.map((numbers) => numbers[key]) ?? null;

describe('readTurnNumbers', () => {
  it('takes a list with one entry a turn', () => {
    expect(readTurnNumbers({ signals: { token_counts: [40, 12], turn_seconds: [1.5, null] } }, 2)).toEqual([
      { tokens: 40, seconds: 1.5, logProbability: null, informationGain: null },
      { tokens: 12, seconds: null, logProbability: null, informationGain: null },
    ]);
  });

  it('gives the last turn no gain where there is one less', () => {
    expect(column({ information_gains: [0.5, -0.2] }, 3, 'informationGain')).toEqual([0.5, -0.2, null]);
    expect(column({ information_gains: [0.5, -0.2, 0.1] }, 3, 'informationGain')).toEqual([0.5, -0.2, 0.1]);
  });

  // r^IG_t = l_t - l_(t-1), methods.md 3.7
  it('takes gains from the log-probabilities of the gold answer before each turn', () => {
    expect(column({ gold_log_probabilities: [-3, -2.5, -2.75] }, 3, 'informationGain')).toEqual([0.5, -0.25, null]);
    expect(column({ gold_log_probabilities: [-3, null, -2] }, 3, 'informationGain')).toEqual([null, null, null]);
  });

  it('takes the mean of log-probabilities that stand by token in each turn', () => {
    expect(column({ log_probabilities: [[-1, -2], [], [-4]] }, 3, 'logProbability')).toEqual([-1.5, null, -4]);
    expect(column({ turn_log_probabilities: [-1, -2], log_probabilities: [-8, -9] }, 2, 'logProbability')).toEqual([
      -1, -2,
    ]);
  });

  it.each([
    ['no signals', {}, 2],
    ['no turns', { signals: { token_counts: [] } }, 0],
    ['a list by token', { signals: { log_probabilities: [-1, -2, -3, -4] } }, 2],
    ['a mean of many', { signals: { log_probabilities: { mean: -1, count: 900 } } }, 2],
    ['a gain too many', { signals: { information_gains: [1, 2, 3] } }, 2],
    ['tokens one short', { signals: { token_counts: [1] } }, 2],
    ['words', { signals: { token_counts: ['a', {}] } }, 2],
    ['a list for signals', { signals: [1, 2] }, 2],
    ['one turn and one gold log-probability', { signals: { gold_log_probabilities: [-1] } }, 1],
  ])('says nothing for %s', (_name, metadata, turns) => {
    expect(readTurnNumbers(metadata, turns)).toBeNull();
  });

  it('is null or has an entry a turn, each finite or null, whatever the log holds', () => {
    const names = ['token_counts', 'turn_seconds', 'log_probabilities', 'information_gains', 'gold_log_probabilities'];
    const signals = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(signals, fc.nat(4), (value, turns) => {
        const numbers = readTurnNumbers(JSON.parse(JSON.stringify({ signals: value })), turns);
        if (numbers === null) return;
        expect(numbers).toHaveLength(turns);
        for (const value of numbers.flatMap((entry) => Object.values(entry))) {
          expect(value === null || Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});
