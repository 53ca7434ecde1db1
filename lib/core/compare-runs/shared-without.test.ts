import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { MatchedQuestion } from './match-questions';
import { narrowingSide, sharedWithout } from './shared-without';

function question(kind: MatchedQuestion['class'], ...on: readonly number[]): MatchedQuestion {
  return { class: kind, numbers: on.map((count) => Array.from({ length: count }, (_, at) => at)) };
}

describe('sharedWithout', () => {
  it('counts what all others have', () => {
    const questions = [
      question('shared', 1, 1, 1),
      question('partly', 1, 1, 0),
      question('partly', 1, 1, 0),
      question('partly', 0, 1, 1),
      question('unmatched', 1, 0, 0),
      question('ambiguous', 2, 1, 0),
    ];
    expect(sharedWithout(questions, 3)).toEqual([2, 1, 3]);
  });

  it('is never less than what is shared now', () => {
    const presence = fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()));
    fc.assert(
      fc.property(presence, (rows) => {
        const questions = rows
          .filter((row) => row.some(Boolean))
          .map((row) => {
            const having = row.filter(Boolean).length;
            const kind = having === 4 ? 'shared' : having === 1 ? 'unmatched' : 'partly';
            return question(kind, ...row.map(Number));
          });
        const shared = questions.filter((one) => one.class === 'shared').length;
        const without = sharedWithout(questions, 4);
        expect(Math.min(...without)).toBeGreaterThanOrEqual(shared);
        // By itself: those whose rows hold everywhere but at the side left out.
        const counted = [0, 1, 2, 3].map(
          (side) => rows.filter((row) => row.every((is, at) => at === side || is)).length,
        );
        expect(without).toEqual(counted);
      }),
    );
  });
});

describe('narrowingSide', () => {
  it('names the side that costs most, where it costs much', () => {
    expect(narrowingSide(100, [100, 124, 110])).toBeNull();
    expect(narrowingSide(100, [100, 125, 110])).toEqual({ side: 1, shared: 125 });
    expect(narrowingSide(0, [0, 0, 1])).toEqual({ side: 2, shared: 1 });
    expect(narrowingSide(0, [0, 0, 0])).toBeNull();
    expect(narrowingSide(1, [50, 50])).toBeNull();
  });
});
