import type { TurnFeatures } from '@/lib/core/compare/turn-features';
import { NO_RESULT, type TurnResult } from '@/lib/core/compare/turn-results';

export interface TurnSketch {
  readonly asks?: readonly string[];
  readonly visits?: readonly string[];
  readonly found?: readonly number[];
  readonly seen?: readonly number[];
  readonly answer?: string;
  readonly thinks?: string;
  readonly gets?: TurnResult;
}

/** Turns as `readTurnFeatures` would read them. */
export function sketchTurns(sketches: readonly TurnSketch[]): readonly TurnFeatures[] {
  return sketches.map(
    ({ asks = [], visits = [], found = [], seen = [], answer, thinks = '', gets = NO_RESULT }, index) => ({
      turn: index + 1,
      calls: [
        ...(asks.length === 0 ? [] : [{ tool: 'search', queries: asks, addresses: [] }]),
        ...(visits.length === 0 ? [] : [{ tool: 'visit', queries: [], addresses: visits }]),
      ],
      found,
      seen,
      answer: answer ?? null,
      isCorrect: false,
      silentThought: asks.length + visits.length === 0 && answer === undefined ? thinks : '',
      result: gets,
    }),
  );
}
