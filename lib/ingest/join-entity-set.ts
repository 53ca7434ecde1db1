import { QuestionIndex, type EntitySetEntry } from '@/lib/core/entities/question-index';
import { findEntitySetQuestions, findQuestionsToJoin } from '@/lib/db/queries/entity-sets';

const QUESTIONS_A_READ = 10_000;

/** How a set meets the questions that visible runs ask. */
export interface SetJoin {
  /** Positions in the set of the questions that a run asks. */
  readonly joined: ReadonlySet<number>;
  /** Questions of runs that several questions of the set fit. */
  readonly ambiguous: number;
  readonly runIds: readonly number[];
}

/** Joins a set with the questions of all visible runs, by the rules of `QuestionIndex`. */
export async function joinSet(setId: string): Promise<SetJoin> {
  const questions = await findEntitySetQuestions(setId);
  const positionOfEntry = new Map<EntitySetEntry, number>();
  for (const [position, { questionId, textKey }] of questions.entries()) {
    positionOfEntry.set({ setId, questionId, textKey, entities: [] }, position);
  }
  const index = new QuestionIndex(positionOfEntry.keys());
  const joined = new Set<number>();
  const runIds = new Set<number>();
  let ambiguous = 0;
  let after = { runId: 0, questionNo: -1 };
  for (;;) {
    const asked = await findQuestionsToJoin(after, QUESTIONS_A_READ);
    for (const question of asked) {
      const join = index.join({ questionId: question.question_id, question: question.text });
      if (join.kind === 'ambiguous') ambiguous += 1;
      if (join.kind !== 'joined') continue;
      joined.add(positionOfEntry.get(join.entry) ?? -1);
      runIds.add(question.run_id);
    }
    const last = asked.at(-1);
    if (last === undefined) return { joined, ambiguous, runIds: [...runIds] };
    after = { runId: last.run_id, questionNo: last.question_no };
  }
}
