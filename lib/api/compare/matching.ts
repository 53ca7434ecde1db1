import { decodeCursor, encodeCursor, invalidCursor, refuseCursorWithOffset } from '@/lib/api/cursor';
import type { Paging } from '@/lib/api/paging';
import type { Matching, QuestionOnSide } from '@/lib/api/schemas/compare-matching';
import type { MatchedQuestion, QuestionClass } from '@/lib/core/compare-runs/match-questions';
import { sharedWithout } from '@/lib/core/compare-runs/shared-without';
import { countQuestions } from '@/lib/core/compare-runs/side-facts';
import { formatSideName, formatSteps } from '@/lib/core/compare-runs/side-name';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { findQuestionTexts } from '@/lib/db/queries/questions';

import { loadSides, type LoadedSide, type LoadedSides } from './load-sides';

/** Which of the questions of a comparison are listed. */
export interface MatchingSelection extends Paging {
  readonly runs: string;
  readonly class: QuestionClass;
}

/** The questions of a comparison of one class, in the order of matching, with what they are on each side. @throws ApiError as `loadSides`, invalid_cursor */
export async function listMatching(selection: MatchingSelection, definitions: Definitions): Promise<Matching> {
  const loaded = await loadSides(selection.runs, definitions);
  const questions = loaded.questions.filter((question) => question.class === selection.class);
  // Another list of sides, or another revision of a run, has other places.
  const order = `matching:${selection.class}:${loaded.key}`;
  const start = startOf(order, selection);
  const page = questions.slice(start, start + selection.limit);
  const end = start + page.length;
  return {
    items: await itemsOf(loaded, page, start),
    nextCursor:
      page.length === 0 || end >= questions.length ? null : encodeCursor(order, { value: null, tieBreak: end }),
    total: questions.length,
    class: selection.class,
    definitions,
    sides: loaded.sides.map(({ name, loaded: { run } }) => ({
      name: formatSideName(name),
      runId: run.id,
      runName: run.name,
      steps: formatSteps(name.steps) || null,
    })),
    counts: countQuestions(loaded.questions),
  };
}

/** For each side, how many questions the others would share without it. @throws ApiError as `loadSides` */
export async function sharedWithoutSides(runs: string, definitions: Definitions): Promise<readonly number[]> {
  const { questions, sides } = await loadSides(runs, definitions);
  return sharedWithout(questions, sides.length);
}

function startOf(order: string, paging: Paging): number {
  refuseCursorWithOffset(paging);
  if (paging.cursor === undefined) return paging.offset ?? 0;
  const { tieBreak } = decodeCursor(order, paging.cursor);
  if (!Number.isSafeInteger(tieBreak) || Number(tieBreak) < 0) {
    throw invalidCursor(paging.cursor, 'the cursor names no place');
  }
  return Number(tieBreak);
}

async function itemsOf({ sides }: LoadedSides, page: readonly MatchedQuestion[], start: number) {
  const bySide = await Promise.all(
    sides.map((side, at) =>
      questionsOf(
        side,
        page.flatMap(({ numbers }) => numbers[at] ?? []),
      ),
    ),
  );
  return page.map(({ numbers }, index) => ({
    at: start + index,
    sides: numbers.map((ofSide, at) => ofSide.flatMap((number) => bySide[at]?.get(number) ?? [])),
  }));
}

/** Some questions of a side by number. */
async function questionsOf(
  { loaded: { run, scored }, positions }: LoadedSide,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, QuestionOnSide>> {
  const texts = await findQuestionTexts(run.id, numbers);
  const rollouts = new Map(numbers.map((number) => [number, 0]));
  for (const position of positions) {
    const number = scored.columns.question[position] ?? -1;
    const before = rollouts.get(number);
    if (before !== undefined) rollouts.set(number, before + 1);
  }
  return new Map(
    [...rollouts].map(([questionNo, count]) => {
      const text = texts.get(questionNo);
      return [
        questionNo,
        { questionNo, questionId: text?.questionId ?? null, question: text?.text ?? null, rollouts: count },
      ];
    }),
  );
}
