import { readFlashragRecord } from '@/lib/import/fields/flashrag-record';
import { isJsonObject } from '@/lib/import/json/json-value';
import { baseNameOf, fileIsRun, folderOf, inRun } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';

/** `intermediate_data.json` of FlashRAG, one folder a run (flashrag/dataset/dataset.py at 0fc3712e). */
export const flashrag: RecordImporter = {
  kind: 'records',
  id: 'flashrag',
  label: 'FlashRAG intermediate data',
  detect: detectFlashrag,
  place: (path) => {
    const folder = folderOf(path);
    return folder !== '' && baseNameOf(path) === 'intermediate_data.json' ? inRun(folder) : fileIsRun(path);
  },
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readFlashragRecord(record)] }),
};

function detectFlashrag(probe: FormatProbe): Detection {
  const fits = probe.records.some(
    (record) =>
      Object.hasOwn(record, 'golden_answers') && isJsonObject(record.output) && Object.hasOwn(record, 'question'),
  );
  return fits ? { confidence: 'certain', why: 'records with question, golden_answers and an output object' } : null;
}
