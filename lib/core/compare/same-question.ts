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

/**
 * Whether two runs ask the same question. Within one run its own numbering decides, for a log may give one text to two
 * tasks; between runs the log's id does, and where the ids do not agree, or there are none, the text.
 */
export function sameQuestion(left: AskedQuestion, right: AskedQuestion): SameBy {
  if (left.runId === right.runId) return left.questionNo === right.questionNo ? 'run' : null;
  if (left.questionId !== null && left.questionId === right.questionId) return 'id';
  return left.textKey !== null && left.textKey !== '' && left.textKey === right.textKey ? 'text' : null;
}
