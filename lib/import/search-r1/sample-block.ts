import { isBetweenSamples, readConsoleLine, stepBegun } from './console-line';

/** One printed sample: three fields, each over as many lines as its text has. */
export interface SampleBlock {
  /** Line number of its `Golden answers:`. */
  readonly line: number;
  readonly goldenAnswers: string;
  /** Null where the block does not say. */
  readonly extractedAnswer: string | null;
  /** Prompt and response in one; null where the block ends before it. */
  readonly solution: string | null;
  /** The step that began before it; null where none was printed. */
  readonly step: number | null;
}

export type SampleEvent =
  { readonly kind: 'block'; readonly block: SampleBlock } | { readonly kind: 'too_large'; readonly line: number };

/** A block past this many characters is dropped and reported: memory stays bounded by one block. */
export const MAX_SAMPLE_CHARACTERS = 32 * 1024 * 1024;

const GOLDEN = /^Golden answers: ?/;
const EXTRACTED = /^Extracted answer(?: is not None)?: ?/;
const SOLUTION = /^Solution string: ?/;
/** Forks print more of what they know between the answer and the solution. */
const OTHER_FIELD = /^[A-Z][A-Za-z _]{2,60}: ?\S/;
const RULE = /^-{20,}$/;
/** Generation stops at the closing tag; only end tokens may follow. The prompt's own example does not end its line. */
const ANSWERED = /<\/answer>(?:\s|<\|(?:im_end|endoftext|eot_id|end_of_text)\|>)*$/;

interface OpenBlock {
  readonly line: number;
  readonly process: string;
  readonly step: number | null;
  readonly golden: string[];
  extracted: string[] | null;
  solution: string[] | null;
  characters: number;
  /** True behind the final answer: what follows belongs to the console. */
  ended: boolean;
}

/**
 * Cuts the samples out of a console log. A block opens at `Golden answers:` and takes the lines of the same process, until
 * its answer ends, the next block opens or the trainer reports something. Lines of other processes in between are left out.
 */
export class SampleCutter {
  #open: OpenBlock | null = null;
  #step: number | null = null;

  push(line: number, raw: string): SampleEvent[] {
    const { process, text } = readConsoleLine(raw);
    const begun = stepBegun(text);
    if (begun !== null) this.#step = begun;
    if (GOLDEN.test(text)) {
      const events = this.end();
      const golden = [text.replace(GOLDEN, '')];
      const counters = { characters: text.length, ended: false };
      this.#open = { line, process, step: this.#step, golden, extracted: null, solution: null, ...counters };
      return events;
    }
    if (this.#open === null || this.#open.process !== process) return [];
    if (isBetweenSamples(text)) return this.end();
    keepInPlace(this.#open, text);
    return [];
  }

  end(): SampleEvent[] {
    const open = this.#open;
    this.#open = null;
    if (open === null) return [];
    if (open.characters > MAX_SAMPLE_CHARACTERS) return [{ kind: 'too_large', line: open.line }];
    const block: SampleBlock = {
      line: open.line,
      goldenAnswers: open.golden.join('\n'),
      extractedAnswer: open.extracted?.join('\n') ?? null,
      solution: open.solution === null ? null : withoutRule(open.solution).join('\n'),
      step: open.step,
    };
    return [{ kind: 'block', block }];
  }
}

function keepInPlace(open: OpenBlock, text: string): void {
  if (open.ended) return;
  open.characters += text.length + 1;
  if (open.characters > MAX_SAMPLE_CHARACTERS) {
    open.solution = [];
    return;
  }
  if (open.solution !== null) open.solution.push(text);
  else if (SOLUTION.test(text)) open.solution = [text.replace(SOLUTION, '')];
  else if (open.extracted === null && EXTRACTED.test(text)) open.extracted = [text.replace(EXTRACTED, '')];
  else if (!OTHER_FIELD.test(text)) (open.extracted ?? open.golden).push(text);
  open.ended = open.solution !== null && ANSWERED.test(text);
}

/** The rule that announces the next sample, and blank lines before it. */
function withoutRule(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !RULE.test(line.trim()));
  return lines.slice(0, last + 1);
}
