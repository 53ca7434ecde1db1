import { bestCorrect } from '@/lib/core/compare/best-correct';
import { groupsOfQuestions } from '@/lib/core/compare/groups-of-questions';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { findQuestion } from '@/lib/db/queries/questions';
import { countRunsWithQuestion, findRunsWithQuestion } from '@/lib/db/queries/same-question';

import { rolloutNameOf, rolloutNotFound } from './beside-turns';
import { ApiError } from './problem';
import { presentNumber, scoredFields } from './rollout-items';
import { positionsOfGroup } from './run-index';
import type { Partner, Partners } from './schemas/beside';
import { loadScoredRun, type LoadedRun } from './scored-run';

const MOST_OF_GROUP = 200;
const MOST_STEPS = 40;
/** Each other run is read as a whole where it is not in memory. */
const MOST_RUNS = 6;

function partnerAt({ run, scored }: LoadedRun, position: number): Partner & { toolCalls: number } {
  const { n, step, group, rollout, outcome, matched, matchRate, toolCalls } = scoredFields(scored, position);
  return { runId: run.id, runName: run.name, n, step, group, rollout, outcome, matched, matchRate, toolCalls };
}

function plain({ toolCalls: _toolCalls, ...partner }: Partner & { toolCalls: number }): Partner {
  return partner;
}

/** The rollout of a group with this index, else its first one. */
async function counterpart(loaded: LoadedRun, group: number, rollout: number): Promise<Partner | null> {
  const positions = await positionsOfGroup(loaded, group);
  const partners = positions.map((position) => partnerAt(loaded, position));
  const found = partners.find((partner) => partner.rollout === rollout) ?? partners[0];
  return found === undefined ? null : plain(found);
}

async function inOtherRun(
  { runId, questionNumbers }: { readonly runId: number; readonly questionNumbers: readonly number[] },
  of: Partner,
  definitions: Definitions,
): Promise<Partner | null> {
  try {
    const loaded = await loadScoredRun(runId, definitions);
    const { groups } = loaded.scored;
    const found = groupsOfQuestions(groups, questionNumbers);
    const chosen = found.find((group) => presentNumber(groups.stepOfGroup[group]) === of.step) ?? found.at(-1);
    return chosen === undefined ? null : await counterpart(loaded, chosen, of.rollout);
  } catch (error) {
    // A run that is being removed or computed again is no partner now.
    if (error instanceof ApiError) return null;
    throw error;
  }
}

/**
 * What a rollout can be put beside: the others of its group, its place in the groups of the same question at other steps
 * and in other runs. Lists are bounded; the totals say how many there are.
 *
 * @param of Name of the rollout, such as `12.305`.
 * @throws ApiError invalid_parameter, run_not_found, run_not_computed, rollout_not_found
 */
export async function readPartners(of: string, definitions: Definitions): Promise<Partners> {
  const name = rolloutNameOf('of', of);
  const loaded = await loadScoredRun(name.runId, definitions);
  const { columns } = loaded.scored;
  if (name.n > columns.length) throw rolloutNotFound(name);
  const own = partnerAt(loaded, name.n - 1);
  const questionNo = columns.question[name.n - 1] ?? 0;
  const question = await findQuestion(name.runId, questionNo);
  const members = (await positionsOfGroup(loaded, own.group)).map((position) => partnerAt(loaded, position));
  const best = bestCorrect(members, name.n);
  const otherGroups = groupsOfQuestions(loaded.scored.groups, [questionNo]).filter((group) => group !== own.group);
  const identity = { runId: name.runId, questionId: question?.questionId ?? null, textKey: question?.textKey ?? null };
  const [runsTotal, otherRuns] = await Promise.all([
    countRunsWithQuestion(identity),
    findRunsWithQuestion(identity, { limit: MOST_RUNS, offset: 0 }),
  ]);
  const steps = await Promise.all(
    otherGroups.slice(-MOST_STEPS).map((group) => counterpart(loaded, group, own.rollout)),
  );
  const runs = await Promise.all(otherRuns.map((other) => inOtherRun(other, plain(own), definitions)));
  return {
    of: plain(own),
    bestCorrect: best === null ? null : plain(best),
    group: members
      .filter(({ n }) => n !== name.n)
      .slice(0, MOST_OF_GROUP)
      .map(plain),
    steps: steps.filter((partner) => partner !== null),
    stepsTotal: otherGroups.length,
    runs: runs.filter((partner) => partner !== null),
    runsTotal,
  };
}
