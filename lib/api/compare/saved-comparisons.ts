import { z } from 'zod';

import { readQuery } from '@/lib/api/http/read-query';
import { ApiError } from '@/lib/api/problem';
import {
  savedPageSchema,
  savedQuerySchemaOf,
  type CreateComparison,
  type SavedComparisonItem,
} from '@/lib/api/schemas/compare-saved';
import { formatSideName, parseSideNames } from '@/lib/core/compare-runs/side-name';
import { findRunNames, findRunRevisions } from '@/lib/db/queries/runs';
import {
  createSavedComparison,
  deleteSavedComparison,
  findSavedComparisons,
  renameSavedComparison,
  type SavedComparisonRow,
} from '@/lib/db/queries/saved-comparisons';

function sidesOf(query: string) {
  return parseSideNames(new URLSearchParams(query).get('runs') ?? '') ?? [];
}

function runsOf(query: string): readonly number[] {
  return sidesOf(query).map(({ runId }) => runId);
}

const revisionsSchema = z.record(z.string(), z.int());

/** Whether the numbers of a run are others than when it was saved; null where one of both is not known. */
function isChanged(before: number | undefined, now: number | undefined): boolean | null {
  return before === undefined || now === undefined ? null : before !== now;
}

async function itemsOf(rows: readonly SavedComparisonRow[]): Promise<readonly SavedComparisonItem[]> {
  const runIds = rows.flatMap(({ query }) => runsOf(query));
  const [names, revisions] = await Promise.all([findRunNames(runIds), findRunRevisions(runIds)]);
  return rows.map(({ id, name, query, revisions: stored, createdAt }) => {
    const before = revisionsSchema.parse(stored);
    return {
      id,
      name,
      query,
      sides: sidesOf(query).map((side) => ({
        name: formatSideName(side),
        runId: side.runId,
        runName: names.get(side.runId) ?? null,
        isChanged: isChanged(before[String(side.runId)], revisions.get(side.runId)),
      })),
      createdAt: createdAt.toISOString(),
    };
  });
}

async function itemOf(row: SavedComparisonRow): Promise<SavedComparisonItem> {
  const [item] = await itemsOf([row]);
  if (item === undefined) throw new RangeError('a stored comparison has no item');
  return item;
}

function taken(name: string): ApiError {
  return new ApiError('comparison_exists', `there is a comparison "${name}"`, { parameter: 'name', value: name });
}

function missing(id: string): ApiError {
  return new ApiError('comparison_not_found', `there is no saved comparison ${id}`);
}

/** A query string as it is kept. @throws ApiError invalid_body naming the parameter that is not allowed */
function checkedQuery(query: string): string {
  const search = new URLSearchParams(query);
  try {
    const { page } = readQuery(savedPageSchema, search);
    const { baseline = 0, runs } = readQuery(savedQuerySchemaOf(page), search);
    if (baseline >= sidesOf(search.toString()).length) {
      throw new ApiError('invalid_parameter', `"${baseline}" is no value for "baseline": ${runs} has fewer sides`);
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError('invalid_body', error.message, { ...error.extras, parameter: 'query' });
  }
  return search.toString();
}

/** Saved comparisons by name; a side whose run is gone has no run name. */
export async function listComparisons(): Promise<{ readonly items: readonly SavedComparisonItem[] }> {
  return { items: await itemsOf(await findSavedComparisons()) };
}

/** Stores a comparison under its name. @throws ApiError invalid_body, comparison_exists unless it is to replace */
export async function createComparison({ name, query, replace }: CreateComparison): Promise<SavedComparisonItem> {
  const kept = checkedQuery(query);
  const revisions = await findRunRevisions(runsOf(kept));
  const row = await createSavedComparison({ name, query: kept, revisions }, replace);
  if (row === null) throw taken(name);
  return itemOf(row);
}

/** @throws ApiError comparison_not_found, comparison_exists */
export async function renameComparison(id: string, name: string): Promise<SavedComparisonItem> {
  const row = await renameSavedComparison(id, name);
  if (row === 'taken') throw taken(name);
  if (row === 'missing') throw missing(id);
  return itemOf(row);
}

/** @throws ApiError comparison_not_found */
export async function deleteComparison(id: string): Promise<void> {
  if (!(await deleteSavedComparison(id))) throw missing(id);
}
