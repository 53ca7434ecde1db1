import { z } from 'zod';

import { METRICS_VERSION } from '@/lib/core/rewards/definitions';
import type { RunSummary } from '@/lib/core/rewards/run-summary';
import { countQuestions } from '@/lib/db/queries/questions';
import { findImport } from '@/lib/db/queries/imports';
import { countRuns, findRun, findRunFiles, findRuns, findStoredSummaries, updateRunName } from '@/lib/db/queries/runs';

import { MAPPED_TABLE_ID } from '@/lib/import/importers/mapped-table';
import { findImporter } from '@/lib/import/registry';
import { removeRun } from '@/lib/ingest/jobs';

import { cursorAfterNumber, numberAfterCursor, type Paging } from './paging';
import { ApiError } from './problem';
import { jsonObjectSchema, type Page } from './schemas/common';
import { importReportSchema, noticeSchema } from './schemas/import';
import type { RunDetail, RunListItem } from './schemas/run';
import { storedSummarySchema } from './schemas/summary';

const ORDER = 'runs:-id';
const SPARKLINE_POINTS = 60;
const FILES_SHOWN = 200;
const noticesSchema = z.array(noticeSchema);

export function runNotFound(runId: number): ApiError {
  return new ApiError('run_not_found', `there is no run ${runId}`);
}

/** A stored summary, or null where it is missing or of another version and will be computed again. */
export function parseStoredSummary(stored: unknown): RunSummary | null {
  return parseStored(stored)?.summary ?? null;
}

function parseStored(stored: unknown) {
  const parsed = storedSummarySchema.safeParse(stored);
  if (!parsed.success || parsed.data.definitions.metricsVersion !== METRICS_VERSION) return null;
  const { means, ...summary } = parsed.data;
  return { summary, means: means ?? null };
}

type RunRow = Awaited<ReturnType<typeof findRuns>>[number];

/** What users call a format; its id where it is none of the registry, such as a table mapped by hand. */
function labelOfFormat(id: string): string {
  if (id === MAPPED_TABLE_ID) return 'table mapped by hand';
  return findImporter(id)?.label ?? id;
}

/** Fields that list and detail share. A visible run has a commit date; the type of the table cannot say so. */
function runFields(run: RunRow) {
  return {
    id: run.id,
    name: run.name,
    format: run.format,
    formatLabel: labelOfFormat(run.format),
    importId: run.importId,
    rollouts: run.rollouts,
    groups: run.groups,
    questions: run.questions,
    createdAt: run.createdAt.toISOString(),
    committedAt: (run.committedAt ?? run.createdAt).toISOString(),
    metricsVersion: run.metricsVersion,
  };
}

/** At most `SPARKLINE_POINTS` items, evenly spread, first and last included. */
function evenlySpread<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length <= SPARKLINE_POINTS) return items;
  const stride = (items.length - 1) / (SPARKLINE_POINTS - 1);
  const chosen = new Set(Array.from({ length: SPARKLINE_POINTS }, (_, point) => Math.round(point * stride)));
  return items.filter((_, index) => chosen.has(index));
}

function listItem(run: RunRow, stored: unknown): RunListItem {
  const parsed = parseStored(stored);
  if (parsed === null) return { ...runFields(run), summary: null, means: null, steps: 0, sparkline: [] };
  const { bySteps, toolCalls, ...rest } = parsed.summary;
  const { mean, meanCorrect, meanWrong } = toolCalls;
  const sparkline = evenlySpread(bySteps).map((point) => ({
    step: point.step,
    accuracy: point.accuracy,
    matchRate: point.matchRate,
    toolCalls: point.toolCalls,
  }));
  return {
    ...runFields(run),
    summary: { ...rest, toolCalls: { mean, meanCorrect, meanWrong } },
    means: parsed.means,
    steps: bySteps.length,
    sparkline,
  };
}

/** Committed runs, newest first, each with its stored summary and a small series over steps. */
export async function listRuns(paging: Paging): Promise<Page<RunListItem>> {
  const beforeId = numberAfterCursor(ORDER, paging);
  const [runs, total] = await Promise.all([
    findRuns({ limit: paging.limit, beforeId, offset: paging.offset }),
    countRuns(),
  ]);
  const summaries = await findStoredSummaries(runs.map((run) => run.id));
  const items = runs.map((run) => listItem(run, summaries.get(run.id)));
  return { items, nextCursor: cursorAfterNumber(ORDER, items, paging.limit, items.at(-1)?.id), total };
}

/** What the import understood of this run; null where its import is not kept. */
function reportOfRun(runId: number, report: unknown): RunDetail['report'] {
  const parsed = importReportSchema.safeParse(report);
  return parsed.success ? (parsed.data.runs.find((run) => run.runId === runId) ?? null) : null;
}

/** One run with what its log and its import say of it. @throws ApiError run_not_found */
export async function readRun(runId: number): Promise<RunDetail> {
  const run = await findRun(runId);
  if (run === null) throw runNotFound(runId);
  const [source, files, questionsWithEntities, questionsWithWarnings] = await Promise.all([
    run.importId === null ? null : findImport(run.importId),
    findRunFiles(runId, FILES_SHOWN),
    countQuestions(runId, { joined: true }),
    countQuestions(runId, { warnings: true }),
  ]);
  return {
    ...runFields(run),
    metadata: jsonObjectSchema.parse(run.metadata),
    thoughtRule: run.thoughtRule,
    scoreThreshold: run.scoreThreshold,
    filename: source?.filename ?? null,
    report: reportOfRun(runId, source?.report),
    notices: noticesSchema.parse(run.notices),
    files,
    issuesTotal: source?.issuesTotal ?? 0,
    questionsWithEntities,
    questionsWithWarnings,
    questionsWithoutEntities: run.questions - questionsWithEntities,
  };
}

/** @throws ApiError run_not_found */
export async function renameRun(runId: number, name: string): Promise<RunDetail> {
  if (!(await updateRunName(runId, name))) throw runNotFound(runId);
  return readRun(runId);
}

/** Takes a run out of sight at once; a job removes its rows. @throws ApiError run_not_found */
export async function deleteRun(runId: number): Promise<void> {
  if (!(await removeRun(runId))) throw runNotFound(runId);
}
