import { readSmolagentsRecord } from '@/lib/import/fields/smolagents-record';
import { baseNameOf, fileIsRun, folderOf, inRun } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';

/**
 * `output/{set}/{run}.jsonl` of smolagents' open deep research on GAIA (run_gaia.py at 15644e12), and the results of its
 * benchmark of agents (examples/smolagents_benchmark/run.py), which names the kind of agent in `agent_action_type`.
 */
export const smolagents: RecordImporter = {
  kind: 'records',
  id: 'smolagents',
  label: 'smolagents GAIA answers',
  detect: detectSmolagents,
  place: (path) => {
    const split = baseNameOf(folderOf(path));
    return split === 'validation' || split === 'test' ? inRun(path, { split }) : fileIsRun(path);
  },
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readSmolagentsRecord(record)] }),
};

function detectSmolagents(probe: FormatProbe): Detection {
  const fits = probe.records.some(
    (record) =>
      (Object.hasOwn(record, 'intermediate_steps') &&
        (Object.hasOwn(record, 'true_answer') || Object.hasOwn(record, 'augmented_question'))) ||
      (Object.hasOwn(record, 'agent_action_type') && Object.hasOwn(record, 'true_answer')),
  );
  return fits
    ? { confidence: 'certain', why: 'records with true_answer and intermediate_steps or agent_action_type' }
    : null;
}
