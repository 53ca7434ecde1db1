import { processCache } from '@/lib/api/cache/process-cache';
import { ApiError } from '@/lib/api/problem';
import { formatSideName, formatSteps } from '@/lib/core/compare-runs/side-name';
import { tallyQuestions, type QuestionOutcomes } from '@/lib/core/compare-runs/question-outcomes';
import { METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';

import { loadSides, type LoadedSide, type LoadedSides } from './load-sides';
import { sharedInSplit } from './splits-of-sides';

const TALLY_CACHE_BYTES = 48 * 1024 * 1024;
const BYTES_A_QUESTION = 49;

/** Which two sides of a comparison are set against each other, over which of the questions all sides share. */
export interface PairRequest {
  readonly runs: string;
  readonly baseline: number;
  /** undefined takes the first side that is not the baseline. */
  readonly against?: number | undefined;
  /** Empty for all. */
  readonly split: string;
  readonly definitions: Definitions;
}

/** One side of a pair: its shared questions in the common order, and what became of each. */
export interface PairSide {
  readonly position: number;
  readonly side: LoadedSide;
  readonly numbers: Int32Array;
  readonly outcomes: QuestionOutcomes;
}

export interface ComparedPair {
  readonly baseline: PairSide;
  readonly against: PairSide;
  /** Places of the shared questions of the split, ascending. */
  readonly selected: Int32Array;
}

const tallyCache = processCache<QuestionOutcomes>(
  'outcomes of questions on sides',
  TALLY_CACHE_BYTES,
  ({ length }) => length * BYTES_A_QUESTION + 500,
);

/**
 * Two sides of a comparison with the outcomes of the questions that all of its sides share.
 *
 * @throws ApiError as `loadSides`; invalid_parameter where baseline or against is no side, or both are the same
 */
export async function loadPair(request: PairRequest): Promise<ComparedPair> {
  const loaded = await loadSides(request.runs, request.definitions);
  const { baseline } = request;
  const against = request.against ?? (baseline === 0 ? 1 : 0);
  if (against === baseline) {
    throw new ApiError('invalid_parameter', `"${against}" is no value for "against": it is the baseline itself`, {
      parameter: 'against',
      value: String(against),
    });
  }
  return {
    baseline: await pairSide(loaded, 'baseline', baseline),
    against: await pairSide(loaded, 'against', against),
    selected: await sharedInSplit(loaded, request.split),
  };
}

async function pairSide(loaded: LoadedSides, parameter: string, position: number): Promise<PairSide> {
  const side = loaded.sides[position];
  const numbers = loaded.shared[position];
  if (side === undefined || numbers === undefined) {
    throw new ApiError(
      'invalid_parameter',
      `"${position}" is no value for "${parameter}": there are ${loaded.sides.length} sides, counted from 0`,
      { parameter, value: String(position) },
    );
  }
  const outcomes = await tallyCache.get(`${loaded.key} ${position}`, () =>
    tallyQuestions(side.loaded.scored, side.positions, numbers),
  );
  return { position, side, numbers, outcomes };
}

/** What every answer about a pair says of it. */
export function pairFacts(pair: ComparedPair, { definitions, split }: PairRequest) {
  const facts = ({ position, side: { name, loaded } }: PairSide) => ({
    position,
    name: formatSideName(name),
    run: { id: loaded.run.id, name: loaded.run.name },
    steps: formatSteps(name.steps) || null,
  });
  return {
    definitions: { ...definitions, metricsVersion: METRICS_VERSION },
    baseline: facts(pair.baseline),
    against: facts(pair.against),
    split: split === '' ? null : split,
    shared: pair.selected.length,
  };
}
