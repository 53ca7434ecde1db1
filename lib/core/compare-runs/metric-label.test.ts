import { describe, expect, it } from 'vitest';

import { METRIC_IDS } from './compared-metrics';
import { metricLabel, parseMetricIds } from './metric-label';

describe('metrics of a comparison', () => {
  it('are called by their k', () => {
    expect(metricLabel('pass_at_k', 8)).toBe('pass@8');
    expect(metricLabel('accuracy', 8)).toBe('Accuracy');
  });

  it('are read from a list, in the order in which they are shown', () => {
    expect(parseMetricIds('')).toBe(METRIC_IDS);
    expect(parseMetricIds('turns,accuracy')).toEqual(['accuracy', 'turns']);
    for (const wrong of ['shoes', 'turns,', ',', 'turns,turns', 'Accuracy', ' ']) {
      expect(parseMetricIds(wrong), wrong).toBeNull();
    }
  });
});
