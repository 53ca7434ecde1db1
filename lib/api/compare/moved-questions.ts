import type { Paging } from '@/lib/api/paging';
import { definedNumber, presentNumber } from '@/lib/api/rollout-items';
import type { MovedQuestion, MovedQuestionsAnswer, SideOfQuestion } from '@/lib/api/schemas/compare-questions';
import { pageOfSortedList } from '@/lib/api/sorted-page';
import { groupsOnSide, type GroupAtStep } from '@/lib/core/compare-runs/groups-on-side';
import { isMovedSo, parseMoved } from '@/lib/core/compare-runs/moved-choice';
import { compareQuestions, type QuestionDifferences } from '@/lib/core/compare-runs/question-differences';
import { orderQuestions, type QuestionOrder } from '@/lib/core/compare-runs/question-orders';
import { OUTCOMES } from '@/lib/core/rewards/run-columns';
import { findQuestionNumbersWith } from '@/lib/db/queries/compared-questions';
import { findQuestionTexts } from '@/lib/db/queries/questions';

import { loadPair, pairFacts, type ComparedPair, type PairRequest, type PairSide } from './compared-pair';

const GROUPS_LISTED = 10;

/** Which shared questions are listed, and in which order. */
export interface MovedRequest extends PairRequest, Paging {
  readonly sort: QuestionOrder;
  /** What `parseMoved` reads; empty takes all. */
  readonly moved: string;
  /** Part of a text or an id; empty takes all. */
  readonly q: string;
}

/**
 * A page of the questions that all sides share, with what became of each on the baseline and on another side.
 *
 * @throws ApiError as `loadPair`; invalid_cursor
 */
export async function listMovedQuestions(request: MovedRequest): Promise<MovedQuestionsAnswer> {
  const pair = await loadPair(request);
  const differences = compareQuestions(pair.baseline.outcomes, pair.against.outcomes);
  const wanted = await wantedPlaces(pair, request);
  const ranks = new Float64Array(wanted.length);
  const places = orderQuestions(differences, request.sort);
  places.forEach((place, rank) => (ranks[place] = rank));
  // A cursor names the place among all questions of this order, so that it holds whatever else is chosen.
  const sorted = { values: ranks, positions: places.filter((place) => wanted[place] === 1) };
  const order = `moved:${pair.baseline.position}:${pair.against.position}:${request.sort}`;
  const { positions, nextCursor, total } = pageOfSortedList(sorted, order, false, request);
  return {
    ...pairFacts(pair, request),
    items: await itemsOf(pair, differences, positions),
    nextCursor,
    total,
  };
}

/** 1 for each shared question that split, move and text choose. */
async function wantedPlaces({ baseline, against, selected }: ComparedPair, { moved, q }: MovedRequest) {
  const wanted = new Uint8Array(baseline.numbers.length);
  const choice = parseMoved(moved);
  const withText = await placesWithText([baseline, against], q.trim());
  const outcomeAt = ({ outcomes }: PairSide, place: number) => OUTCOMES[outcomes.outcome[place] ?? -1] ?? 'unknown';
  for (const place of selected) {
    if (choice !== null && !isMovedSo(choice, outcomeAt(baseline, place), outcomeAt(against, place))) continue;
    if (withText(place)) wanted[place] = 1;
  }
  return wanted;
}

/** Whether a question has a text on either side; one side may word it otherwise. */
async function placesWithText(sides: readonly PairSide[], text: string): Promise<(place: number) => boolean> {
  if (text === '') return () => true;
  const found = await Promise.all(sides.map(({ side }) => findQuestionNumbersWith(side.loaded.run.id, text)));
  return (place) => sides.some(({ numbers }, at) => found[at]?.has(numbers[place] ?? -1) === true);
}

async function itemsOf(
  { baseline, against }: ComparedPair,
  differences: QuestionDifferences,
  places: Int32Array,
): Promise<MovedQuestion[]> {
  const [left, right] = await Promise.all([readSide(baseline, places), readSide(against, places)]);
  return Array.from(places, (place) => ({
    questionId: left.wordsAt(place)?.questionId ?? right.wordsAt(place)?.questionId ?? null,
    question: left.wordsAt(place)?.text ?? right.wordsAt(place)?.text ?? null,
    baseline: left.at(place),
    against: right.at(place),
    difference: {
      accuracy: definedNumber(differences.accuracy[place]),
      matchRate: definedNumber(differences.matchRate[place]),
      toolCalls: definedNumber(differences.toolCalls[place]),
      toolCallsCorrect: definedNumber(differences.toolCallsCorrect[place]),
    },
    disagreement: definedNumber(differences.disagreement[place]),
  }));
}

async function readSide(pairSide: PairSide, places: Int32Array) {
  const { side, numbers } = pairSide;
  const wanted = Array.from(places, (place) => numbers[place] ?? 0);
  const texts = await findQuestionTexts(side.loaded.run.id, wanted);
  const groups = groupsOnSide(side.loaded.scored.columns, side.positions, wanted);
  return {
    wordsAt: (place: number) => texts.get(numbers[place] ?? -1),
    at: (place: number) => sideOfQuestion(pairSide, place, groups.get(numbers[place] ?? -1) ?? []),
  };
}

/** @param groups latest first */
function sideOfQuestion(
  { numbers, outcomes }: PairSide,
  place: number,
  groups: readonly GroupAtStep[],
): SideOfQuestion {
  const shown = outcomes.shown[place] ?? -1;
  return {
    questionNo: numbers[place] ?? 0,
    outcome: OUTCOMES[outcomes.outcome[place] ?? -1] ?? 'unknown',
    rollouts: outcomes.rollouts[place] ?? 0,
    known: outcomes.known[place] ?? 0,
    correct: outcomes.correct[place] ?? 0,
    accuracy: definedNumber(outcomes.accuracy[place]),
    matchRate: definedNumber(outcomes.matchRate[place]),
    toolCalls: definedNumber(outcomes.toolCalls[place]),
    toolCallsCorrect: definedNumber(outcomes.toolCallsCorrect[place]),
    shown: shown < 0 ? null : shown + 1,
    groups: {
      total: groups.length,
      latest: groups.slice(0, GROUPS_LISTED).map(({ group, step }) => ({ group, step: presentNumber(step) })),
    },
  };
}
