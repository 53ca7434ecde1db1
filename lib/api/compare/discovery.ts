import { formatSideName, formatSteps } from '@/lib/core/compare-runs/side-name';
import { METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';
import type { DiscoveryAnswer } from '@/lib/api/schemas/compare-entities';

import { loadFinds, type LoadedFinds } from './found-on-sides';
import type { LoadedSide } from './load-sides';

/** What a comparison of entities is over: the questions and entities that all sides share. */
export function basisOf({ entities, loaded }: LoadedFinds, split: string) {
  const { counts } = entities;
  const [first] = loaded.sides;
  if (first === undefined) throw new RangeError('a comparison without sides');
  return {
    definitions: { ...first.loaded.scored.definitions, metricsVersion: METRICS_VERSION },
    split: split === '' ? null : split,
    questions: {
      shared: entities.questions,
      compared: counts.compared,
      nothingInCommon: counts.nothingInCommon,
      differing: counts.differing,
      without: [...counts.without],
    },
    entities: { compared: entities.slots.length, names: entities.entities.length, leftOut: counts.leftOut },
  };
}

/** What a side is called. */
export function sideWords({ name, loaded }: LoadedSide) {
  return {
    name: formatSideName(name),
    run: { id: loaded.run.id, name: loaded.run.name },
    steps: formatSteps(name.steps) || null,
  };
}

const NO_CURVE = {
  rollouts: 0,
  points: [],
  end: null,
  halfTurn: null,
  finds: 0,
  findsBeyond: 0,
  lastFindTurn: 0,
};

/**
 * How fast each side of a comparison finds the entities that all of them look for, by turn.
 *
 * @throws ApiError as `loadSides`
 */
export async function readDiscovery(runs: string, split: string, definitions: Definitions): Promise<DiscoveryAnswer> {
  const finds = await loadFinds(runs, split, definitions);
  return {
    ...basisOf(finds, split),
    lastTurn: finds.discovery?.lastTurn ?? 0,
    curves: finds.loaded.sides.map((side, at) => {
      const band = finds.discovery?.bands[at];
      return { ...sideWords(side), ...(band === undefined ? NO_CURVE : { ...band, points: [...band.points] }) };
    }),
  };
}
