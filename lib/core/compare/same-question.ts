/** A question as one run asks it. */
export interface AskedQuestion {
  readonly runId: number;
  readonly questionNo: number;
  readonly questionId: string | null;
  /** `questionKey` of its text; null where the log has none. */
  readonly textKey: string | null;
}

/** What two questions are the same by; null where they are different ones. */
export type SameBy = 'run' | 'id' | 'text' | null;

/** An equal id in two data sets is a coincidence: unless one text stands in the other, they are two questions. */
export function textsContradict(left: string | null, right: string | null): boolean {
  if (left === null || left === '' || right === null || right === '') return false;
  return !left.includes(right) && !right.includes(left);
}

/**
 * Whether two runs ask the same question. Within one run its own numbering decides, for a log may give one text to two
 * tasks; between runs the log's id does where the texts do not contradict each other, and else the text
 * (lib/db/queries/same-question.ts finds them by the same rule).
 */
export function sameQuestion(left: AskedQuestion, right: AskedQuestion): SameBy {
  if (left.runId === right.runId) return left.questionNo === right.questionNo ? 'run' : null;
  const sameId = left.questionId !== null && left.questionId === right.questionId;
  if (sameId && !textsContradict(left.textKey, right.textKey)) return 'id';
  return left.textKey !== null && left.textKey !== '' && left.textKey === right.textKey ? 'text' : null;
}
