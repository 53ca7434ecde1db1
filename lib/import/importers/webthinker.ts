import { readWebthinkerRecord } from '@/lib/import/fields/webthinker-record';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** `test.10.5,3:15.json`, behind the time a random number and `.metrics` where the evaluation wrote a copy. */
const RESULT_FILE = /^(.{1,80}?)\.(\d{1,2}\.\d{1,2},\d{1,2}[:_.-]?\d{1,2}(?:\.\d{1,9})?)((?:\.[a-z_]{1,30})*)\.json$/i;

/**
 * Results of WebThinker (scripts/run_web_thinker.py, evaluate.py at 2d6546fb) and Search-o1, whose form it took over: a
 * list of rows of the data set with what the model wrote.
 */
export const webthinker: RecordImporter = {
  kind: 'records',
  id: 'webthinker',
  label: 'WebThinker / Search-o1 results',
  detect: detectWebthinker,
  place: placeWebthinker,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readWebthinkerRecord(record)] }),
};

function detectWebthinker(probe: FormatProbe): Detection {
  if (!probe.records.some(isRow)) return null;
  return { confidence: 'certain', why: 'records with Output beside Pred_Answer, Metrics, WebExplorer or prompt' };
}

function isRow(record: JsonObject): boolean {
  if (typeof record.Output !== 'string') return false;
  const beside = ['Pred_Answer', 'pred_ans', 'Metrics', 'WebExplorer', 'prompt', 'Question'];
  return beside.some((key) => Object.hasOwn(record, key));
}

/** Files of one split in one folder are rollouts of the same questions; of a result and its evaluated copy the copy counts. */
function placeWebthinker(path: string): PathFacts {
  const [, split, time, suffixes] = RESULT_FILE.exec(baseNameOf(path)) ?? [];
  if (split === undefined || time === undefined) return fileIsRun(path);
  const folder = folderOf(path);
  const version = { of: `${folder}/${split}.${time}`, rank: suffixes === '' ? 0 : 1 };
  return inRun(folder === '' ? split : `${folder}/${split}`, { split, version });
}
