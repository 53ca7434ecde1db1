import { rowsOfColumns } from './containers/columns';
import { refuseContent } from './detection/refusals';
import type { ImportErrorCode } from './import-error';
import type { Detection, FormatProbe, RolloutImporter } from './importer';
import type { RecordLayout } from './containers/record-layout';
import { isJsonArray, isJsonObject } from './json/json-value';
import { PROBE_RECORDS } from './probe/read-probe';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { findImporter, ROLLOUT_IMPORTERS } from './registry';

export type DetectionResult =
  | {
      readonly kind: 'importer';
      readonly importer: RolloutImporter;
      readonly why: string;
      readonly layout: RecordLayout;
      readonly inOrder: boolean;
    }
  | { readonly kind: 'refused'; readonly code: ImportErrorCode; readonly message: string };

type Accepted = Extract<Detection, { confidence: 'certain' | 'likely' }>;

/**
 * Decides which importer reads a file, from its first records. Never throws.
 *
 * A requested format is taken at its word where the file is text or JSON at all. Else the one importer that is certain, else
 * the one to which it is likely, else the one whose records lie inside the object that the file is; two of the same confidence are refused as `ambiguous_format`, never settled by order. What
 * no importer takes is refused by what it is.
 *
 * @param requestedFormat id of an importer, or null to detect
 * @param importers for tests
 */
export function detectFormat(
  probe: FormatProbe,
  requestedFormat: string | null,
  importers: readonly RolloutImporter[] = ROLLOUT_IMPORTERS,
): DetectionResult {
  if (probe.container === 'empty' && probe.complete) return refused('empty_file', 'The file is empty.');
  if (requestedFormat !== null) return takeAtItsWord(probe, requestedFormat);
  return choose(probe, answersOf(probe, importers)) ?? detectInside(probe, importers) ?? refuse(probe);
}

interface Answer {
  readonly importer: RolloutImporter;
  readonly detection: Exclude<Detection, null>;
}

function answersOf(probe: FormatProbe, importers: readonly RolloutImporter[]): readonly Answer[] {
  return importers.flatMap((importer) => {
    const detection = importer.detect(probe);
    return detection === null ? [] : [{ importer, detection }];
  });
}

/** One object that is no record of a format may hold records of one: keyed by id, in a list, or column by column. */
function detectInside(probe: FormatProbe, importers: readonly RolloutImporter[]): DetectionResult | null {
  const [object] = probe.records;
  if (object === undefined || probe.records.length > 1 || !['object', 'lines'].includes(probe.container)) return null;
  for (const { layout, records } of viewsOf(object)) {
    const inside = { ...probe, container: 'list' as const, records };
    const certain = answersOf(inside, importers).filter(({ detection }) => detection.confidence === 'certain');
    const found = choose(inside, certain);
    if (found?.kind === 'importer' && found.importer.kind === 'records' && found.layout.kind === 'list') {
      return { ...found, layout, why: `${found.why}, ${WORDS_OF_LAYOUT[layout.kind] ?? ''}` };
    }
  }
  return null;
}

const WORDS_OF_LAYOUT: Readonly<Record<string, string>> = {
  entries: 'in an object keyed by id',
  member: 'in a list inside an object',
  columns: 'column by column',
};

interface View {
  readonly layout: RecordLayout;
  readonly records: readonly JsonObject[];
}

function viewsOf(object: JsonObject): readonly View[] {
  const views: View[] = [];
  const values = Object.values(object);
  const objects = values.filter(isJsonObject);
  if (objects.length >= 2 && objects.length === values.length) {
    views.push({ layout: { kind: 'entries' }, records: objects.slice(0, PROBE_RECORDS) });
  }
  for (const [name, value] of Object.entries(object)) {
    const records = isJsonArray(value) ? value.slice(0, PROBE_RECORDS).filter(isJsonObject) : [];
    if (records.length > 0) views.push({ layout: { kind: 'member', name }, records });
  }
  const rows = rowsOfColumns(object, PROBE_RECORDS);
  if (rows !== null) views.push({ layout: { kind: 'columns' }, records: rows });
  return views;
}

function takeAtItsWord(probe: FormatProbe, requestedFormat: string): DetectionResult {
  const importer = findImporter(requestedFormat);
  if (importer === null) {
    const known = ROLLOUT_IMPORTERS.map(({ id }) => id).join(', ');
    return refused('unknown_format', `No format is called "${requestedFormat}"; known are ${known}.`);
  }
  const detection = importer.detect(probe);
  if (detection !== null && detection.confidence !== 'refused') return accepted(probe, importer, detection);
  return accepted(probe, importer, { confidence: 'likely', why: 'asked for' });
}

function choose(probe: FormatProbe, answers: readonly Answer[]): DetectionResult | null {
  for (const confidence of ['certain', 'refused', 'likely'] as const) {
    const [first, ...others] = answers.filter(({ detection }) => detection.confidence === confidence);
    if (first === undefined) continue;
    if (first.detection.confidence === 'refused') return refused(first.detection.code, first.detection.why);
    if (others.length === 0) return accepted(probe, first.importer, first.detection);
    const ids = [first, ...others].map(({ importer }) => importer.id).join(', ');
    return refused('ambiguous_format', `The file could be any of ${ids}; say which one it is.`);
  }
  return null;
}

function accepted(probe: FormatProbe, importer: RolloutImporter, detection: Accepted): DetectionResult {
  const layout = detection.layout ?? usualLayout(probe);
  return { kind: 'importer', importer, why: detection.why, layout, inOrder: detection.inOrder ?? false };
}

/** How records lie in a container where a format says nothing else. */
export function usualLayout(probe: FormatProbe): RecordLayout {
  if (probe.container === 'list') return { kind: 'list' };
  return probe.container === 'object' ? { kind: 'whole' } : { kind: 'lines' };
}

function refuse(probe: FormatProbe): DetectionResult {
  const { code, message } = refuseContent(probe);
  return refused(code, message);
}

function refused(code: ImportErrorCode, message: string): DetectionResult {
  return { kind: 'refused', code, message };
}
