import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { QuestionIndex, type EntitySetEntry, type JoinQuestion } from '@/lib/core/entities/question-index';
import { questionKey } from '@/lib/core/entities/question-key';
import { database } from '@/lib/db/client';
import { loadEntitySets } from '@/lib/db/entity-set-rows';
import { findSameRun } from '@/lib/db/run-rows';
import { openEntitySet } from '@/lib/import/entities/open-entity-set';
import type { LookedAtFile } from '@/lib/import/plan/candidates';
import { planRuns, type DropPlan, type PlannedRun } from '@/lib/import/plan/plan-runs';
import { folderOf } from '@/lib/import/paths/path-facts';
import { ROLLOUT_IMPORTERS } from '@/lib/import/registry';
import { GROUPINGS, type ImportSettings } from '@/lib/import/settings/import-settings';
import { OpenFiles } from '@/lib/ingest/drop/disk-source';
import { leftOutOf, type DropTools, type PlannedDrop } from '@/lib/ingest/drop/open-and-plan';
import { lookAtFiles } from '@/lib/ingest/drop/look-at-files';
import { readQuestions } from '@/lib/ingest/drop/read-questions';
import { IMPORT_LIMITS, openDrop, type DropFile, type GivenFile, type OpenedDrop } from '@/lib/ingest/drop/open-drop';
import { Spool } from '@/lib/ingest/drop/spool';
import { fingerprintOf } from '@/lib/ingest/import-run';
import { rememberedSettings } from '@/lib/ingest/remember-settings';
import { PREVIEWS, uploadsFolder } from '@/lib/api/uploads';
import { PREVIEW_ISSUES, PREVIEW_ROLLOUTS, type DropPreview } from '@/lib/api/schemas/drop-preview';

import { previewRun } from './preview-run';
import { sampleRun, type RunSample, type SampledDrop } from './sample-run';

const PREVIEW_LIMITS = { ...IMPORT_LIMITS, budgetBytes: 64 * 2 ** 20 };
/** Files of a drop that are opened; what the others are is told from their neighbours. */
const MOST_FILES_OPENED = 400;
/** Runs whose rollouts are read. */
const MOST_RUNS_READ = 50;
const LEFT_OUT_SHOWN = 200;
const SET_QUESTIONS_READ = 20_000;

export interface DropToPreview {
  /** The files at hand, or their beginnings. */
  readonly given: readonly GivenFile[];
  /** Every file of the drop, those that are not at hand too. */
  readonly all: readonly { readonly path: string; readonly bytes: number }[];
  readonly settings: ImportSettings;
}

/**
 * What an import of a drop would make of it. Reads the beginnings of its files with the parts that the import uses, and
 * stores nothing. Files that cannot be used are an answer, not an error.
 */
export async function previewDrop(drop: DropToPreview, signal: AbortSignal): Promise<DropPreview> {
  const spool = new Spool(join(uploadsFolder(), `${PREVIEWS}${randomUUID()}`), signal);
  const tools: DropTools = { open: new OpenFiles(), spool, signal };
  try {
    return await previewWith(tools, drop);
  } finally {
    await tools.open.close();
    await spool.close();
  }
}

