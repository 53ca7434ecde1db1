import { createHash } from 'node:crypto';
import { decodeLine } from '@/lib/import/lines/decode-line';
import { BlockCutter, MAX_BLOCK_CHARACTERS, type BlockEvent, type ReactBlock } from '@/lib/import/react/react-block';
import { buildReactRollout } from '@/lib/import/react/build-rollout';
import { readAction } from '@/lib/import/react/react-action';
import { readBlock, type ReactAttempt } from '@/lib/import/react/read-block';
import type {
  Detection,
  FormatProbe,
  ImportEvent,
  SourceInfo,
  SourceRecord,
  TextImporter,
} from '@/lib/import/importer';

/**
 * Text log of ReAct attempts, as Reflexion's HotpotQA runs write it: trials, each with sections of solved, failed and
 * halted attempts; its runs without tools give the paragraphs to read under `Context:`, before the question. A plain list of `Question: / Thought 1: / Action 1: / Observation 1:` blocks is read too. Attempts at a
 * question are numbered in the order of the file. A solved attempt is printed again in every later trial: the same
 * question with the same turns, or with none at all, is one attempt, and each further print is skipped as `reprint`.
 */
export const reactText: TextImporter = {
  kind: 'text',
  id: 'react',
  label: 'ReAct text log',
  detect: detectReact,
  describe: () => ({ name: null, metadata: {} }),
  readText: readReactText,
};

function detectReact({ container, text }: FormatProbe): Detection {
  if (container !== 'text') return null;
  const hasContext = /^\uFEFF?Context:/m.test(text) && /[ \t]Question:/.test(text);
  const hasBlock = hasContext || /^\uFEFF?Question:.*$/m.test(text);
  const hasTurns = /^Thought(?: 1)?:/m.test(text) && /^Action(?: 1)?:/m.test(text);
  if (hasBlock && hasTurns) return { confidence: 'certain', why: 'blocks of Question, Thought and Action lines' };
  if (hasTurns) {
    const why = 'Thought and Action lines, but no line begins with Question: attempts cannot be told apart.';
    return { confidence: 'refused', code: 'question_missing', why };
  }
  return hasBlock && /^-+ BEGIN [A-Z]+ AGENTS? -+$/m.test(text)
    ? { confidence: 'likely', why: 'trial sections with questions' }
    : null;
}

interface QuestionSoFar {
  attempts: number;
  solved: boolean;
}

/** What is remembered across blocks: about 100 bytes an attempt. */
class AttemptLog {
  readonly #seen = new Set<string>();
  readonly #questions = new Map<string, QuestionSoFar>();
  #sawCorrectAnswer = false;

  /** What becomes of a block. */
  read(block: ReactBlock): ImportEvent {
    const attempt = readBlock(block);
    const so = this.#questions.get(attempt.question) ?? { attempts: 0, solved: false };
    const mustEnd = block.section !== null || this.#sawCorrectAnswer;
    if (attempt.correctAnswer !== null) this.#sawCorrectAnswer = true;
    const problem = findProblem(block, attempt, mustEnd, so.solved);
    if (problem === 'reprint') return { kind: 'skipped', line: block.line, code: 'reprint' };
    if (problem !== null) return { kind: 'issue', line: block.line, code: 'block_incomplete', message: problem };
    const key = createHash('sha1').update(`${attempt.question}\n\0\n${attempt.turnsText}`).digest('base64');
    if (this.#seen.has(key)) return { kind: 'skipped', line: block.line, code: 'reprint' };
    this.#seen.add(key);
    const rollout = buildReactRollout(block, attempt, so.attempts);
    this.#questions.set(attempt.question, { attempts: so.attempts + 1, solved: so.solved || rollout.correct === true });
    return { kind: 'rollout', line: block.line, rollout };
  }
}

function findProblem(block: ReactBlock, attempt: ReactAttempt, mustEnd: boolean, solved: boolean): string | null {
  if (attempt.question === '') return 'The block has no question.';
  if (attempt.turns.length === 0 && attempt.finalAnswer === null) {
    return solved && block.section === 'correct' ? 'reprint' : 'The block has a question and no turns.';
  }
  const finished =
    attempt.finalAnswer !== null ||
    attempt.turns.some((turn) => turn.action !== null && readAction(turn.action).kind === 'finish');
  if (mustEnd && attempt.correctAnswer === null && !finished) {
    return 'The block ends before its answer: no Finish and no "Correct answer:" line.';
  }
  return null;
}

async function* readReactText(_: SourceInfo, lines: AsyncIterable<SourceRecord>): AsyncGenerator<ImportEvent> {
  const cutter = new BlockCutter();
  const log = new AttemptLog();
  for await (const record of lines) {
    const text = decodeLine(record);
    if (text === null) {
      yield { kind: 'issue', line: record.line, code: 'line_invalid_utf8', message: 'The line is not valid UTF-8.' };
      continue;
    }
    for (const event of cutter.push(record.line, text)) yield toImportEvent(event, log);
  }
  for (const event of cutter.end()) yield toImportEvent(event, log);
}

function toImportEvent(event: BlockEvent, log: AttemptLog): ImportEvent {
  switch (event.kind) {
    case 'block':
      return log.read(event.block);
    case 'stray': {
      const lines = event.lineCount === 1 ? 'A line' : `${event.lineCount} lines`;
      return {
        kind: 'issue',
        line: event.line,
        code: 'block_incomplete',
        message: `${lines} outside of any Question block.`,
      };
    }
    case 'too_large':
      return {
        kind: 'issue',
        line: event.line,
        code: 'line_too_long',
        message: `The block has more than ${MAX_BLOCK_CHARACTERS} characters.`,
      };
  }
}
