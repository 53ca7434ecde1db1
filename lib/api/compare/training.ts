import { restrictRun } from '@/lib/core/compare-runs/restrict-run';
import { METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';
import { columnsOf, shapeTrainingCurves, sumOverTraining } from '@/lib/core/shape/training-curves';
import { processCache } from '@/lib/api/cache/process-cache';
import type { TrainingComparison, TrainingSide } from '@/lib/api/schemas/compare-training';

import { choiceKey, comparedRollouts, type ComparedChoice, type ComparedRollouts } from './compared-rollouts';
import { loadSides, type LoadedSide, type LoadedSides } from './load-sides';
import { sharedInSplit } from './splits-of-sides';

const CACHE_BYTES = 64 * 1024 * 1024;
/** 14 measures of four numbers, and five numbers of the step. */
const BYTES_A_POINT = 61 * 10;

const trainingCache = processCache<readonly TrainingSide[]>('curves over training', CACHE_BYTES, (sides) =>
  sides.reduce((bytes, { firstStep }) => bytes + 500 + firstStep.length * BYTES_A_POINT, 0),
);

/**
 * The sides of a comparison over training, from memory where they were used lately.
 *
 * @throws ApiError as `loadSides`
 */
export async function compareTraining(
  runs: string,
  definitions: Definitions,
  choice: ComparedChoice,
): Promise<TrainingComparison> {
  return trainingOf(await loadSides(runs, definitions), definitions, choice);
}

/** The same of sides that are loaded. */
export async function trainingOf(
  loaded: LoadedSides,
  definitions: Definitions,
  choice: ComparedChoice,
): Promise<TrainingComparison> {
  const sides = await trainingCache.get(`${loaded.key} ${choiceKey(choice)}`, async () => {
    const compared = await comparedRollouts(loaded, choice);
    return loaded.sides.flatMap((side, at) => {
      const rollouts = compared[at];
      return rollouts === undefined ? [] : [shapeSide(side, rollouts)];
    });
  });
  return {
    definitions: { ...definitions, metricsVersion: METRICS_VERSION },
    over: choice.over,
    split: choice.split === '' ? null : choice.split,
    sharedQuestions: (await sharedInSplit(loaded, choice.split)).length,
    sides: [...sides],
  };
}

function shapeSide(all: LoadedSide, { positions, filter }: ComparedRollouts): TrainingSide {
  const { scored } = all.loaded;
  const { points, steps, stepsPerPoint } = shapeTrainingCurves(restrictRun(scored, positions));
  const lastStep = points.map((point) => point.lastStep);
  const progress = sumOverTraining(scored.columns, all.positions, lastStep);
  return {
    rollouts: positions.length,
    rolloutsWithoutStep: progress.withoutStep,
    rolloutsWithoutTokens: progress.withoutTokens,
    steps,
    stepsPerPoint,
    filter: filter.text,
    filterIsExact: filter.isExact,
    firstStep: points.map((point) => point.firstStep),
    lastStep,
    rolloutsAt: points.map((point) => point.rollouts),
    rolloutsSoFar: [...progress.rollouts],
    tokensSoFar: progress.tokens === null ? null : [...progress.tokens],
    ...columnsOf(points),
  };
}
