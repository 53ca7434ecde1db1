/** What a turn got back, as far as two results are compared. */
export interface TurnResult {
  /** Characters of all its observations. */
  readonly length: number;
  /** An observation begins as the messages of failed calls do. */
  readonly isError: boolean;
}

export const NO_RESULT: TurnResult = { length: 0, isError: false };

/** A result this short may be the message of a failure. */
const SHORT = 200;
/** A result that is so many times as long as a short one tells something else. */
const TIMES_AS_LONG = 10;

/** How much of an observation is looked at for the shape of an error. */
const HEAD = 300;
/** What tools put before their results: `[visit]`, `<tool_response>`. */
const WRAPPER = /^(?:\s|\[[^\]\n]{1,40}\]|<[^>\n]{1,40}>)+/;
/**
 * Beginnings of the messages of failed calls. Words that may also begin an article (`Error correction`) count only with
 * what a message puts behind them.
 */
const ERROR_HEAD =
  /^(?:(?:\w{0,40}(?:error|exception)|failure)\s?(?::|\(|\d{3}\b)|(?:error|failed|failure|unable|could not|couldn't|cannot|can't)\s(?:to\s|while\s|when\s|during\s|be\s)?(?:access|fetch|read|load|open|visit|retriev|download|connect|pars|find|reach|get)|traceback \(|(?:page|section|document|url) not found|access denied|403 forbidden|404 not found|http(?:\/\d(?:\.\d)?)?\s?(?:error|status)?:?\s?[45]\d\d\b|(?:request|connection|read|operation) (?:has )?timed? ?out)/i;

/** Whether an observation begins as the message of a failed call does. */
export function looksLikeError(observation: string): boolean {
  return ERROR_HEAD.test(observation.slice(0, HEAD).replace(WRAPPER, ''));
}

/**
 * Whether two turns that went to the same place came back with different things: one of them with an error, or with next
 * to nothing (under 200 characters) where the other got over ten times as much.
 */
export function areResultsDifferent(left: TurnResult, right: TurnResult): boolean {
  if (left.isError !== right.isError) return true;
  const [shorter, longer] = [Math.min(left.length, right.length), Math.max(left.length, right.length)];
  return shorter < SHORT && longer > TIMES_AS_LONG * shorter && longer >= SHORT;
}
