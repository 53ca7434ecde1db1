import { ApiError } from '@/lib/api/problem';
import { loadScoredRun, type LoadedRun } from '@/lib/api/scored-run';
import { processCache } from '@/lib/api/cache/process-cache';
import {
  matchQuestions,
  type MatchedQuestion,
  type QuestionIdentity,
  type RunQuestions,
} from '@/lib/core/compare-runs/match-questions';
import { formatSideName, parseSideNames, type SideName } from '@/lib/core/compare-runs/side-name';
import { positionsAtSteps } from '@/lib/core/compare-runs/positions-at-steps';
import { runNames } from '@/lib/core/compare-runs/run-names';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { findQuestionIdentities } from '@/lib/db/queries/compared-questions';

const IDENTITY_CACHE_BYTES = 64 * 1024 * 1024;
const MATCHING_KEPT = 20;

/** One side of a comparison under definitions. */
export interface LoadedSide {
  readonly name: SideName;
  readonly loaded: LoadedRun;
  /** Positions of its rollouts in the columns of the run, ascending. */
  readonly positions: Int32Array;
}

/** Sides with their questions matched. */
export interface LoadedSides {
  readonly sides: readonly LoadedSide[];
  /** Every question of every side, once; see `matchQuestions`. */
  readonly questions: readonly MatchedQuestion[];
  /** For each side the question numbers of the shared questions, all in one order. */
  readonly shared: readonly Int32Array[];
  /** Names sides and revisions of their runs, for caches of what does not depend on definitions. */
  readonly sidesKey: string;
  /** The same and definitions, for caches of what is derived from both. */
  readonly key: string;
}

type Matching = Pick<LoadedSides, 'questions' | 'shared'>;

const identityCache = processCache<readonly QuestionIdentity[]>(
  'identities of questions',
  IDENTITY_CACHE_BYTES,
  (questions) =>
    questions.reduce(
      (bytes, { questionId, textKey }) => bytes + 100 + (questionId?.length ?? 0) + (textKey?.length ?? 0),
      0,
    ),
);
const matchingCache = processCache<Matching>('matched questions', MATCHING_KEPT, () => 1);

/**
 * Reads the sides that a list names, such as `12,13@10..20`, and matches their questions.
 *
 * @throws ApiError invalid_parameter where the list names no sides, one twice, or not two to ten; run_not_found,
 *   run_not_computed
 */
export async function loadSides(runs: string, definitions: Definitions): Promise<LoadedSides> {
  const names = parseSideNames(runs);
  if (names === null || names.length < 2) {
    throw new ApiError(
      'invalid_parameter',
      `runs is ${JSON.stringify(runs)}, expected two to ten different sides such as 12,13@10..20,14@last`,
      { parameter: 'runs', value: runs },
    );
  }
  const sides = toldApart(await Promise.all(names.map((name) => loadSide(name, definitions))));
  const sidesKey = sides.map(({ name, loaded }) => `${formatSideName(name)}/${loaded.columnsKey}`).join(',');
  const matching = await matchingCache.get(sidesKey, () => matchSides(sides));
  return { sides, ...matching, sidesKey, key: `${sidesKey} ${sides[0]?.loaded.key ?? ''}` };
}

async function loadSide(name: SideName, definitions: Definitions): Promise<LoadedSide> {
  const loaded = await loadScoredRun(name.runId, definitions);
  return { name, loaded, positions: positionsAtSteps(loaded.scored.columns, name.steps) };
}

/** Pages and exports name sides by their runs. */
function toldApart(sides: readonly LoadedSide[]): readonly LoadedSide[] {
  const labels = runNames(sides.map(({ loaded: { run } }) => run));
  return sides.map(({ loaded, ...side }, at) => ({
    ...side,
    loaded: { ...loaded, run: { ...loaded.run, name: labels[at] ?? loaded.run.name } },
  }));
}

async function matchSides(sides: readonly LoadedSide[]): Promise<Matching> {
  const byRun = new Map(sides.map(({ loaded }) => [loaded.run.id, loaded]));
  const runs: readonly RunQuestions[] = await Promise.all(
    [...byRun].map(async ([runId, loaded]) => ({ runId, questions: await identitiesOf(loaded) })),
  );
  const questions = matchQuestions(
    runs,
    sides.map(({ loaded, positions }) => {
      const { question, questionCount } = loaded.scored.columns;
      const present = new Uint8Array(questionCount);
      for (const position of positions) present[question[position] ?? 0] = 1;
      return { runId: loaded.run.id, present };
    }),
  );
  return { questions, shared: sharedNumbers(questions, sides.length) };
}

async function identitiesOf({ run, columnsKey, scored }: LoadedRun): Promise<readonly QuestionIdentity[]> {
  return identityCache.get(columnsKey, async () => {
    const questions: QuestionIdentity[] = Array.from({ length: scored.columns.questionCount }, () => ({
      questionId: null,
      textKey: null,
    }));
    for (const { questionNo, questionId, textKey } of await findQuestionIdentities(run.id)) {
      questions[questionNo] = { questionId, textKey };
    }
    return questions;
  });
}

function sharedNumbers(questions: readonly MatchedQuestion[], sides: number): readonly Int32Array[] {
  const shared = questions.filter((question) => question.class === 'shared');
  return Array.from({ length: sides }, (_, side) => Int32Array.from(shared, ({ numbers }) => numbers[side]?.[0] ?? 0));
}
