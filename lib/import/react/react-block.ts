/** One block of a ReAct log: from its `Question:` or `Context:` line to the next block, header or end of file. */
export interface ReactBlock {
  /** Line number of its first line. */
  readonly line: number;
  /** Its lines as logged, without line ends. */
  readonly lines: readonly string[];
  readonly trial: number | null;
  /** The section it stands in, lower case (`correct`, `incorrect`, `halted`, or another word); null outside of sections. */
  readonly section: string | null;
}

export type BlockEvent =
  | { readonly kind: 'block'; readonly block: ReactBlock }
  /** Lines that belong to no block and are no header. */
  | { readonly kind: 'stray'; readonly line: number; readonly lineCount: number }
  | { readonly kind: 'too_large'; readonly line: number };

/** A block past this many characters is dropped and reported: memory stays bounded by one block. */
export const MAX_BLOCK_CHARACTERS = 32 * 1024 * 1024;

const QUESTION = 'Question:';
const CONTEXT = 'Context:';
const FIRST_TURN = /^(?:Thought|Action)(?: \d+)?:/;
const SECTION = /^-+ BEGIN ([A-Z]+) AGENTS? -+$/;
const TRIAL = /^BEGIN TRIAL (\d+)$/;
const HEADER = /^(#{10,}|BEGIN TRIAL \d+|-+ BEGIN [A-Z]+ AGENTS? -+|Trial summary: .*)$/;

/**
 * Cuts lines into blocks. A block opens at `Question:` where it may: at the start, after a header, after a blank line or
 * after the `Correct answer:` of the block before. A page that quotes "Question:" in the middle of an observation opens none.
 * Reflexion's runs without tools put the paragraphs to read before the question: there a block opens at `Context:`.
 */
export class BlockCutter {
  #trial: number | null = null;
  #section: string | null = null;
  #lines: string[] = [];
  #characters = 0;
  #openLine: number | null = null;
  #stray: { line: number; lineCount: number } | null = null;
  #mayOpen = true;
  #answered = false;
  #hasContext = false;
  /** True between `Context:` and the first turn: the question stands at the end, whatever the paragraphs say. */
  #readsContext = false;

  push(line: number, text: string): BlockEvent[] {
    if (this.#isHeader(text)) return this.#header(text);
    if (this.#mayOpen && this.#opensBlock(text)) {
      const events = this.#closeInPlace();
      this.#openLine = line;
      this.#hasContext = text.startsWith(CONTEXT);
      this.#readsContext = this.#hasContext;
      this.#keepInPlace(text);
      return events;
    }
    const isBlank = text.trim() === '';
    if (this.#openLine !== null && !(this.#answered && isBlank)) this.#keepInPlace(text);
    else if (!isBlank) this.#strayInPlace(line);
    this.#mayOpen = isBlank || this.#answered || this.#openLine === null;
    return [];
  }

  end(): BlockEvent[] {
    return this.#closeInPlace();
  }

  /** Rules and counts are headers only outside of blocks or where a block is over; a page may hold a row of signs. */
  #isHeader(text: string): boolean {
    if (TRIAL.test(text) || SECTION.test(text)) return true;
    return HEADER.test(text) && (this.#openLine === null || this.#answered || this.#mayOpen);
  }

  /** Where blocks begin with their question, a paragraph of a page may begin with "Context:". */
  #opensBlock(text: string): boolean {
    if (text.startsWith(QUESTION)) return !this.#readsContext;
    const mayHaveContext = this.#openLine === null || this.#answered || this.#hasContext;
    return text.startsWith(CONTEXT) && mayHaveContext && !this.#readsContext;
  }

  #header(text: string): BlockEvent[] {
    const events = this.#closeInPlace();
    const trial = TRIAL.exec(text)?.[1];
    if (trial !== undefined) {
      this.#trial = Number(trial);
      this.#section = null;
    }
    this.#section = SECTION.exec(text)?.[1]?.toLowerCase() ?? this.#section;
    this.#mayOpen = true;
    return events;
  }

  #keepInPlace(text: string): void {
    this.#mayOpen = false;
    if (text.startsWith('Correct answer:')) this.#answered = true;
    if (this.#answered || FIRST_TURN.test(text)) this.#readsContext = false;
    this.#characters += text.length + 1;
    if (this.#characters > MAX_BLOCK_CHARACTERS) this.#lines = [];
    else this.#lines.push(text);
  }

  #strayInPlace(line: number): void {
    if (this.#stray === null) this.#stray = { line, lineCount: 1 };
    else this.#stray.lineCount += 1;
  }

  #closeInPlace(): BlockEvent[] {
    const events: BlockEvent[] = [];
    if (this.#stray !== null) events.push({ kind: 'stray', ...this.#stray });
    if (this.#openLine !== null) {
      while (this.#lines.at(-1)?.trim() === '') this.#lines.pop();
      const block = { line: this.#openLine, lines: this.#lines, trial: this.#trial, section: this.#section };
      const tooLarge = this.#characters > MAX_BLOCK_CHARACTERS;
      events.push(tooLarge ? { kind: 'too_large', line: this.#openLine } : { kind: 'block', block });
    }
    this.#lines = [];
    this.#characters = 0;
    this.#openLine = null;
    this.#stray = null;
    this.#answered = false;
    this.#hasContext = false;
    this.#readsContext = false;
    return events;
  }
}
