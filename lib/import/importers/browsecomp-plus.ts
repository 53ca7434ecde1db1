import { readBrowseCompEvaluation, readBrowseCompRun } from '@/lib/import/fields/browsecomp-record';
import {
  isBrowseCompEvaluation,
  isBrowseCompQuery,
  QUERIES_TABLE,
  readBrowseCompSide,
} from '@/lib/import/fields/browsecomp-side';
import { isJsonArray } from '@/lib/import/json/json-value';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter, RecordReader, SourceInfo } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `run_{time}.json` of BrowseComp-Plus's clients, one file a query (search_agent/ at 97c637ce), joined with the decrypted
 * data set, the `queries.tsv` of the benchmark, or the `run_{time}_eval.json` of its evaluation. An evaluation is no log by itself, but is read as one where the
 * format is asked for by name.
 */
export const browseCompPlusRuns: RecordImporter = {
  kind: 'records',
  id: 'browsecomp-plus',
  label: 'BrowseComp-Plus runs',
  groupField: 'query_id',
  detect: detectBrowseComp,
  place: placeBrowseComp,
  describe: () => ({ name: null, metadata: {} }),
  companionsAnywhere: true,
  wantsCompanion: ({ path, records }) =>
    baseNameOf(path) === QUERIES_TABLE ||
    records.some((record) => isBrowseCompEvaluation(record) || isBrowseCompQuery(record)),
  open: openBrowseComp,
};

function openBrowseComp({ path, companions }: SourceInfo): RecordReader {
  const side = readBrowseCompSide(companions);
  return {
    read: (record) => [
      isBrowseCompEvaluation(record) ? readBrowseCompEvaluation(record) : readBrowseCompRun(record, side, path),
    ],
  };
}

function detectBrowseComp(probe: FormatProbe): Detection {
  if (probe.records.some(isRun)) {
    return { confidence: 'certain', why: 'a run with query_id, retrieved_docids and result' };
  }
  const [first] = probe.records;
  if (first === undefined) return null;
  if (isBrowseCompEvaluation(first)) {
    const why =
      'This is the evaluation of a BrowseComp-Plus run, without its turns. Drop it together with its run_*.json; by itself it can be imported as format browsecomp-plus.';
    return { confidence: 'refused', code: 'companion_only', why };
  }
  if (Object.hasOwn(first, 'per_query_metrics') && Object.hasOwn(first, 'avg_tool_stats')) {
    const why = 'This is the summary of a BrowseComp-Plus evaluation, without rollouts. Drop the run_*.json files.';
    return { confidence: 'refused', code: 'no_text_in_log', why };
  }
  if (!isBrowseCompQuery(first) || Object.hasOwn(first, 'messages')) return null;
  const why = 'These are queries with their answers, as the data set of BrowseComp-Plus has them, without rollouts.';
  return { confidence: 'refused', code: 'is_question_set', why };
}

/** `result` stands last: of a long run the probe may not reach it, but it is the file's only long field. */
function isRun(record: JsonObject): boolean {
  const isStarted = Object.hasOwn(record, 'query_id') && isJsonArray(record.retrieved_docids);
  return isStarted && (isJsonArray(record.result) || Object.hasOwn(record, 'tool_call_counts'));
}

/** A folder of runs is one run of the policy. */
function placeBrowseComp(path: string): PathFacts {
  return /^run_[^/]+\.json$/.test(baseNameOf(path)) ? inRun(folderOf(path)) : fileIsRun(path);
}
