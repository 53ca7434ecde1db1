import { processCache } from '@/lib/api/cache/process-cache';
import { discoveryAxis, discoveryBand, type DiscoveryBand } from '@/lib/core/compare-runs/discovery-bands';
import { SharedEntitiesBuilder, type SharedEntities } from '@/lib/core/compare-runs/shared-entities';
import { SideFindsTally, type SideCounts, type SideFinds } from '@/lib/core/compare-runs/side-finds';
import { formatSideName } from '@/lib/core/compare-runs/side-name';
import { MATCHERS } from '@/lib/core/entities/entity';
import { foldEntityName } from '@/lib/core/entities/fold-text';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { visitFirstTurns } from '@/lib/db/queries/first-turns';
import { findEntityNames } from '@/lib/db/queries/questions';

import { Breather } from './breather';
import { loadSides, type LoadedSide, type LoadedSides } from './load-sides';
import { sharedInSplit } from './splits-of-sides';

const CACHE_BYTES = 96 * 1024 * 1024;
/** Of a slot or an entity: what it takes, and what it takes for each side. */
const SLOT_BYTES = { own: 80, side: 8 };
const ENTITY_BYTES = { own: 300, side: 80 };

/** Curves of discovery, one a side. */
interface Discovery {
  /** The last turn drawn: by then each side has at least 99 % of what it finds. */
  readonly lastTurn: number;
  readonly bands: readonly DiscoveryBand[];
}

/** What the sides of a comparison found of the entities they share. */
export interface FoundOnSides {
  readonly entities: SharedEntities;
  /** One a side. */
  readonly finds: readonly SideCounts[];
  /** Null where no question is compared. */
  readonly discovery: Discovery | null;
}

/** A comparison with its finds; question numbers are of the questions that are compared, in one order. */
export interface LoadedFinds extends FoundOnSides {
  readonly loaded: LoadedSides;
  /** For each side the question numbers of the shared questions of the split. */
  readonly questionNumbers: readonly Int32Array[];
  /** Names sides, revisions, matcher, scope and split: alpha and threshold change nothing here. */
  readonly key: string;
}

const cache = processCache<FoundOnSides>('entities found on sides', CACHE_BYTES, ({ entities, finds }) => {
  const arrays = finds.reduce((bytes, { rollouts, found }) => bytes + rollouts.byteLength + found.byteLength, 0);
  const slots = entities.slots.length * (SLOT_BYTES.own + SLOT_BYTES.side * finds.length);
  return arrays + slots + entities.entities.length * (ENTITY_BYTES.own + ENTITY_BYTES.side * finds.length) + 1000;
});

/**
 * What the sides of a comparison found of the entities that all of them look for, under matcher and scope in force:
 * read once from the stored first turns of each run, then kept. Other requests go on meanwhile.
 *
 * @param split empty for all shared questions
 * @throws ApiError as `loadSides`
 */
export async function loadFinds(runs: string, split: string, definitions: Definitions): Promise<LoadedFinds> {
  const loaded = await loadSides(runs, definitions);
  const places = await sharedInSplit(loaded, split);
  const questionNumbers = loaded.shared.map((numbers) => places.map((place) => numbers[place] ?? 0));
  const sideKeys = loaded.sides.map(({ name, loaded: { columnsKey } }) => `${formatSideName(name)}/${columnsKey}`);
  const key = `${sideKeys.join(',')} ${definitions.matcher} ${definitions.scope} ${split}`;
  const found = await cache.get(key, () => findOnSides(loaded.sides, questionNumbers, definitions));
  return { loaded, questionNumbers, key, ...found };
}

async function findOnSides(
  sides: readonly LoadedSide[],
  questionNumbers: readonly Int32Array[],
  { matcher, scope }: Definitions,
): Promise<FoundOnSides> {
  const breather = new Breather();
  const lists = await readLists(sides, questionNumbers);
  const entities = await shareEntities(lists, breather);
  const tallies = sides.map((_, side) => {
    const listLengths = Int32Array.from(lists[side] ?? [], ({ length }) => length);
    const sharedQuestionOf = sharedQuestions(sides[side], questionNumbers[side] ?? new Int32Array());
    return new SideFindsTally({ entities, side, scope, sharedQuestionOf, listLengths });
  });
  for (const runId of new Set(sides.map(({ loaded }) => loaded.run.id))) {
    const ofRun = tallies.filter((_, side) => sides[side]?.loaded.run.id === runId);
    await visitFirstTurns(runId, MATCHERS.indexOf(matcher), (n, turns) => {
      for (const tally of ofRun) tally.add(n - 1, turns);
    });
  }
  const finds: SideFinds[] = [];
  for (const tally of tallies) {
    finds.push(tally.finish());
    await breather.breathe();
  }
  return {
    entities,
    // The turns are used up by the curves.
    finds: finds.map(({ rollouts, found }) => ({ rollouts, found })),
    discovery: await curvesOf(entities, finds, breather),
  };
}

/** The curves of all sides, with a pause after each. */
async function curvesOf(
  entities: SharedEntities,
  finds: readonly SideFinds[],
  breather: Breather,
): Promise<Discovery | null> {
  if (entities.counts.compared === 0) return null;
  const axis = discoveryAxis(entities, finds);
  const bands: DiscoveryBand[] = [];
  for (const side of finds) {
    bands.push(discoveryBand(entities, side, axis));
    await breather.breathe();
  }
  return { lastTurn: axis.lastTurn, bands };
}

/** Names of the gold entities of the compared questions on each side; a run on several sides is read once. */
async function readLists(
  sides: readonly LoadedSide[],
  questionNumbers: readonly Int32Array[],
): Promise<readonly (readonly (readonly string[])[])[]> {
  const ofRun = new Map<number, Awaited<ReturnType<typeof findEntityNames>>>();
  for (const { loaded } of sides) {
    const { id } = loaded.run;
    if (!ofRun.has(id)) ofRun.set(id, await findEntityNames(id, loaded.scored.columns.questionCount));
  }
  return sides.map(({ loaded }, side) => {
    const names = ofRun.get(loaded.run.id);
    return Array.from(questionNumbers[side] ?? [], (number) => names?.[number] ?? []);
  });
}

async function shareEntities(
  lists: readonly (readonly (readonly string[])[])[],
  breather: Breather,
): Promise<SharedEntities> {
  const builder = new SharedEntitiesBuilder(lists.length, foldEntityName);
  const questions = lists[0]?.length ?? 0;
  for (let question = 0; question < questions; question += 1) {
    builder.addQuestion(lists.map((ofSide) => ofSide[question] ?? []));
    if (breather.isDue) await breather.breathe();
  }
  return builder.finish();
}

/** For each rollout of the side's run its place among the compared questions; -1 where it is not compared. */
function sharedQuestions(side: LoadedSide | undefined, numbers: Int32Array): Int32Array {
  if (side === undefined) return new Int32Array();
  const { question, length, questionCount } = side.loaded.scored.columns;
  const placeOf = new Int32Array(questionCount).fill(-1);
  numbers.forEach((number, place) => {
    placeOf[number] = place;
  });
  const shared = new Int32Array(length).fill(-1);
  for (const position of side.positions) shared[position] = placeOf[question[position] ?? 0] ?? -1;
  return shared;
}
