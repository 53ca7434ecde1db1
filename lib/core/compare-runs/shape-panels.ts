import { SCOPES } from '@/lib/core/entities/entity';
import { matchRates } from '@/lib/core/rewards/match-rates';
import { CORRECT_KIND, KIND_CODE_OF_OUTCOME, UNKNOWN_KIND, WRONG_KIND } from '@/lib/core/rewards/outcome-kinds';
import { matchedColumn } from '@/lib/core/rewards/run-columns';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { binAccuracy, type AccuracyBin } from '@/lib/core/shape/accuracy-by-match-rate';
import {
  distributeRatesIn,
  entityCountsOf,
  rateBins,
  type RateDistribution,
} from '@/lib/core/shape/match-rate-distribution';
import { shapeQuestionContrast, type QuestionContrastChart } from '@/lib/core/shape/question-contrast';
import { tallyRates, type RateField } from '@/lib/core/shape/rate-tally';
import { clusteredRoc } from '@/lib/core/statistics/clustered-roc';
import { ClusteredShare } from '@/lib/core/statistics/clustered-share';

import { panelGap, type PanelGap } from './panel-gap';
import { restrictRun } from './restrict-run';

/** How well a match rate tells right rollouts from wrong ones: its distribution in both, and the area under the ROC curve. */
export interface RateSeparation {
  readonly distribution: RateDistribution;
  /** Over correct rollouts and wrong ones without an error, with entities; interval over questions (`clusteredRoc`). */
  readonly area: Estimate;
}

/** The paper's panels of one side; what is drawn side by side has the same bins on every side. */
export interface SidePanels {
  readonly rollouts: number;
  /** Why nothing can be drawn; null where something can. */
  readonly gap: PanelGap | null;
  /** Over rollouts with a known outcome; interval over questions (`ClusteredShare`). */
  readonly accuracy: Estimate;
  /** Figure 1, upper right. */
  readonly contrast: QuestionContrastChart;
  readonly accuracyByRate: Readonly<Record<RateField, readonly AccuracyBin[]>>;
  /** Figure 1, lower right: gamma-hat in the scope in force. */
  readonly separation: RateSeparation;
}

/** @param sides runs cut to what is compared (`restrictRun`) */
export function shapePanels(sides: readonly ScoredRun[]): readonly SidePanels[] {
  return separate(sides).map(({ scored, ...separation }) => ({
    rollouts: scored.columns.length,
    gap: panelGap(scored),
    accuracy: accuracyOf(scored),
    contrast: shapeQuestionContrast(scored),
    accuracyByRate: {
      matchRate: binAccuracy(tallyRates(scored, 'matchRate'), 'matchRate'),
      matchRateNormalised: binAccuracy(tallyRates(scored, 'matchRateNormalised'), 'matchRateNormalised'),
    },
    separation,
  }));
}

/** The texts whose match rates figure 5 compares: each scope alone, and the whole trajectory (an entity found in any). */
export const PANEL_TEXTS = [...SCOPES, 'anywhere'] as const;
export type PanelText = (typeof PANEL_TEXTS)[number];

/** One text of figure 5 on one side. */
export interface TextSeparation extends RateSeparation {
  readonly text: PanelText;
}

/** A side whose match rates are looked at in every text. */
export interface SideTexts {
  /** The whole run: gamma-hat divides by the best of the full group. */
  readonly scored: ScoredRun;
  readonly positions: Int32Array;
  /** Entities found in any scope, one entry a rollout of the run (`countFoundAnywhere`). */
  readonly foundAnywhere: Uint16Array;
}

/** Figure 5 of arXiv 2510.24694: gamma-hat of right and wrong rollouts by the text that is searched, the same bins for all. */
export function shapeTexts(sides: readonly SideTexts[]): readonly (readonly TextSeparation[])[] {
  const separated = separate(sides.flatMap((side) => PANEL_TEXTS.map((text) => ratesIn(side, text))));
  return sides.map((_, side) =>
    PANEL_TEXTS.flatMap((text, at) => {
      const found = separated[side * PANEL_TEXTS.length + at];
      return found === undefined ? [] : [{ text, distribution: found.distribution, area: found.area }];
    }),
  );
}

/** The side's rollouts with the match rates of a text in the place of those of the scope in force. */
function ratesIn({ scored, positions, foundAnywhere }: SideTexts, text: PanelText): ScoredRun {
  const { columns, definitions } = scored;
  const matched = text === 'anywhere' ? foundAnywhere : columns.matched[matchedColumn(definitions.matcher, text)];
  if (matched === undefined) throw new RangeError(`no column for ${definitions.matcher} on ${text}`);
  const { matchRate, matchRateNormalised } = matchRates(columns, matched);
  return restrictRun({ ...scored, matched, matchRate, matchRateNormalised }, positions);
}

/** Separations of several runs, or of one under several texts, in bins they have in common. */
function separate(runs: readonly ScoredRun[]): readonly (RateSeparation & { readonly scored: ScoredRun })[] {
  const tallied = runs.map((scored) => ({ scored, tally: tallyRates(scored, 'matchRateNormalised') }));
  const bins = rateBins(
    tallied.map(({ tally }) => tally),
    'matchRateNormalised',
    new Set(runs.flatMap((scored) => [...entityCountsOf(scored)])),
  );
  return tallied.map(({ scored, tally }) => ({
    scored,
    distribution: distributeRatesIn(bins, tally, 'matchRateNormalised'),
    area: areaOf(scored),
  }));
}

function areaOf({ columns, outcome, matchRateNormalised }: ScoredRun): Estimate {
  const counted = Array.from({ length: columns.length }, (_, at) => at).filter((at) => {
    const kind = KIND_CODE_OF_OUTCOME[outcome[at] ?? 0];
    return columns.entityCount[at] !== 0 && (kind === CORRECT_KIND || kind === WRONG_KIND);
  });
  return clusteredRoc({
    cluster: Int32Array.from(counted, (at) => columns.question[at] ?? 0),
    value: Float64Array.from(counted, (at) => matchRateNormalised[at] ?? 0),
    positive: Uint8Array.from(counted, (at) => (KIND_CODE_OF_OUTCOME[outcome[at] ?? 0] === CORRECT_KIND ? 1 : 0)),
  });
}

function accuracyOf({ columns, outcome }: ScoredRun): Estimate {
  const accuracy = new ClusteredShare();
  outcome.forEach((code, at) => {
    const kind = KIND_CODE_OF_OUTCOME[code];
    if (kind !== UNKNOWN_KIND) accuracy.add(columns.question[at] ?? 0, kind === CORRECT_KIND);
  });
  return accuracy.estimate();
}
