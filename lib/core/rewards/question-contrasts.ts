import { EQUAL_WITHIN } from './group-scores';
import { CORRECT_KIND, KIND_CODE_OF_OUTCOME, WRONG_KIND } from './outcome-kinds';
import type { ScoredRun } from './score-run';

/**
 * Mean match rate (gamma, raw) of correct against wrong rollouts, one entry for each question that has both and has
 * entities, in ascending order of question number. Errors count as neither.
 */
export interface QuestionContrasts {
  readonly length: number;
  /** Question numbers as in RunColumns. */
  readonly question: Int32Array;
  /** In [0, 1]. */
  readonly meanCorrect: Float64Array;
  readonly meanWrong: Float64Array;
  /** Questions whose correct rollouts found more, whose wrong ones did, and those within 1e-12 of each other. */
  readonly correctHigher: number;
  readonly wrongHigher: number;
  readonly ties: number;
}

/**
 * The per-question comparison of figure 1 (upper right) of arXiv 2510.24694. It uses gamma, not gamma-hat: a
 * question's rollouts may belong to several groups, which gamma-hat is relative to.
 */
export function contrastQuestions(scored: ScoredRun): QuestionContrasts {
  const { questionCount } = scored.columns;
  const { sum, count } = sumByQuestionAndKind(scored);
  const question = new Int32Array(questionCount);
  const meanCorrect = new Float64Array(questionCount);
  const meanWrong = new Float64Array(questionCount);
  let length = 0;
  let correctHigher = 0;
  let wrongHigher = 0;
  for (let number = 0; number < questionCount; number++) {
    const corrects = count[2 * number] ?? 0;
    const wrongs = count[2 * number + 1] ?? 0;
    if (corrects === 0 || wrongs === 0) continue;
    const ofCorrect = (sum[2 * number] ?? 0) / corrects;
    const ofWrong = (sum[2 * number + 1] ?? 0) / wrongs;
    question[length] = number;
    meanCorrect[length] = ofCorrect;
    meanWrong[length] = ofWrong;
    if (ofCorrect - ofWrong > EQUAL_WITHIN) correctHigher++;
    else if (ofWrong - ofCorrect > EQUAL_WITHIN) wrongHigher++;
    length++;
  }
  return {
    length,
    question: question.subarray(0, length),
    meanCorrect: meanCorrect.subarray(0, length),
    meanWrong: meanWrong.subarray(0, length),
    correctHigher,
    wrongHigher,
    ties: length - correctHigher - wrongHigher,
  };
}

/** Entry 2 q is for the correct rollouts of question q, entry 2 q + 1 for its wrong ones. */
function sumByQuestionAndKind({ columns, outcome, matchRate }: ScoredRun) {
  const sum = new Float64Array(2 * columns.questionCount);
  const count = new Int32Array(2 * columns.questionCount);
  for (let i = 0; i < columns.length; i++) {
    const kind = KIND_CODE_OF_OUTCOME[outcome[i] ?? 0] ?? 0;
    if ((kind !== CORRECT_KIND && kind !== WRONG_KIND) || columns.entityCount[i] === 0) continue;
    const entry = 2 * (columns.question[i] ?? 0) + (kind === WRONG_KIND ? 1 : 0);
    sum[entry] = (sum[entry] ?? 0) + (matchRate[i] ?? 0);
    count[entry] = (count[entry] ?? 0) + 1;
  }
  return { sum, count };
}
