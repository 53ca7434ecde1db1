import { expect, it } from 'vitest';
import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';
import { listHref, rolloutHref } from './run-place';

const PLACE = { runId: 3, definitions: { ...DEFAULT_DEFINITIONS, alpha: 0.5 } };

it('a rollout keeps the list it was opened from, and leads back to the page of the list it is on', () => {
  const list = { filter: 'outcome:near_miss', sort: '-matchRate', at: 120 };
  expect(rolloutHref(PLACE, 7, list)).toBe(
    '/runs/3/rollouts/7?alpha=0.5&filter=outcome%3Anear_miss&sort=-matchRate&at=120',
  );
  expect(listHref(PLACE, list)).toBe('/runs/3/rollouts?alpha=0.5&filter=outcome%3Anear_miss&sort=-matchRate&from=100');
});

it('defaults stay out of the address', () => {
  expect(rolloutHref(PLACE, 7)).toBe('/runs/3/rollouts/7?alpha=0.5');
  expect(listHref(PLACE, { filter: '', sort: 'n', at: 49 })).toBe('/runs/3/rollouts?alpha=0.5');
  expect(rolloutHref(PLACE, 7, { filter: '', sort: 'n', at: 0 })).toBe('/runs/3/rollouts/7?alpha=0.5&at=0');
});
