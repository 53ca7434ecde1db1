import { EMPTY_ROLLOUT } from '@/lib/import/fields/empty-rollout';
import { readLooseAnswers } from '@/lib/import/fields/loose-answers';
import { promptOf, questionFromMessages } from '@/lib/import/fields/question-from-prompt';
import { messagesFromPromptAndOutput, messagesFromText } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, RolloutMessage } from '@/lib/core/rollout/rollout';
import { isExactMatch } from './exact-match';
import type { SampleBlock } from './sample-block';

/**
 * A printed sample as a rollout of a group of its own: 1 sample of 64 is printed, so that the others of its prompt are not
 * there. The log holds no score; the measure `em (recomputed)` is Search-R1's own rule on the two answers it prints.
 *
 * @param number of the sample in its file, from 1
 * @returns what is missing, where the block is no rollout
 */
export function buildSearchR1Rollout(block: SampleBlock, number: number): ImportedRollout | string {
  if (block.solution === null) return 'The sample ends before its "Solution string:".';
  const messages = readSolution(block.solution);
  const question = questionFromMessages(promptOf(messages));
  if (question === null) return 'The prompt of the sample holds no question.';
  const answers = readLooseAnswers(block.goldenAnswers);
  const prediction = readPrediction(block.extractedAnswer);
  const matches = prediction !== null && isExactMatch(prediction, answers);
  return {
    ...EMPTY_ROLLOUT,
    question,
    answers,
    groupKey: `sample ${number}`,
    step: block.step,
    messages,
    rawText: block.solution,
    prediction,
    correctnessMetric: answers.length === 0 ? null : { name: 'em (recomputed)', value: matches ? 1 : 0 },
    termination: block.extractedAnswer === null ? null : prediction === null ? 'no_answer' : 'answer',
  };
}

/** How the instructions of Search-R1 and its forks end for base models: with an example, then the question on one line. */
const BASE_PROMPT_END = /<\/answer>\.?[^\S\n]{0,8}Question:[^\n]*\n/;

/** A fork's instruction for base models is not among the well-known ones, but ends as they do. */
function readSolution(solution: string): readonly RolloutMessage[] {
  const messages = messagesFromText(solution);
  if (messages.some(({ role }) => role === 'user')) return messages;
  const match = BASE_PROMPT_END.exec(solution);
  if (match === null) return messages;
  const end = match.index + match[0].length;
  return messagesFromPromptAndOutput(solution.slice(0, end), solution.slice(end));
}

/** Python prints a missing answer as None; some forks print `None!`. */
function readPrediction(extracted: string | null): string | null {
  const text = extracted?.trim() ?? '';
  return text === '' || text === 'None' || text === 'None!' ? null : text;
}
