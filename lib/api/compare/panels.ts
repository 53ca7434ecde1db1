import { countFoundAnywhere } from '@/lib/core/compare-runs/found-anywhere';
import { restrictRun } from '@/lib/core/compare-runs/restrict-run';
import { filterPanels, filterSeparation } from '@/lib/core/compare-runs/filter-panels';
import { shapePanels, shapeTexts, type SidePanels, type TextSeparation } from '@/lib/core/compare-runs/shape-panels';
import { MATCHERS } from '@/lib/core/entities/entity';
import { METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';
import { correlateRun, type RunCorrelation } from '@/lib/core/rewards/summarise-run';
import { visitFirstTurns } from '@/lib/db/queries/first-turns';
import { processCache } from '@/lib/api/cache/process-cache';
import type { LoadedRun } from '@/lib/api/scored-run';
import type { PanelsComparison } from '@/lib/api/schemas/compare-panels';

import { choiceKey, comparedRollouts, type ComparedChoice } from './compared-rollouts';
import { loadSides, type LoadedSides } from './load-sides';
import { sharedInSplit } from './splits-of-sides';

const COMPARISONS_KEPT = 30;
const ANYWHERE_CACHE_BYTES = 32 * 1024 * 1024;

/** The panels of one side, how match rate and being right go together on it, and what of it they are over. */
export interface ComparedPanels extends SidePanels {
  readonly correlation: RunCorrelation;
  /** See `SideFilter`: marks have it in their filters. */
  readonly filterIsExact: boolean;
}

const panelsCache = processCache<readonly ComparedPanels[]>('panels of sides', COMPARISONS_KEPT, () => 1);
const textsCache = processCache<readonly (readonly TextSeparation[])[]>(
  'separations of texts',
  COMPARISONS_KEPT,
  () => 1,
);
const anywhereCache = processCache<Uint16Array>(
  'rates of entities found anywhere',
  ANYWHERE_CACHE_BYTES,
  ({ byteLength }) => byteLength + 200,
);

/**
 * The paper's panels of the sides of a comparison, with figure 5.
 *
 * @throws ApiError as `loadSides`
 */
export async function comparePanels(
  runs: string,
  definitions: Definitions,
  choice: ComparedChoice,
): Promise<PanelsComparison> {
  const loaded = await loadSides(runs, definitions);
  const panels = await panelsOf(loaded, choice);
  const texts = await textsOf(loaded, choice);
  return {
    definitions: { ...definitions, metricsVersion: METRICS_VERSION },
    over: choice.over,
    split: choice.split === '' ? null : choice.split,
    sharedQuestions: (await sharedInSplit(loaded, choice.split)).length,
    sides: panels.map((side, at) => ({ ...side, texts: [...(texts[at] ?? [])] })),
  };
}

/** All panels but figure 5, which reads more; from memory where they were used lately. */
export function panelsOf(loaded: LoadedSides, choice: ComparedChoice): Promise<readonly ComparedPanels[]> {
  return panelsCache.get(`${loaded.key} ${choiceKey(choice)}`, async () => {
    const rollouts = await comparedRollouts(loaded, choice);
    const runs = loaded.sides.map(({ loaded: run }, side) =>
      restrictRun(run.scored, rollouts[side]?.positions ?? new Int32Array()),
    );
    return shapePanels(runs).map((panels, side) => ({
      ...filterPanels(panels, rollouts[side]?.filter.text ?? ''),
      correlation: correlateSide(runs[side]),
      filterIsExact: rollouts[side]?.filter.isExact ?? true,
    }));
  });
}

function correlateSide(scored: Parameters<typeof correlateRun>[0] | undefined): RunCorrelation {
  if (scored === undefined) throw new RangeError('a side without a run');
  return correlateRun(scored);
}

/** Figure 5: match rates by the text that is searched, under the matcher in force. */
export function textsOf(loaded: LoadedSides, choice: ComparedChoice): Promise<readonly (readonly TextSeparation[])[]> {
  return textsCache.get(`${loaded.key} ${choiceKey(choice)}`, async () => {
    const rollouts = await comparedRollouts(loaded, choice);
    const sides = [];
    for (const [side, { loaded: run }] of loaded.sides.entries()) {
      const positions = rollouts[side]?.positions ?? new Int32Array();
      sides.push({ scored: run.scored, positions, foundAnywhere: await foundAnywhere(run) });
    }
    return shapeTexts(sides).map((texts, side) =>
      texts.map(({ text, ...separation }) => ({
        text,
        ...filterSeparation(separation, rollouts[side]?.filter.text ?? ''),
      })),
    );
  });
}

/** Entities found in any scope, one entry a rollout of the run. */
function foundAnywhere({ run, scored, columnsKey }: LoadedRun): Promise<Uint16Array> {
  const { columns, definitions } = scored;
  return anywhereCache.get(`${columnsKey}:${definitions.matcher}`, async () => {
    const found = new Uint16Array(columns.length);
    await visitFirstTurns(run.id, MATCHERS.indexOf(definitions.matcher), (n, turns) => {
      found[n - 1] = countFoundAnywhere(turns, columns.entityCount[n - 1] ?? 0);
    });
    return found;
  });
}
