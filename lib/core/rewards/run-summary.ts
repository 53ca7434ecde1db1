import type { Outcome } from '@/lib/core/rewards/run-columns';
import type { Definitions } from '@/lib/core/rewards/definitions';

/** A proportion or coefficient with its 95 % interval. Undefined values are null, never 0 or NaN. `n` is what it was computed over. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}
export interface Correlation {
  readonly r: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}
export interface ToolCallBin {
  readonly calls: number;
  readonly correct: number;
  readonly nearMiss: number;
  readonly otherWrong: number;
  readonly error: number;
}
export interface StepSummary {
  readonly step: number;
  readonly rollouts: number;
  readonly accuracy: number | null;
  readonly matchRate: number | null;
  readonly toolCalls: number | null;
  /** Share of the step's groups (singletons left out) without any advantage. */
  readonly zeroAdvantageGrpo: number | null;
  readonly zeroAdvantageEGrpo: number | null;
}

/** The numbers of one run under given definitions: the body of `GET /runs/{id}/summary`. */
export interface RunSummary {
  readonly definitions: Definitions & { readonly metricsVersion: number };
  readonly counts: {
    readonly rollouts: number;
    readonly questions: number;
    readonly groups: number;
    /** Rollouts whose question has gold entities. */
    readonly withEntities: number;
  } & Readonly<Record<Outcome, number>>;
  readonly accuracy: Estimate;
  readonly nearMissShare: Estimate;
  readonly matchRate: {
    readonly mean: number | null;
    readonly meanCorrect: number | null;
    readonly meanWrong: number | null;
    readonly normalisedMean: number | null;
  };
  readonly correlation: {
    readonly pooled: { readonly pearson: Correlation; readonly spearman: Correlation };
    readonly withinQuestion: Correlation & { readonly questions: number };
  };
  readonly signTest: { readonly correctHigher: number; readonly wrongHigher: number; readonly ties: number };
  readonly signal: {
    readonly groups: number;
    readonly singletons: number;
    readonly allCorrect: number;
    readonly allWrong: number;
    readonly mixed: number;
    readonly zeroAdvantageGrpo: number;
    readonly zeroAdvantageEGrpo: number;
    readonly revived: number;
  };
  readonly reward: { readonly meanGrpo: number | null; readonly meanEGrpo: number | null };
  readonly toolCalls: {
    readonly mean: number | null;
    readonly meanCorrect: number | null;
    readonly meanWrong: number | null;
    readonly histogram: readonly ToolCallBin[];
  };
  readonly bySteps: readonly StepSummary[];
}
