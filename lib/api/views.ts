import {
  createSavedView,
  deleteSavedView,
  findSavedViews,
  renameSavedView,
  type SavedViewRow,
} from '@/lib/db/queries/saved-views';

import { ApiError } from './problem';
import { findVisibleRun } from './scored-run';
import { readFilter } from './select-rollouts';
import { VIEW_LISTS, type CreateView, type SavedViewItem, type ViewList } from './schemas/view';

function itemOf({ id, list, name, filter, sort, columns, createdAt }: SavedViewRow): SavedViewItem {
  const known = VIEW_LISTS.find((one) => one === list);
  if (known === undefined) throw new RangeError(`a saved view is of the list "${list}", which there is not`);
  return { id, list: known, name, filter, sort, columns, createdAt: createdAt.toISOString() };
}

function taken(name: string): ApiError {
  return new ApiError('view_exists', `there is a view "${name}" of this list`, { parameter: 'name', value: name });
}

function missing(id: string): ApiError {
  return new ApiError('view_not_found', `there is no saved view ${id}`);
}

/** Saved views of a run by name; of one list where it is given. @throws ApiError run_not_found */
export async function listViews(runId: number, list?: ViewList): Promise<{ readonly items: readonly SavedViewItem[] }> {
  await findVisibleRun(runId);
  return { items: (await findSavedViews(runId, list)).map(itemOf) };
}

/** Stores a view under its name. @throws ApiError run_not_found, invalid_filter, view_exists unless it is to replace */
export async function createView(runId: number, { replace, ...content }: CreateView): Promise<SavedViewItem> {
  await findVisibleRun(runId);
  readFilter(content.filter);
  const row = await createSavedView(runId, content, replace);
  if (row === null) throw taken(content.name);
  return itemOf(row);
}

/** @throws ApiError run_not_found, view_not_found, view_exists */
export async function renameView(runId: number, id: string, name: string): Promise<SavedViewItem> {
  await findVisibleRun(runId);
  const row = await renameSavedView(runId, id, name);
  if (row === 'taken') throw taken(name);
  if (row === 'missing') throw missing(id);
  return itemOf(row);
}

/** @throws ApiError run_not_found, view_not_found */
export async function deleteView(runId: number, id: string): Promise<void> {
  await findVisibleRun(runId);
  if (!(await deleteSavedView(runId, id))) throw missing(id);
}
