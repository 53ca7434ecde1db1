import { expect, test } from 'vitest';

import type { SearchEvent } from '@/lib/api/schemas/search';

import { brokenOff, IDLE, STARTED, withEvents, withoutEnd } from './search-view';

const counts = { rolloutsSearched: 3, rolloutsTotal: 9, bytesSearched: 1000, hits: 2, rolloutsWithHits: 1 };
const rollout = (n: number): SearchEvent => ({
  kind: 'rollout',
  n,
  group: 0,
  step: 1,
  rollout: 0,
  outcome: 'correct',
  questionId: null,
  question: 'Who?',
  hits: 2,
  hitsShown: 1,
});
const hit = (n: number): SearchEvent => ({
  kind: 'hit',
  n,
  turn: 1,
  message: 1,
  spanKind: 'thought',
  span: 1,
  start: 0,
  end: 4,
  snippet: { before: '', match: 'ship', after: '' },
});

test('hits stand below their rollout, whichever way the lines are cut', () => {
  const events = [rollout(1), hit(1), rollout(4), hit(4), hit(4)];
  const whole = withEvents(STARTED, events);
  expect(whole.rollouts.map(({ n, hits, hitsTotal }) => [n, hits.length, hitsTotal])).toEqual([
    [1, 1, 2],
    [4, 2, 2],
  ]);
  expect(events.reduce((view, event) => withEvents(view, [event]), STARTED)).toEqual(whole);
  const later = withEvents(whole, [rollout(7)]);
  expect(later.rollouts[0]).toBe(whole.rollouts[0]);
});

test('the last counts and the end stand, and a stream without end has failed', () => {
  const view = withEvents(STARTED, [{ kind: 'progress', ...counts }]);
  expect(view).toMatchObject({ status: 'running', counts });
  const end = { ...counts, rolloutsSearched: 9 };
  const ended = withEvents(view, [
    { kind: 'end', reason: 'stopped', code: 'expression_too_slow', detail: 'too long', ...end },
  ]);
  expect(ended).toMatchObject({ status: 'stopped', message: 'too long', counts: end });
  expect(withoutEnd(ended)).toBe(ended);
  expect(withoutEnd(view).status).toBe('failed');
  expect(withoutEnd(IDLE)).toBe(IDLE);
});

test('what a search that was cancelled counts agrees with the hits that are listed', () => {
  const before = { ...counts, rolloutsSearched: 0, bytesSearched: 0, hits: 0, rolloutsWithHits: 0 };
  const running = withEvents(STARTED, [{ kind: 'progress', ...before }, rollout(1), hit(1), rollout(4), hit(4)]);
  const cancelled = brokenOff(running, 'cancelled', null);
  expect(cancelled).toMatchObject({ status: 'cancelled', isPartial: true });
  expect(cancelled.counts).toEqual({ ...before, hits: 4, rolloutsWithHits: 2, rolloutsSearched: 2 });
  expect(withoutEnd(running).counts).toEqual(cancelled.counts);
  const ahead = withEvents(running, [{ kind: 'progress', ...counts, hits: 90, rolloutsWithHits: 8 }]);
  expect(brokenOff(ahead, 'cancelled', null).counts).toEqual({ ...counts, hits: 4, rolloutsWithHits: 2 });
  expect(brokenOff(cancelled, 'failed', 'no')).toBe(cancelled);
});