async function previewWith(tools: DropTools, drop: DropToPreview): Promise<DropPreview> {
  const opened = await openDrop(spread(drop.given), tools.open, tools.spool, PREVIEW_LIMITS);
  const { looked, unopened } = await lookAtFiles(opened.files, tools.open, tools.signal);
  const all = [...looked, ...unseenFiles(drop, opened, looked)];
  const { plan, remembered } = await planWithMemory(all, drop.settings);
  const whole: PlannedDrop = {
    plan,
    unopened: [...opened.unopened, ...unopened],
    files: new Map(opened.files.map((file) => [file.path, file])),
  };
  const planned: SampledDrop = { ...whole, answers: new QuestionIndex(await readQuestions(whole, tools)) };
  const sets = await previewEntitySets(planned, tools);
  const stored = await loadEntitySets(database().pool);
  const bytes = new Map([
    ...drop.all.map((file) => [file.path, file.bytes] as const),
    ...opened.files.map((file) => [file.path, sizeOf(file)] as const),
  ]);
  const context = { tools, bytes, planned, remembered, stored: new QuestionIndex(stored) };
  const dropped = new QuestionIndex(sets.flatMap(({ entries }) => entries));
  const previews: OnePreview[] = [];
  for (const [at, run] of plan.runs.entries()) {
    previews.push(await previewOne(run, { ...context, dropped, isRead: at < MOST_RUNS_READ }));
  }
  const setPaths = new Set(sets.map(({ preview }) => preview.path));
  const asked = previews.flatMap(({ questions }) => questions);
  const offered = new Set(plan.runs.flatMap(({ files }) => files.map(({ path }) => path)));
  const leftOut = leftOutOf(planned).filter(({ path }) => !setPaths.has(path) && !offered.has(path));
  return {
    runs: previews.map(({ preview }) => preview),
    entitySets: sets.map(({ preview, entries }) => ({ ...preview, joined: countJoined(entries, asked) })),
    leftOut: {
      total: leftOut.length,
      first: leftOut.slice(0, LEFT_OUT_SHOWN).map(({ path, kind, code, why }) => ({
        path,
        kind,
        code,
        why,
      })),
    },
    formats: ROLLOUT_IMPORTERS.map(({ id, label }) => ({ id, label })),
    groupings: [...GROUPINGS],
  };
}

/** Files spread evenly over the drop, where it has very many. */
function spread(given: readonly GivenFile[]): readonly GivenFile[] {
  if (given.length <= MOST_FILES_OPENED) return given;
  const every = given.length / MOST_FILES_OPENED;
  return Array.from({ length: MOST_FILES_OPENED }, (_, at) => given[Math.floor(at * every)]).filter(
    (file) => file !== undefined,
  );
}

/** Files of which nothing is at hand are taken for what another file of their folder and extension is. */
function unseenFiles(
  { all }: DropToPreview,
  { files, unopened }: OpenedDrop,
  looked: readonly LookedAtFile[],
): readonly LookedAtFile[] {
  const seen = new Set([...files, ...unopened].map(({ path }) => path));
  const models = new Map<string, LookedAtFile>();
  for (const file of looked) {
    for (const key of [kinOf(file.path), extensionOf(file.path)]) if (!models.has(key)) models.set(key, file);
  }
  return all.flatMap(({ path }) => {
    const model = seen.has(path) ? undefined : (models.get(kinOf(path)) ?? models.get(extensionOf(path)));
    return model === undefined ? [] : [{ path, probe: { ...model.probe, path } }];
  });
}

function kinOf(path: string): string {
  return `${folderOf(path)}/*${extensionOf(path)}`;
}

function extensionOf(path: string): string {
  return /\.[^./]{1,10}$/.exec(path)?.[0] ?? '';
}

/** The plan, with what was set for records of the same shape before where nothing is set now. */
async function planWithMemory(
  files: readonly LookedAtFile[],
  settings: ImportSettings,
): Promise<{ readonly plan: DropPlan; readonly remembered: ReadonlySet<string> }> {
  const plan = planRuns(files, settings);
  const remembered = new Map<string, NonNullable<ImportSettings['runs']>[string]>();
  for (const { key, shape } of plan.runs) {
    if (settings.runs !== undefined && Object.hasOwn(settings.runs, key)) continue;
    const before = await rememberedSettings(database().pool, shape);
    if (before !== null) remembered.set(key, before);
  }
  if (remembered.size === 0) return { plan, remembered: new Set() };
  const runs = { ...Object.fromEntries(remembered), ...settings.runs };
  return { plan: planRuns(files, { ...settings, runs }), remembered: new Set(remembered.keys()) };
}

interface RunContext {
  readonly tools: DropTools;
  /** Bytes of every file of the drop, by path. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly planned: SampledDrop;
  readonly remembered: ReadonlySet<string>;
  readonly stored: QuestionIndex;
  readonly dropped: QuestionIndex;
  /** False where the drop has so many runs that this one is only named. */
  readonly isRead: boolean;
}

