import { describe, expect, test } from 'vitest';

import { formatRolloutName, parseRolloutName } from './rollout-name';
import { sameQuestion } from './same-question';

const asked = { runId: 1, questionNo: 0, questionId: 'q1', textKey: 'who' };

describe('sameQuestion', () => {
  test('goes by the numbering of the run, then by id, then by text', () => {
    expect(sameQuestion(asked, { ...asked, questionId: null })).toBe('run');
    expect(sameQuestion(asked, { ...asked, questionNo: 1 })).toBeNull();
    expect(sameQuestion(asked, { ...asked, runId: 2, textKey: 'who led' })).toBe('id');
    expect(sameQuestion(asked, { ...asked, runId: 2, textKey: null })).toBe('id');
    expect(sameQuestion(asked, { ...asked, runId: 2, textKey: 'what' })).toBeNull();
    expect(sameQuestion(asked, { ...asked, runId: 2, questionId: '17' })).toBe('text');
    expect(sameQuestion(asked, { ...asked, runId: 2, questionId: null, textKey: 'what' })).toBeNull();
  });

  test('no id and no text are not the same as no id and no text', () => {
    const nameless = { ...asked, questionId: null, textKey: null };
    expect(sameQuestion(nameless, { ...nameless, runId: 2 })).toBeNull();
    expect(sameQuestion({ ...nameless, textKey: '' }, { ...nameless, runId: 2, textKey: '' })).toBeNull();
  });
});

describe('parseRolloutName', () => {
  test('reads run and rollout', () => {
    expect(parseRolloutName('12.305')).toEqual({ runId: 12, n: 305 });
    expect(formatRolloutName({ runId: 12, n: 305 })).toBe('12.305');
  });

  test.each(['', '12', '12.', '0.1', '1.0', '1.1.1', '-1.2', '1.5e3', '9999999999.1', '2147483648.1', ' 1.2', '٣.١'])(
    'refuses “%s”',
    (text) => {
      expect(parseRolloutName(text)).toBeNull();
    },
  );
});
