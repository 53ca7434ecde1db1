import { meanOverQuestions } from './mean-over-questions';
import type { SharedEntities } from './shared-entities';
import type { SideFinds } from './side-finds';

/** Share of all finds of a side that the turns drawn must hold. */
const SHARE_DRAWN = 0.99;
const MOST_POINTS = 200;

/** Mean share of a question's entities found by the end of a turn. */
export interface DiscoveryPoint {
  readonly turn: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** How fast one side finds the shared entities. */
export interface DiscoveryBand {
  /** Rollouts of the questions compared. */
  readonly rollouts: number;
  readonly points: readonly DiscoveryPoint[];
  /** After the last turn: the mean match rate of the shared entities. */
  readonly end: Omit<DiscoveryPoint, 'turn'>;
  /** The turn by which half of what is ever found is found; null where nothing is. */
  readonly halfTurn: number | null;
  /** Finds, one a rollout and entity, and those in turns that are not drawn. */
  readonly finds: number;
  readonly findsBeyond: number;
  /** The last turn in which anything was found; 0 where nothing was. */
  readonly lastFindTurn: number;
}

/** A side with what one find of each question adds to the sum over questions: 1 / (its rollouts x its entities). */
interface WeightedFinds {
  readonly finds: SideFinds;
  readonly compared: readonly number[];
  readonly weights: Float64Array;
}

function weigh(entities: SharedEntities, finds: SideFinds): WeightedFinds {
  const weights = new Float64Array(entities.questions);
  const compared: number[] = [];
  for (let question = 0; question < entities.questions; question += 1) {
    const slots = (entities.starts[question + 1] ?? 0) - (entities.starts[question] ?? 0);
    const rollouts = finds.rollouts[question] ?? 0;
    if (slots === 0 || rollouts === 0) continue;
    compared.push(question);
    weights[question] = 1 / (slots * rollouts);
  }
  return { finds, compared, weights };
}

/** First turn by which a part of the weight of all finds is in; null where nothing was found. */
function turnOfShare({ finds, weights }: WeightedFinds, share: number): number | null {
  const total = finds.questions.reduce((sum, question) => sum + (weights[question] ?? 0), 0);
  let sum = 0;
  for (let at = 0; at < finds.turns.length; at += 1) {
    sum += weights[finds.questions[at] ?? 0] ?? 0;
    // A tolerance, since a sum of thirds is not quite one.
    if (sum >= total * share - 1e-9) return finds.turns[at] ?? null;
  }
  return null;
}

/** Whole turns from 0 to the last, all of them or evenly spaced. */
function turnsDrawn(lastTurn: number): readonly number[] {
  const every = Math.ceil(lastTurn / MOST_POINTS);
  const turns = Array.from({ length: Math.floor(lastTurn / every) + 1 }, (_, at) => at * every);
  return turns.at(-1) === lastTurn ? turns : [...turns, lastTurn];
}

function bandOf(side: WeightedFinds, turns: readonly number[]): DiscoveryBand {
  const { finds, compared, weights } = side;
  const counts = new Uint32Array(weights.length);
  const values = new Float64Array(compared.length);
  const placeOf = new Uint32Array(weights.length);
  compared.forEach((question, place) => (placeOf[question] = place));
  let at = 0;
  const meanAfter = (turn: number) => {
    for (; at < finds.turns.length && (finds.turns[at] ?? 0) <= turn; at += 1) {
      const question = finds.questions[at] ?? 0;
      const count = (counts[question] ?? 0) + 1;
      counts[question] = count;
      // From the count, not by adding up: so the order of finds leaves no trace.
      values[placeOf[question] ?? 0] = count * (weights[question] ?? 0);
    }
    return meanOverQuestions(values, [0, 1]) ?? { value: 0, low: null, high: null };
  };
  const points = turns.map((turn) => ({ turn, ...meanAfter(turn) }));
  const drawn = at;
  return {
    rollouts: compared.reduce((sum, question) => sum + (finds.rollouts[question] ?? 0), 0),
    points,
    end: meanAfter(Infinity),
    halfTurn: turnOfShare(side, 0.5),
    finds: finds.turns.length,
    findsBeyond: finds.turns.length - drawn,
    lastFindTurn: finds.turns.at(-1) ?? 0,
  };
}

/** The turns at which the curves of a comparison have points. */
export interface DiscoveryAxis {
  readonly lastTurn: number;
  readonly turns: readonly number[];
}

/** The turns from 0 by which each side has 99 % of what it finds, all of them or evenly spaced. */
export function discoveryAxis(entities: SharedEntities, sides: readonly SideFinds[]): DiscoveryAxis {
  const ends = sides.map((finds) => turnOfShare(weigh(entities, finds), SHARE_DRAWN) ?? 0);
  const lastTurn = Math.max(1, ...ends);
  return { lastTurn, turns: turnsDrawn(lastTurn) };
}

/**
 * The discovery curve of one side of a comparison: for each turn the share of a question's shared entities that a
 * rollout has found by then, averaged over the rollouts of a question, then over questions, so that every question
 * weighs the same. The band is the 95 % interval over questions. Where no question is compared every value is 0.
 *
 * @param finds what the side found of these entities
 */
export function discoveryBand(
  entities: SharedEntities,
  finds: SideFinds,
  { turns }: Pick<DiscoveryAxis, 'turns'>,
): DiscoveryBand {
  return bandOf(weigh(entities, finds), turns);
}
