/** How a prompt for a model without chat template begins, and what stands last in it before the model goes on. */
interface BasePrompt {
  readonly opening: string;
  readonly question: string;
  readonly end: string;
}

/** Search-R1's template `base` (its question is one line), and the template of R1-Zero and its followers. */
const BASE_PROMPTS: readonly BasePrompt[] = [
  { opening: 'Answer the given question.', question: '<answer> Beijing </answer>. Question:', end: '\n' },
  { opening: 'A conversation between User and Assistant.', question: '\nUser:', end: '\nAssistant:' },
  { opening: 'A conversation between User and Assistant.', question: ' User:', end: ' Assistant:' },
];

/**
 * Where the prompt ends in a transcript that begins with a well-known instruction for base models; null for any other
 * text. Without it the tags that such an instruction quotes would read as the agent's.
 */
export function endOfBasePrompt(text: string): number | null {
  for (const { opening, question, end } of BASE_PROMPTS) {
    if (!text.startsWith(opening)) continue;
    const asked = text.indexOf(question);
    const ended = asked === -1 ? -1 : text.indexOf(end, asked + question.length);
    if (ended !== -1) return ended + end.length;
  }
  return null;
}
