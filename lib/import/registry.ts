import { fireact } from './importers/fireact';
import { tau2 } from './importers/tau2';
import { tauBench } from './importers/tau-bench';
import { areal } from './importers/areal';
import { asearcher } from './importers/asearcher';
import { asearcherEval } from './importers/asearcher-eval';
import { art } from './importers/art';
import { browseCompPlusRuns } from './importers/browsecomp-plus';
import { canonicalJsonl } from './importers/canonical-jsonl';
import { deepResearch } from './importers/deep-research';
import { inspectLog } from './importers/inspect';
import { miroflow } from './importers/miroflow';
import { msSwift } from './importers/ms-swift';
import { nemoGym } from './importers/nemo-gym';
import { reactText } from './importers/react-text';
import { rllm } from './importers/rllm';
import { skyrl } from './importers/skyrl';
import { searchR1 } from './importers/search-r1';
import { trl } from './importers/trl';
import { verifiersLegacy } from './importers/verifiers-legacy';
import { verifiersV1 } from './importers/verifiers-v1';
import { verl } from './importers/verl';
import { webdancer } from './importers/webdancer';
import { openaiMessages } from './importers/openai-messages';
import { sharegpt } from './importers/sharegpt';
import { wandbTable } from './importers/wandb-table';
import { miles } from './importers/miles';
import { carr } from './importers/carr';
import { webthinker } from './importers/webthinker';
import { flashrag } from './importers/flashrag';
import { tinkerRollouts } from './importers/tinker-rollouts';
import { tinkerBenchmark } from './importers/tinker-benchmark';
import { smolagents } from './importers/smolagents';
import type { RolloutImporter } from './importer';

/** Every format that is read. Adding one is a file, a test, fixtures, and a line here. */
export const ROLLOUT_IMPORTERS: readonly RolloutImporter[] = [
  canonicalJsonl,
  verifiersLegacy,
  verifiersV1,
  verl,
  deepResearch,
  webdancer,
  asearcher,
  asearcherEval,
  areal,
  searchR1,
  reactText,
  nemoGym,
  inspectLog,
  trl,
  msSwift,
  skyrl,
  rllm,
  miroflow,
  browseCompPlusRuns,
  art,
  tauBench,
  tau2,
  fireact,
  openaiMessages,
  sharegpt,
  wandbTable,
  miles,
  carr,
  webthinker,
  flashrag,
  tinkerRollouts,
  tinkerBenchmark,
  smolagents,
];

/** The importer of a format that is known to exist, such as one stored with a run. */
export function importerById(id: string): RolloutImporter {
  const importer = findImporter(id);
  if (importer === null) throw new RangeError(`no importer is called ${id}`);
  return importer;
}

export function findImporter(id: string): RolloutImporter | null {
  return ROLLOUT_IMPORTERS.find((importer) => importer.id === id) ?? null;
}
