import type { ReactBlock } from './react-block';

/** One Thought, Action and Observation; null where the block has no such line. */
export interface ReactTurn {
  readonly thought: string | null;
  readonly action: string | null;
  readonly observation: string | null;
}

/** A block taken apart, nothing interpreted. */
export interface ReactAttempt {
  readonly question: string;
  /** The paragraphs the agent was given to read, before the question; null where there are none. */
  readonly context: string | null;
  /** What stands between the question and the first turn: hints, reflections, a previous trial; null where nothing does. */
  readonly preamble: string | null;
  readonly reflections: readonly string[];
  readonly turns: readonly ReactTurn[];
  /** LangChain's `Final Answer:`; null where there is none. */
  readonly finalAnswer: string | null;
  /** `Correct answer:`; null where there is none. */
  readonly correctAnswer: string | null;
  /** The lines of the turns as logged: what makes two attempts the same. */
  readonly turnsText: string;
}

type Marker = 'thought' | 'action' | 'observation';
const MARKERS: Readonly<Record<string, Marker>> = { Thought: 'thought', Action: 'action', Observation: 'observation' };
const NUMBERED = /^(Thought|Action|Observation) (\d+): ?(.*)$/s;
const PLAIN = /^(Thought|Action|Observation): ?(.*)$/s;
/** Reflexion glues its hints to the question, sometimes without a space (hotpotqa_runs/prompts.py). */
const GLUED = /You have attempted to answer (?:the )?following question before/;
const QUESTION = 'Question:';
const CONTEXT = 'Context:';
const REFLECTIONS = 'Reflections:';
const VERDICT_LINE = /^Observation(?: \d+)?: Answer is (?:IN)?CORRECT\b/;
const FINAL_ANSWER = 'Final Answer:';
const END_OF_PREVIOUS_TRIAL = '(END PREVIOUS TRIAL)';

interface OpenTurn {
  thought: string | null;
  action: string | null;
  observation: string | null;
}

interface MarkedText {
  readonly kind: Marker;
  readonly text: string;
}

/** What the lines so far gave. */
interface TurnsRead {
  readonly turns: OpenTurn[];
  /** Where a line without marker goes on; null before the first marker. */
  openMarker: Marker | null;
  finalAnswer: string | null;
}

/** Takes a block apart line by line. Lines that begin with no marker go on with the text before them. */
export function readBlock(block: ReactBlock): ReactAttempt {
  const lines = block.lines;
  const previousEnd = lines.findLastIndex((text) => text.trim() === END_OF_PREVIOUS_TRIAL);
  const firstTurn = lines.findIndex((text, index) => index > previousEnd && isFirstTurn(text));
  const answerAt = lines.findLastIndex((text) => text.startsWith('Correct answer:'));
  const turnsEnd = answerAt === -1 ? lines.length : answerAt;
  const turnsStart = firstTurn === -1 ? turnsEnd : firstTurn;
  const { context, opening } = splitContext(lines.slice(0, turnsStart).join('\n'));
  const { question, preamble } = splitQuestion(opening);
  const reflectionsAt = findReflections(lines, turnsStart, turnsEnd);
  const turnLines = lines.slice(turnsStart, reflectionsAt);
  return {
    question,
    context,
    preamble,
    reflections: [...readReflections(preamble), ...readReflectionLines(lines.slice(reflectionsAt, turnsEnd))],
    ...readTurns(turnLines),
    correctAnswer: answerAt === -1 ? null : lines.slice(answerAt).join('\n').slice('Correct answer:'.length).trim(),
    turnsText: turnLines.map((text) => text.trimEnd()).join('\n'),
  };
}

function isFirstTurn(text: string): boolean {
  return NUMBERED.test(text) || PLAIN.test(text);
}

/** The question stands behind the context, on a line of its own or at the end of the last paragraph. */
function splitContext(text: string): { readonly context: string | null; readonly opening: string } {
  if (!text.startsWith(CONTEXT)) return { context: null, opening: text.slice(QUESTION.length) };
  const asked = text.lastIndexOf(QUESTION);
  const context = text.slice(CONTEXT.length, asked === -1 ? text.length : asked).trim();
  const opening = asked === -1 ? '' : text.slice(asked + QUESTION.length);
  return { context: context === '' ? null : context, opening };
}

/** Reflexion's runs without tools print what the agent had learned behind the verdict; `turnsEnd` where they do not. */
function findReflections(lines: readonly string[], turnsStart: number, turnsEnd: number): number {
  const found = lines.findIndex((text, index) => {
    if (index <= turnsStart || index >= turnsEnd || !text.startsWith(REFLECTIONS)) return false;
    return VERDICT_LINE.test(lines[index - 1] ?? '');
  });
  return found === -1 ? turnsEnd : found;
}

