import { expect, test } from 'vitest';
import { DEFAULT_DEFINITIONS, METRICS_VERSION } from '@/lib/core/rewards/definitions';
import { comparedLine, runLine } from './provenance-words';

test('a comparison says its sides, split, definitions and the version of the metrics', () => {
  const sides = [
    { label: 'before', runId: 3 },
    { label: 'after, last step', runId: 4 },
  ];
  const line = comparedLine(sides, { baseline: 0, split: 'hard', definitions: DEFAULT_DEFINITIONS });
  expect(line).toBe(
    `Compared: before (run 3, baseline); after, last step (run 4). Split: hard. Definitions: matcher exact in thoughts, τ = 0.5, α = 0.3, sample standard deviation, ε = 0.000001; metrics version ${METRICS_VERSION}.`,
  );
});

test('a run, and a group of it, say their definitions', () => {
  const place = { runId: 12, definitions: { ...DEFAULT_DEFINITIONS, threshold: 0.25 } };
  expect(runLine(place)).toMatch(/^Run 12\. Definitions: matcher exact in thoughts, τ = 0\.25,/);
  expect(runLine(place, 3)).toMatch(/^Run 12, group 3\. Definitions: .*; metrics version \d+\.$/);
});
