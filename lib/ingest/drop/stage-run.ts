import { sourceRecords, isRecordALine } from '@/lib/import/source/source-records';
import type { PathFacts } from '@/lib/import/paths/path-facts';
import type { PlannedFile, PlannedRun } from '@/lib/import/plan/plan-runs';
import type { IssueCode } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { parseJsonObject } from '@/lib/import/json/parse-json';

import type { DiskSlice, OpenFiles } from './disk-source';
import type { DropFile } from './open-drop';
import type { Spool } from './spool';

/** A file as import threads read it: one record a line. */
export interface StagedFile extends DiskSlice {
  readonly path: string;
  readonly facts: PathFacts;
  /** True where a line is `{"<key>": <record>}`. */
  readonly keyed: boolean;
  readonly inOrder: boolean;
  readonly header: JsonObject | null;
}

export interface StagingIssue {
  readonly fileNo: number;
  readonly line: number;
  readonly code: IssueCode;
  readonly message: string;
}

export interface StagedRun {
  readonly files: readonly StagedFile[];
  /** Records that could not even be told apart. */
  readonly issues: readonly StagingIssue[];
}

const NEWLINE = Buffer.from('\n');
const MOST_ISSUES = 10_000;

/**
 * Makes every file of a run readable in blocks of lines. Files of one record a line are read where they lie; of the others
 * the records are written to the spool, a line each.
 *
 * @throws ImportError where a container is damaged and complete; IngestError disk_full; the spool's abort reason
 */
export async function stageRun(
  run: PlannedRun,
  files: ReadonlyMap<string, DropFile>,
  tools: { readonly open: OpenFiles; readonly spool: Spool },
): Promise<StagedRun> {
  const staged: StagedFile[] = [];
  const issues: StagingIssue[] = [];
  for (const planned of run.files) {
    const file = files.get(planned.path);
    if (file === undefined) throw new RangeError(`the drop has no file ${planned.path}`);
    const base = {
      path: planned.path,
      facts: planned.facts,
      keyed: planned.layout.kind === 'entries',
      inOrder: planned.inOrder,
    };
    if (isRecordALine(planned.container, planned.layout)) {
      staged.push({ ...base, file: file.file, start: file.start, end: file.end, header: file.header });
      continue;
    }
    const { slice, header } = await writeRecords(planned, file, tools, (issue) => {
      if (issues.length < MOST_ISSUES) issues.push({ ...issue, fileNo: staged.length });
    });
    staged.push({ ...base, ...slice, header: header ?? file.header });
  }
  await tools.spool.settle();
  return { files: staged, issues };
}

async function writeRecords(
  planned: PlannedFile,
  file: DropFile,
  { open, spool }: { readonly open: OpenFiles; readonly spool: Spool },
  onIssue: (issue: Omit<StagingIssue, 'fileNo'>) => void,
): Promise<{ slice: DiskSlice; header: JsonObject | null }> {
  const start = spool.bytes;
  let header: JsonObject | null = null;
  let expected = 1;
  for await (const event of sourceRecords(open.source(file), planned.container, planned.layout)) {
    if (event.kind === 'header') header = parseJsonObject(event.bytes);
    else if (event.kind === 'issue') {
      if (file.complete || event.code !== 'line_truncated') onIssue(event);
    } else {
      // A record that was left out keeps its number: an empty line stands for it.
      for (; expected < event.line && planned.container !== 'csv'; expected += 1) await spool.write(NEWLINE);
      expected = event.line + 1;
      // The bytes of a record may be a view that the splitter uses again.
      await spool.write(Buffer.concat([event.bytes, NEWLINE]));
    }
  }
  return { slice: spool.sliceFrom(start), header };
}