function readReflectionLines(lines: readonly string[]): readonly string[] {
  const texts = lines.map((text, index) => (index === 0 ? text.slice(REFLECTIONS.length) : text).trim());
  return texts.filter((text) => text !== '');
}

function splitQuestion(opening: string): { readonly question: string; readonly preamble: string | null } {
  const glued = opening.search(GLUED);
  const newline = opening.trimStart() === '' ? -1 : opening.indexOf('\n', opening.length - opening.trimStart().length);
  const cuts = [glued, newline].filter((index) => index !== -1);
  if (cuts.length === 0) return { question: opening.trim(), preamble: null };
  const cut = Math.min(...cuts);
  const preamble = opening.slice(cut).trim();
  return { question: opening.slice(0, cut).trim(), preamble: preamble === '' ? null : preamble };
}

/** The bullets under `Reflections:`, each with its further lines. */
function readReflections(preamble: string | null): readonly string[] {
  const start = preamble?.lastIndexOf(REFLECTIONS) ?? -1;
  if (preamble === null || start === -1) return [];
  return preamble
    .slice(start + REFLECTIONS.length)
    .split(/^- /m)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function readTurns(lines: readonly string[]): Pick<ReactAttempt, 'turns' | 'finalAnswer'> {
  const isNumbered = NUMBERED.test(lines[0] ?? '');
  const read: TurnsRead = { turns: [], openMarker: null, finalAnswer: null };
  for (const line of lines) {
    const marker = isNumbered ? numberedMarker(line, read.turns.length) : plainMarker(line);
    if (marker !== null) addMarkerInPlace(read, marker);
    else if (!isNumbered && line.startsWith(FINAL_ANSWER)) addFinalAnswerInPlace(read, line);
    else continueInPlace(read, line);
  }
  return { turns: read.turns.map(trimTurn), finalAnswer: read.finalAnswer };
}

/** A second marker of a kind, or a thought after an action, begins the next turn. */
function addMarkerInPlace(read: TurnsRead, { kind, text }: MarkedText): void {
  read.openMarker = kind;
  const last = read.turns.at(-1);
  const goesOn = last !== undefined && last[kind] === null && !(kind === 'thought' && hasActed(last));
  const turn = goesOn ? last : openTurnInPlace(read);
  turn[kind] = text;
}

/** The final answer is the action of a turn that has only thought yet, else of one of its own. */
function addFinalAnswerInPlace(read: TurnsRead, line: string): void {
  read.finalAnswer = line.slice(FINAL_ANSWER.length).trim();
  const last = read.turns.at(-1);
  if (last === undefined || hasActed(last)) openTurnInPlace(read);
}

/** A line without marker belongs to the final answer once there is one, else to the text before it. */
function continueInPlace(read: TurnsRead, line: string): void {
  const last = read.turns.at(-1);
  if (read.finalAnswer !== null) read.finalAnswer = `${read.finalAnswer}\n${line}`.trim();
  else if (last !== undefined && read.openMarker !== null) {
    last[read.openMarker] = `${last[read.openMarker] ?? ''}\n${line}`;
  }
}

function openTurnInPlace({ turns }: TurnsRead): OpenTurn {
  const turn: OpenTurn = { thought: null, action: null, observation: null };
  turns.push(turn);
  return turn;
}

function hasActed(turn: OpenTurn): boolean {
  return turn.action !== null || turn.observation !== null;
}

/** Only the number that is due counts: an observation may quote another log. */
function numberedMarker(line: string, turnCount: number): MarkedText | null {
  const match = NUMBERED.exec(line);
  const kind = MARKERS[match?.[1] ?? ''];
  if (match === null || kind === undefined) return null;
  const number = Number(match[2]);
  const isDue = number === turnCount || number === turnCount + 1;
  return isDue ? { kind, text: match[3] ?? '' } : null;
}

function plainMarker(line: string): MarkedText | null {
  const match = PLAIN.exec(line);
  const kind = MARKERS[match?.[1] ?? ''];
  return match === null || kind === undefined ? null : { kind, text: match[2] ?? '' };
}

function trimTurn(turn: OpenTurn): ReactTurn {
  return {
    thought: turn.thought?.trim() ?? null,
    action: turn.action?.trim() ?? null,
    observation: turn.observation?.trim() ?? null,
  };
}
