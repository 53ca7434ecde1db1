import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isLabel, LABEL_PATTERN } from '@/lib/core/labels/label-word';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { readCanonicalRecord } from '@/lib/import/fields/canonical-record';

import { toCanonicalRecord } from './canonical-record';

const ROLLOUT: ImportedRollout = {
  questionId: null,
  question: 'Who?',
  answers: [],
  entities: null,
  groupKey: null,
  step: null,
  rolloutIndex: null,
  split: null,
  messages: [],
  rawText: null,
  prediction: null,
  correct: null,
  correctnessMetric: null,
  score: null,
  rewardLogged: null,
  termination: null,
  tokens: null,
  durationSeconds: null,
  metadata: {},
};

test('labels and note come back as they were written, whatever the note says', () => {
  const annotation = fc.record({
    labels: fc.uniqueArray(fc.stringMatching(LABEL_PATTERN).filter(isLabel), { minLength: 1, maxLength: 9 }),
    note: fc.option(fc.string({ minLength: 1 })),
  });
  fc.assert(
    fc.property(annotation, (written) => {
      const read = readCanonicalRecord(toCanonicalRecord({ ...ROLLOUT, annotation: written }));
      expect(read).toMatchObject({ rollout: { ...ROLLOUT, annotation: written } });
    }),
  );
});

test('a rollout without them has no member of ours', () => {
  const record = toCanonicalRecord(ROLLOUT);
  expect(record).not.toHaveProperty('nearmiss');
  expect(readCanonicalRecord(record)).toMatchObject({ rollout: ROLLOUT });
});
