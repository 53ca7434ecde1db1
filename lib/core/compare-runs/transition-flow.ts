import type { Outcome } from '@/lib/core/rewards/run-columns';

import type { OutcomeTransitions } from './outcome-transitions';

/** An outcome on one side, as a node of the flow. */
export interface FlowNode {
  readonly key: string;
  readonly side: 'baseline' | 'against';
  readonly outcome: Outcome;
  readonly questions: number;
}

/** A cell of the matrix as a band between two nodes, by their positions; in the order of the cells. */
export interface FlowLink {
  readonly source: number;
  readonly target: number;
  readonly value: number;
}

/** The matrix as a flow: outcomes that occur on the baseline, then those on the other side, each from good to bad. */
export function flowOf({ outcomes, cells }: Pick<OutcomeTransitions, 'outcomes' | 'cells'>): {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
} {
  const nodes = (['baseline', 'against'] as const).flatMap((side) =>
    outcomes
      .map(({ outcome, ...ends }): FlowNode => ({ key: `${side} ${outcome}`, side, outcome, questions: ends[side] }))
      .filter(({ questions }) => questions > 0),
  );
  const at = (side: FlowNode['side'], outcome: Outcome): number =>
    nodes.findIndex((node) => node.side === side && node.outcome === outcome);
  return {
    nodes,
    links: cells.map(({ from, to, questions }) => ({
      source: at('baseline', from),
      target: at('against', to),
      value: questions,
    })),
  };
}
