import { readFile } from 'node:fs/promises';

import { UsageError } from '@/lib/cli/setup/options.mjs';
import { dropPreviewSchema, type DropPreview } from '@/lib/api/schemas/drop-preview';
import { createdSchema, type ImportStatusReport } from '@/lib/api/schemas/import';
import { quantityWords } from '@/lib/import/words/number-words';
import { existingWords, unreadableWords } from '@/lib/import/words/preview-words';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

import { askApi } from './api-client';
import { CommandFailure, EXIT_CODES, type ExitCode } from './command-failure';
import { readParts, totalLength } from './content-parts';
import { findServer, type FoundServer } from './find-server';
import { followImport } from './follow-import';
import type { ImportOptions } from './import-options';
import { listFiles, nameOfPaths, type LocalFile } from './list-files';
import { readMapFile, settingsOf } from './map-file';
import { previewBody } from './preview-body';
import { previewText, runAddress } from './preview-text';
import { ProgressPrinter, type ProgressOutput } from './progress-printer';
import { reportText } from './report-text';
import { planStart, type StartPlan } from './start-settings';
import { storedWords, storeEntities } from './store-entities';
import { oneLine } from './terminal-text';
import { uploadFiles } from './upload-files';

/** Where the command writes. */
export interface Terminal {
  /** Results: addresses, or what was asked for with --dry-run or --json. */
  readonly output: { write(text: string): unknown };
  /** Everything else. */
  readonly messages: ProgressOutput;
}

interface Work {
  readonly options: ImportOptions;
  readonly server: FoundServer;
  readonly settings: ImportSettings;
  /** All that was named, gold entities too. */
  readonly paths: readonly string[];
  readonly files: readonly LocalFile[];
  /** Those of --entities. */
  readonly entityFiles: readonly LocalFile[];
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
  readonly progress: ProgressPrinter;
}

/**
 * Previews, and unless that is all that was asked for, imports what the options name.
 *
 * @param signal stops: what is being sent is kept for the next try, an import that runs is cancelled
 * @throws CommandFailure, UsageError; the signal's reason where nothing was under way
 */
export async function runImport(options: ImportOptions, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const settings = settingsOf(options, await readSettings(options.mapFile));
  const server = findServer(options);
  const paths = [...options.paths, ...options.entityFiles];
  const files = await listFiles(paths);
  const entityFiles = options.entityFiles.length === 0 ? [] : await listFiles(options.entityFiles);
  if (files.length === 0) throw new CommandFailure(EXIT_CODES.nothingToImport, 'There are no files in what you named.');
  const progress = new ProgressPrinter(terminal.messages);
  const work: Work = { options, server, settings, paths, files, entityFiles, signal, terminal, progress };
  const preview = await askPreview(work);
  checkFormat(options.format, preview);
  const plan = planStart(preview, {
    settings,
    runName: options.runName,
    again: options.again,
    entityPaths: entityFiles.map(({ path }) => path),
  });
  return options.dryRun ? showOnly(work, plan) : importPlanned(work, plan);
}

/** The server knows the formats; those of this checkout may be others. */
function checkFormat(format: string | null, { formats }: DropPreview): void {
  if (format === null || formats.some(({ id }) => id === format)) return;
  const known = formats.map(({ id }) => id).join(', ');
  throw new UsageError(`--format: no format is called "${format}"; known are ${known}`);
}

async function readSettings(mapFile: string | null): Promise<ImportSettings> {
  if (mapFile === null) return {};
  const text = await readFile(mapFile, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(EXIT_CODES.failed, `--map ${mapFile} cannot be read: ${reason}`);
  });
  return readMapFile(text, mapFile);
}

/** Nothing is sent but paths where the server can read them, else the beginnings of the files. */
async function askPreview({ server, settings, paths, files, signal }: Work): Promise<DropPreview> {
  const call = { method: 'POST', path: '/imports/preview', signal } as const;
  if (server.token !== null) return askApi(server, { ...call, json: { paths, settings } }, dropPreviewSchema);
  const parts = await previewBody(files, settings);
  const length = totalLength(parts);
  const bytes = { type: 'application/x-tar', length, chunks: readParts(parts, 0, length) };
  return askApi(server, { ...call, bytes }, dropPreviewSchema);
}

