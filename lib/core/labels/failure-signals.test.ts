import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readTranscript } from '@/lib/core/rollout/transcript';
import type { RolloutMessage } from '@/lib/core/rollout/rollout';

import { failureSignals, MOST_COMPARED, SIGNAL_IDS, type FailureSignal, type SignalSource } from './failure-signals';
import { jaccardSimilarity, tokenSets } from './token-similarity';

/** One assistant message, which is one turn, that makes one call with these arguments. */
function turn(args: unknown, name = 'search'): RolloutMessage {
  const written = typeof args === 'string' ? args : JSON.stringify(args);
  return { role: 'assistant', content: '', tool_calls: [{ type: 'function', function: { name, arguments: written } }] };
}

function signalsOf(messages: readonly RolloutMessage[], rest: Partial<SignalSource> = {}) {
  const transcript = readTranscript(messages, 'auto');
  const signals = failureSignals({ transcript, termination: null, entityFirstTurns: [], ...rest });
  return (id: FailureSignal['id']) => signals.find((signal) => signal.id === id);
}

describe('failureSignals', () => {
  test('near-identical queries of one call speak for information overload', () => {
    const signal = signalsOf([
      turn({ query: ['north pole'] }),
      turn({
        query: [
          'who led the Tegetthoff polar expedition',
          'Who led the "Tegetthoff" polar expedition?',
          'the Tegetthoff polar expedition who led',
          'medals of geography',
        ],
      }),
    ]);
    expect(signal('queries_at_once')).toMatchObject({ value: 4, isRaised: true, label: 'information_overload' });
    expect(signal('near_identical_at_once')).toMatchObject({ value: 3, isRaised: true, label: 'information_overload' });
    expect(signal('near_identical_at_once')?.sentence).toContain(
      '3 of 4 queries of turn 2 are near-identical (token Jaccard >= 0.8)',
    );
    // Three of the six pairs are the same words, the others share none: 50 %.
    expect(signal('near_identical_at_once')?.sentence).toContain('share 50% of their words');
    expect(signal('repeated_queries')).toMatchObject({ value: 0, isRaised: false });
  });

  test('queries asked again in later turns speak for distracted querying', () => {
    const signal = signalsOf([
      turn({ q: 'polar year' }),
      turn({ q: 'ice' }),
      turn({ q: 'Polar Year' }),
      turn({ q: 'snow' }),
    ]);
    expect(signal('repeated_queries')).toMatchObject({ value: 0.25, isRaised: true, label: 'distracted_querying' });
    expect(signal('repeated_queries')?.sentence).toContain('1 of 4 queries repeat');
    expect(signal('near_identical_at_once')).toMatchObject({ value: null, isRaised: false });
  });

  test('several calls of one message are queries at once; visits are none', () => {
    const first = turn({ query: 'a b' });
    const two = { ...first, tool_calls: [...(first.tool_calls ?? []), ...(turn({ query: 'c d' }).tool_calls ?? [])] };
    expect(signalsOf([two])('queries_at_once')).toMatchObject({ value: 2, isRaised: false });
    expect(
      signalsOf([turn({ url: ['https://a.example', 'https://b.example'] }, 'visit')])('queries_at_once')?.value,
    ).toBeNull();
    expect(signalsOf([turn('plain words', 'web_search')])('queries_at_once')?.value).toBe(1);
    expect(signalsOf([turn('plain words', 'visit')])('queries_at_once')?.value).toBeNull();
  });

  test('the ending decides overlength', () => {
    const raised = (termination: string | null) => signalsOf([], { termination })('overlength');
    expect(raised('context_exceeded')).toMatchObject({ value: 1, isRaised: true });
    expect(raised('tool_budget_exceeded')?.sentence).toContain('tool budget');
    expect(raised('answer')).toMatchObject({ value: 0, isRaised: false });
    expect(raised(null)).toMatchObject({ value: null, isRaised: false });
  });

  test('turns after the last new entity are counted against all turns', () => {
    const messages = Array.from({ length: 8 }, () => turn({ query: 'x' }));
    const wasted = (entityFirstTurns: readonly (number | null)[]) =>
      signalsOf(messages, { entityFirstTurns })('turns_after_last_entity');
    expect(wasted([2, null, 3])).toMatchObject({ value: 5 / 8, isRaised: true });
    expect(wasted([8])).toMatchObject({ value: 0, isRaised: false });
    expect(wasted([null])?.sentence).toBe('No thought ever mentions a gold entity.');
    expect(wasted([])?.sentence).toBe('The question has no gold entities.');
  });

  test('an empty rollout raises nothing, a huge one says what was left out', () => {
    const empty = failureSignals({ transcript: { spans: [], turns: 0 }, termination: null, entityFirstTurns: [] });
    expect(empty.map(({ id }) => id)).toEqual([...SIGNAL_IDS]);
    expect(empty.some(({ isRaised }) => isRaised)).toBe(false);
    const many = Array.from({ length: MOST_COMPARED + 5 }, (_, at) => turn({ query: `word${at}` }));
    expect(signalsOf(many)('repeated_queries')?.sentence).toContain(
      'Only the first 2000 of 2005 queries were compared.',
    );
  });

  test('nothing speaks for broken coherence, which cannot be counted', () => {
    const labels = failureSignals({ transcript: { spans: [], turns: 0 }, termination: null, entityFirstTurns: [] });
    expect(labels.map(({ label }) => label)).not.toContain('broken_reasoning_coherence');
  });
});

describe('jaccardSimilarity', () => {
  const similarity = (left: string, right: string): number => {
    const [a = new Uint32Array(), b = new Uint32Array()] = tokenSets([left, right]);
    return jaccardSimilarity(a, b);
  };

  test('by hand', () => {
    expect(similarity('polar year 1882', 'Polar  YEAR')).toBeCloseTo(2 / 3, 12);
    expect(similarity('a a a', 'a')).toBe(1);
    expect(similarity('', '')).toBe(1);
    expect(similarity('a', '')).toBe(0);
  });

  test('is symmetric, in [0, 1], and 1 for a text with itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        const both = similarity(left, right);
        expect(both).toBe(similarity(right, left));
        expect(similarity(left, left)).toBe(1);
        return both >= 0 && both <= 1;
      }),
    );
  });
});