const NOTHING_READ: RunSample = {
  companions: new Map(),
  rollouts: [],
  issues: [],
  records: [],
  complete: false,
  header: null,
};

interface OnePreview {
  readonly preview: DropPreview['runs'][number];
  /** The distinct questions of the rollouts that were read. */
  readonly questions: readonly JoinQuestion[];
}

async function previewOne(run: PlannedRun, context: RunContext): Promise<OnePreview> {
  const { planned } = context;
  const files = run.files.flatMap(({ path }) => planned.files.get(path) ?? []);
  const fingerprint = files.length === run.files.length ? fingerprintOf(files) : null;
  const same = fingerprint === null ? null : await findSameRun(database().pool, fingerprint);
  const sample = context.isRead ? await sampleRun(run, planned, context.tools) : NOTHING_READ;
  const preview = previewRun(run, {
    sample,
    bytes: context.bytes,
    storedSets: context.stored,
    droppedSets: context.dropped,
    remembered: context.remembered.has(run.key),
    existing: same === null ? null : { ...same, exact: files.every(({ complete }) => complete) },
    describedName: describedName(run, sample),
  });
  return { preview, questions: questionsOf(sample) };
}

function questionsOf({ rollouts }: RunSample): readonly JoinQuestion[] {
  const questions = rollouts.map(({ rollout: { questionId, question, messages } }) => ({
    questionId,
    question: question ?? messages.find(({ role }) => role === 'user')?.content ?? null,
  }));
  return [...new Map(questions.map((one) => [JSON.stringify(one), one])).values()];
}

function countJoined(entries: readonly EntitySetEntry[], questions: readonly JoinQuestion[]): number {
  const index = new QuestionIndex(entries);
  return questions.filter((question) => index.join(question).kind === 'joined').length;
}

/** Bytes of a file; of a compressed one that is not wholly at hand, what came out so far. */
function sizeOf(file: DropFile): number {
  return Number.isFinite(file.wholeBytes) ? file.wholeBytes : file.end - file.start;
}

function describedName({ importer, files }: PlannedRun, { header, companions }: RunSample): string | null {
  const [first] = files;
  if (importer === null || first === undefined) return null;
  return importer.describe({ path: first.path, header, companions }).name;
}

interface SetPreview {
  readonly preview: DropPreview['entitySets'][number];
  readonly entries: readonly EntitySetEntry[];
}

/** The files of a drop that hold gold entities, as far as they are at hand. */
async function previewEntitySets(drop: PlannedDrop, tools: DropTools): Promise<readonly SetPreview[]> {
  const sets: SetPreview[] = [];
  for (const { path } of drop.plan.leftOut.filter(({ kind }) => kind === 'entities')) {
    const file = drop.files.get(path);
    const set = file === undefined ? null : await previewEntitySet(file, tools);
    if (set !== null) sets.push(set);
  }
  return sets;
}

async function previewEntitySet(file: DropFile, tools: DropTools): Promise<SetPreview | null> {
  const { path, complete } = file;
  const opened = await openEntitySet({ path, complete, source: tools.open.source(file) });
  if (opened.kind === 'refused') return null;
  const entries: EntitySetEntry[] = [];
  const preview: SetPreview['preview'] = {
    path,
    format: opened.format,
    why: opened.why,
    questionsRead: 0,
    complete,
    joined: 0,
    questions: [],
    issues: [],
  };
  for await (const event of opened.read()) {
    if (event.kind === 'issue') {
      const { line, code, message } = event;
      if (complete && preview.issues.length < PREVIEW_ISSUES) preview.issues.push({ file: path, line, code, message });
      continue;
    }
    const { questionId, question, entities } = event.question;
    entries.push({ setId: path, questionId, textKey: question === null ? null : questionKey(question), entities });
    if (preview.questions.length < PREVIEW_ROLLOUTS) {
      preview.questions.push({ questionId, question, entities: entities.map(({ name }) => name) });
    }
    if (entries.length >= SET_QUESTIONS_READ) break;
  }
  return { preview: { ...preview, questionsRead: entries.length }, entries };
}
