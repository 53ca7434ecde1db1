import { outcomesOfKind } from '@/lib/core/rewards/outcome-kinds';
import type { Outcome } from '@/lib/core/rewards/run-columns';

const WRONG: readonly Outcome[] = outcomesOfKind('wrong');

/** A rollout of a group with the turns at which it first found entities, in no order. */
export interface DiscoveringRollout {
  readonly n: number;
  readonly outcome: Outcome;
  readonly turns: number;
  /** One number an entity that was found, from 1. */
  readonly foundTurns: readonly number[];
}

export interface DiscoveryCurve {
  readonly n: number;
  readonly outcome: Outcome;
  readonly turns: number;
  readonly found: number;
  /** Turn of the last new entity; null where none was found. */
  readonly lastNewTurn: number | null;
  /** Turns after it, the one that answers included; all of them where none was found. */
  readonly turnsAfter: number;
  /** Cumulative entities after each turn at which something changes, from turn 0, and after the last turn. */
  readonly points: readonly { readonly turn: number; readonly found: number }[];
}

/** Mean turns, and mean turns after the last new entity, of some rollouts; null where there are none. */
export interface MeanWaste {
  readonly rollouts: number;
  readonly turns: number | null;
  readonly turnsAfter: number | null;
}

export interface DiscoveryCurves {
  readonly curves: readonly DiscoveryCurve[];
  readonly correct: MeanWaste;
  /** Wrong rollouts without an error. */
  readonly wrong: MeanWaste;
}

function curveOf({ n, outcome, turns, foundTurns }: DiscoveringRollout): DiscoveryCurve {
  const ascending = foundTurns.toSorted((a, b) => a - b);
  const lastNewTurn = ascending.at(-1) ?? null;
  const points = [{ turn: 0, found: 0 }];
  ascending.forEach((turn, at) => {
    if (ascending[at + 1] !== turn) points.push({ turn, found: at + 1 });
  });
  if (turns > (lastNewTurn ?? 0)) points.push({ turn: turns, found: ascending.length });
  return {
    n,
    outcome,
    turns,
    found: ascending.length,
    lastNewTurn,
    turnsAfter: Math.max(0, turns - (lastNewTurn ?? 0)),
    points,
  };
}

function meanWaste(curves: readonly DiscoveryCurve[]): MeanWaste {
  const mean = (valueOf: (curve: DiscoveryCurve) => number): number | null =>
    curves.length === 0 ? null : curves.reduce((sum, curve) => sum + valueOf(curve), 0) / curves.length;
  return {
    rollouts: curves.length,
    turns: mean((curve) => curve.turns),
    turnsAfter: mean((curve) => curve.turnsAfter),
  };
}

/** Cumulative entities by turn, one curve a rollout in the order given, and the turns after the last new entity. */
export function discoveryCurves(rollouts: readonly DiscoveringRollout[]): DiscoveryCurves {
  const curves = rollouts.map(curveOf);
  return {
    curves,
    correct: meanWaste(curves.filter(({ outcome }) => outcome === 'correct')),
    wrong: meanWaste(curves.filter(({ outcome }) => WRONG.includes(outcome))),
  };
}
