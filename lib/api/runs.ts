import type { Page } from './schemas/common';
import type { RunDetail, RunListItem } from './schemas/run';

export interface Paging {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly offset?: number | undefined;
}

/** Committed runs, newest first. */
export function listRuns(_paging: Paging): Promise<Page<RunListItem>> {
  throw new Error('not built yet');
}
/** @throws ApiError run_not_found */
export function readRun(_runId: number): Promise<RunDetail> {
  throw new Error('not built yet');
}
export function renameRun(_runId: number, _name: string): Promise<RunDetail> {
  throw new Error('not built yet');
}
export function deleteRun(_runId: number): Promise<void> {
  throw new Error('not built yet');
}