function showOnly({ options, server, terminal }: Work, { preview, wanted, existing }: StartPlan): ExitCode {
  const text = options.json ? `${JSON.stringify(preview, null, 2)}\n` : previewText(preview, server.address);
  terminal.output.write(text);
  const isUsable = wanted.length + existing.length + preview.entitySets.length > 0;
  return isUsable ? EXIT_CODES.done : EXIT_CODES.nothingToImport;
}

async function importPlanned(work: Work, plan: StartPlan): Promise<ExitCode> {
  const { server, terminal, entityFiles } = work;
  terminal.messages.write(`${previewText(plan.preview, server.address)}\n`);
  const sets = setFiles(work, plan.preview);
  if (plan.wanted.length === 0 && plan.existing.length > 0) throw alreadyImported(plan, server);
  if (plan.wanted.length === 0 && sets.length === 0) throw nothingUsable(plan.preview);
  for (const run of plan.existing) {
    terminal.messages.write(`Left out, there already: ${oneLine(run.name)} (--again imports it once more)\n`);
  }
  for (const file of sets) {
    const stored = await storeEntities(server, file, work.signal);
    terminal.messages.write(`${storedWords(file.path, stored)}\n`);
  }
  if (plan.wanted.length === 0) return EXIT_CODES.done;
  if (entityFiles.length > 0) terminal.messages.write('\n');
  const finished = await importRuns(work, plan);
  return finish(work, finished);
}

/** Files of gold entities: those that were named as such, and those the preview found among the others. */
function setFiles({ files, entityFiles }: Work, preview: DropPreview): readonly LocalFile[] {
  const paths = new Set([...entityFiles, ...preview.entitySets].map(({ path }) => path));
  return files.filter(({ path }) => paths.has(path));
}

async function importRuns(work: Work, { settings }: StartPlan): Promise<ImportStatusReport> {
  const { options, server, paths, signal, progress } = work;
  const name = nameOfPaths(options.paths);
  try {
    const source = server.token === null ? { upload: await upload(work, name) } : { paths };
    // Not to be stopped half-way: whoever began an import must know its id to cancel it.
    const start = { method: 'POST', path: '/imports/start', json: { source, name, settings } } as const;
    const { id } = await askApi(server, start, createdSchema);
    return await followImport({ server, id, signal, onProgress: (now) => progress.show(now) });
  } finally {
    progress.clear();
  }
}

async function upload({ server, files, entityFiles, signal, progress }: Work, name: string): Promise<string> {
  const entityPaths = new Set(entityFiles.map(({ path }) => path));
  const logs = files.filter(({ path }) => !entityPaths.has(path));
  const onProgress = (done: number, total: number) => progress.show({ label: 'Uploading', done, total });
  return uploadFiles({ server, files: logs, name, signal, onProgress });
}

function finish({ options, server, terminal }: Work, finished: ImportStatusReport): ExitCode {
  terminal.messages.write(`${reportText(finished)}\n`);
  if (options.json) terminal.output.write(`${JSON.stringify(finished, null, 2)}\n`);
  else for (const id of finished.runIds) terminal.output.write(`${runAddress(server.address, id)}\n`);
  return EXIT_CODES.done;
}

function alreadyImported({ existing }: StartPlan, { address }: FoundServer): CommandFailure {
  const lines = existing.flatMap(({ existing: found }) =>
    found === null ? [] : [`${oneLine(existingWords(found))}: ${runAddress(address, found.runId)}`],
  );
  return new CommandFailure(EXIT_CODES.alreadyImported, `${lines.join('\n')}\n--again imports it once more.`);
}

function nothingUsable({ runs, leftOut }: DropPreview): CommandFailure {
  const isTable = runs.some(({ format }) => format === null);
  const advice = isTable ? ' Say which column is what with --map FILE, or give --format ID.' : '';
  const unreadable = runs.map(unreadableWords).find((words) => words !== null) ?? null;
  const found =
    runs.length === 0 ? `${quantityWords(leftOut.total, 'file')} left out` : (unreadable ?? 'no known format');
  return new CommandFailure(
    EXIT_CODES.nothingToImport,
    `There is nothing to import: ${found.replace(/\.$/, '')}.${advice}`,
  );
}
