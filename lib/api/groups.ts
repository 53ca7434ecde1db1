import type { Definitions } from '@/lib/core/rewards/definitions';
import { SIGNAL_CLASSES } from '@/lib/core/rewards/group-scores';
import { orderRollouts } from '@/lib/core/rewards/order-rollouts';
import { findGroupKeys } from '@/lib/db/queries/groups';
import { findQuestion, findQuestionTexts } from '@/lib/db/queries/questions';
import { findFirstTurns, findRolloutListFields } from '@/lib/db/queries/rollouts';

import { firstTurnsByEntity } from './first-turns';
import { groupSortValues, loadGroupColumns, type GroupColumns } from './group-columns';
import type { Paging } from './paging';
import { ApiError } from './problem';
import { definedNumber, groupMember, presentNumber } from './rollout-items';
import { positionsOfGroup } from './run-index';
import { loadScoredRun, type LoadedRun } from './scored-run';
import type { FilteredPage } from './schemas/common';
import { GROUP_SORTS, type GroupDetail, type GroupItem } from './schemas/group';
import { narrowList, selectGroups } from './select-rollouts';
import { pageOfSortedList, readSort } from './sorted-page';

export interface GroupListRequest extends Paging {
  readonly definitions: Definitions;
  /** One of GROUP_SORTS, `-` before it for descending. */
  readonly sort: string;
  /** Text of lib/core/filter: a group passes when one of its rollouts does. */
  readonly filter: string;
}

/** Counts and rates of a group; advantages are defined where at least two verdicts are known. */
function groupFields({ scored }: LoadedRun, columns: GroupColumns, groupNo: number) {
  const { groups } = scored;
  const count = (column: Int32Array): number => column[groupNo] ?? 0;
  const nearMiss = count(columns.nearMiss);
  const hasAdvantage = count(groups.known) > 1;
  return {
    group: groupNo,
    step: presentNumber(groups.stepOfGroup[groupNo]),
    size: count(groups.size),
    entities: count(columns.entities),
    signal: SIGNAL_CLASSES[groups.signalClass[groupNo] ?? -1] ?? 'unknown',
    correct: count(groups.correct),
    nearMiss,
    otherWrong: count(groups.wrong) - nearMiss,
    error: count(groups.error),
    unknown: count(groups.size) - count(groups.known),
    matchRateMean: definedNumber(columns.matchRateMean[groupNo]),
    matchRateMax: definedNumber(groups.matchRateMax[groupNo]),
    zeroAdvantageGrpo: hasAdvantage ? groups.zeroAdvantageGrpo[groupNo] === 1 : null,
    zeroAdvantageEGrpo: hasAdvantage ? groups.zeroAdvantageEGrpo[groupNo] === 1 : null,
  } satisfies Partial<GroupItem>;
}

async function groupItems(
  loaded: LoadedRun,
  columns: GroupColumns,
  groupNumbers: readonly number[],
): Promise<readonly GroupItem[]> {
  const questionOf = loaded.scored.groups.questionOfGroup;
  const [keys, texts] = await Promise.all([
    findGroupKeys(loaded.run.id, groupNumbers),
    findQuestionTexts(
      loaded.run.id,
      groupNumbers.map((groupNo) => questionOf[groupNo] ?? 0),
    ),
  ]);
  return groupNumbers.map((groupNo) => {
    const question = texts.get(questionOf[groupNo] ?? -1);
    return {
      ...groupFields(loaded, columns, groupNo),
      questionId: question?.questionId ?? null,
      question: question?.text ?? null,
      groupKey: keys.get(groupNo) ?? null,
    };
  });
}

/**
 * A page of a run's groups under definitions.
 *
 * @throws ApiError run_not_found, run_not_computed, invalid_filter, invalid_cursor
 */
export async function listGroups(runId: number, request: GroupListRequest): Promise<FilteredPage<GroupItem>> {
  const { by, descending } = readSort(request.sort, GROUP_SORTS);
  const loaded = await loadScoredRun(runId, request.definitions);
  const [columns, { set, notices }] = await Promise.all([
    loadGroupColumns(loaded),
    selectGroups(loaded, request.filter),
  ]);
  const values = groupSortValues(loaded.scored, columns, by);
  const all = { values, positions: orderRollouts(values, descending ? 'desc' : 'asc', null) };
  const order = `groups:${request.sort}`;
  const { positions, nextCursor, total } = pageOfSortedList(narrowList(all, set), order, descending, request);
  return { items: await groupItems(loaded, columns, [...positions]), nextCursor, total, notices };
}

async function groupMembers(
  loaded: LoadedRun,
  groupNo: number,
  entities: GroupDetail['entityList'],
): Promise<GroupDetail['members']> {
  const { scored, run } = loaded;
  const positions = await positionsOfGroup(loaded, groupNo);
  const numbers = positions.map((position) => position + 1);
  const [rows, firstTurns] = await Promise.all([
    findRolloutListFields(run.id, numbers),
    findFirstTurns(run.id, numbers),
  ]);
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  return positions.map((position) => {
    const row = byNumber.get(position + 1);
    return {
      ...groupMember(scored, position),
      prediction: row?.prediction ?? null,
      termination: row?.termination ?? null,
      tokens: presentNumber(scored.columns.tokens[position]),
      firstTurns: [...firstTurnsByEntity(firstTurns.get(position + 1) ?? [], entities, scored.definitions.matcher)],
    };
  });
}

/**
 * One group: its rollouts with rewards and advantages, and the first turn of each entity in each of them.
 *
 * @throws ApiError run_not_found, run_not_computed, group_not_found
 */
export async function readGroup(runId: number, groupNo: number, definitions: Definitions): Promise<GroupDetail> {
  const loaded = await loadScoredRun(runId, definitions);
  const groups = loaded.scored.columns.groupCount;
  const question =
    groupNo < groups ? await findQuestion(runId, loaded.scored.groups.questionOfGroup[groupNo] ?? 0) : null;
  if (question === null) throw new ApiError('group_not_found', `run ${runId} has no group ${groupNo}`);
  const [item] = await groupItems(loaded, await loadGroupColumns(loaded), [groupNo]);
  if (item === undefined) throw new ApiError('group_not_found', `run ${runId} has no group ${groupNo}`);
  return {
    ...item,
    definitions,
    run: { id: runId, name: loaded.run.name, groups },
    answers: question.answers,
    warnings: question.warnings,
    entitySource: question.entitySource,
    entityList: question.entities,
    members: await groupMembers(loaded, groupNo, question.entities),
  };
}
