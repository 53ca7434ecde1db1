import { groupsOfQuestions } from '@/lib/core/compare/groups-of-questions';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { groupFacts } from '@/lib/core/shape/group-facts';
import { findQuestion } from '@/lib/db/queries/questions';
import { countRunsWithQuestion, findRunsWithQuestion } from '@/lib/db/queries/same-question';

import { ApiError } from './problem';
import { presentNumber } from './rollout-items';
import { positionsOfGroup } from './run-index';
import { loadScoredRun, type LoadedRun } from './scored-run';
import {
  MOST_STEPS,
  OTHER_RUNS_A_PAGE,
  type GroupSteps,
  type OtherRun,
  type OtherRuns,
  type RelatedGroup,
} from './schemas/related-group';

async function relatedGroup(loaded: LoadedRun, group: number): Promise<RelatedGroup> {
  const facts = groupFacts(loaded.scored, await positionsOfGroup(loaded, group));
  return { group, step: presentNumber(loaded.scored.groups.stepOfGroup[group]), ...facts };
}

async function loadGroupRun(runId: number, groupNo: number, definitions: Definitions): Promise<LoadedRun> {
  const loaded = await loadScoredRun(runId, definitions);
  if (groupNo < loaded.scored.columns.groupCount) return loaded;
  throw new ApiError('group_not_found', `run ${runId} has no group ${groupNo}`);
}

export interface GroupStepsRequest {
  readonly definitions: Definitions;
  readonly limit?: number;
  /** Left out: the groups around the group itself. */
  readonly offset?: number | undefined;
}

/**
 * The groups of a group's question in its run, by step: how the policy's rollouts on it changed.
 *
 * @throws ApiError run_not_found, run_not_computed, group_not_found
 */
export async function listGroupSteps(runId: number, groupNo: number, request: GroupStepsRequest): Promise<GroupSteps> {
  const { definitions, limit = MOST_STEPS } = request;
  const loaded = await loadGroupRun(runId, groupNo, definitions);
  const groups = groupsOfQuestions(loaded.scored.groups, [loaded.scored.groups.questionOfGroup[groupNo] ?? 0]);
  const at = groups.indexOf(groupNo);
  const around = Math.max(0, Math.min(at - Math.floor(limit / 2), groups.length - limit));
  const from = Math.min(request.offset ?? around, groups.length);
  const items: RelatedGroup[] = [];
  for (const group of groups.slice(from, from + limit)) items.push(await relatedGroup(loaded, group));
  return { items, from, total: groups.length, previous: groups[at - 1] ?? null, next: groups[at + 1] ?? null };
}

/** What another run's rollouts of the question came to; without numbers where the run is being computed. */
async function otherRun(
  found: Awaited<ReturnType<typeof findRunsWithQuestion>>[number],
  definitions: Definitions,
): Promise<OtherRun> {
  const item = { run: { id: found.runId, name: found.name }, joinedBy: found.joinedBy };
  try {
    const loaded = await loadScoredRun(found.runId, definitions);
    const groups = groupsOfQuestions(loaded.scored.groups, found.questionNumbers);
    const latest = groups.at(-1);
    const positions = await Promise.all(groups.map((group) => positionsOfGroup(loaded, group)));
    return {
      ...item,
      groups: groups.length,
      latest: latest === undefined ? null : await relatedGroup(loaded, latest),
      all: groupFacts(loaded.scored, positions.flat()),
    };
  } catch (error) {
    const isPassing = error instanceof ApiError && ['run_not_computed', 'run_not_found'].includes(error.code);
    if (isPassing) return { ...item, groups: null, latest: null, all: null };
    throw error;
  }
}

export interface OtherRunsRequest {
  readonly definitions: Definitions;
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * The question of a group in other visible runs, newest first. Each run of the answer is scored, one after another, so
 * that no more than one is read at a time; runs beyond `limit` are counted in `total` and not read.
 *
 * @throws ApiError run_not_found, run_not_computed, group_not_found
 */
export async function listOtherRuns(runId: number, groupNo: number, request: OtherRunsRequest): Promise<OtherRuns> {
  const { definitions, limit = OTHER_RUNS_A_PAGE, offset = 0 } = request;
  const loaded = await loadGroupRun(runId, groupNo, definitions);
  const question = await findQuestion(runId, loaded.scored.groups.questionOfGroup[groupNo] ?? 0);
  const identity = {
    runId,
    questionId: question?.questionId ?? null,
    textKey: question?.textKey ?? null,
  };
  const [total, found] = await Promise.all([
    countRunsWithQuestion(identity),
    findRunsWithQuestion(identity, { limit, offset }),
  ]);
  const items: OtherRun[] = [];
  for (const run of found) items.push(await otherRun(run, definitions));
  return { items, from: offset, total };
}
