import { compileEntities, matchEntities } from '@/lib/core/entities/match-entities';
import type { Entity } from '@/lib/core/entities/entity';
import { EntityIndex, type EntitySetEntry } from '@/lib/core/entities/entity-index';
import { questionKey } from '@/lib/core/entities/question-key';
import { decideCorrectness } from '@/lib/core/rewards/correctness';
import { decideVerdict } from '@/lib/core/rewards/verdict';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { readTranscript, type Transcript, type TranscriptSpan } from '@/lib/core/rollout/transcript';
import type { ImportEvent, SkipCode, SourceRecord } from '@/lib/import/importer';
import { linesOf, MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';
import { importerById } from '@/lib/import/registry';

import { BlockFile } from './block-file';
import { BodyFrameWriter } from './body-frame';
import { joinNumbers } from './rematch-bodies';
import type { LineIssue, ReadResult, ReadTask, RolloutFacts, ThreadSetup } from './thread-protocol';

const KNOWN_QUESTIONS = 20_000;
const MAX_QUESTION_CHARACTERS = 8_000;

interface KnownQuestion {
  readonly textKey: string | null;
  readonly entry: EntitySetEntry | null;
}

/**
 * Reads blocks of one file with one importer. The importer runs once over all blocks, so a text importer keeps
 * its place; whatever it hands on before it asks for a line of the next block belongs to the block it was reading.
 */
export class BatchReader {
  readonly #setup: ThreadSetup;
  readonly #index: EntityIndex;
  readonly #file: BlockFile;
  /** A text importer reads in order and keeps lines, so it has buffers and line numbers of its own. */
  readonly #inOrder: boolean;
  readonly #events: AsyncGenerator<ImportEvent>;
  readonly #questions = new Map<string, KnownQuestion>();
  readonly #compiled = new Map<string, { entities: readonly Entity[]; compiled: ReturnType<typeof compileEntities> }>();
  readonly #frames = new BodyFrameWriter();
  #result = new BatchCollector(this.#frames);
  #task: ReadTask | null = null;
  #linesBefore = 0;
  #batchDone: () => void = () => undefined;
  #nextBatch: (task: ReadTask) => void = () => undefined;
  #finished: Promise<void> | null = null;

  constructor(setup: ThreadSetup) {
    this.#setup = setup;
    this.#index = new EntityIndex(setup.entitySets);
    const importer = importerById(setup.importerId);
    this.#inOrder = importer.container === 'text';
    this.#file = new BlockFile(setup.file, { shareBuffer: !this.#inOrder });
    this.#events = importer.read({
      path: setup.path,
      companions: setup.companions,
      records: () => this.#records(),
    });
  }

  /** Reads one block. Call again only after the last call has answered. */
  async read(task: ReadTask): Promise<ReadResult> {
    this.#result = new BatchCollector(this.#frames);
    const done = new Promise<void>((resolve) => {
      this.#batchDone = resolve;
    });
    this.#task = task;
    if (this.#finished === null) this.#finished = this.#consume();
    else this.#nextBatch(task);
    await Promise.race(task.last ? [this.#finished] : [done, this.#finished]);
    if (task.last) this.#file.close();
    return { ...this.#result.take(), lineNumbers: this.#inOrder ? 'in_file' : 'in_block' };
  }

  async #consume(): Promise<void> {
    for await (const event of this.#events) {
      switch (event.kind) {
        case 'rollout':
          this.#rollout(event.line, event.rollout);
          break;
        case 'issue':
          this.#result.issues.push({ line: event.line, code: event.code, message: event.message });
          break;
        case 'skipped':
          this.#result.skip(event.code);
          break;
        default:
          throw new RangeError(`unknown import event ${JSON.stringify(event satisfies never)}`);
      }
    }
  }

  async *#records(): AsyncGenerator<SourceRecord> {
    let task = this.#task;
    while (task !== null) {
      yield* this.#linesOf(task);
      if (task.last) return;
      const next = new Promise<ReadTask>((resolve) => {
        this.#nextBatch = resolve;
      });
      this.#batchDone();
      task = await next;
    }
  }

  *#linesOf(task: ReadTask): Generator<SourceRecord> {
    const { bytes, lineCount, tooLongBytes } = this.#file.read(task.start, task.end);
    const before = this.#inOrder ? this.#linesBefore : 0;
    this.#linesBefore += lineCount;
    this.#result.lineCount = lineCount;
    yield* linesOf({ firstLine: before + 1, bytes });
    if (tooLongBytes === null) return;
    const message = `The line has ${tooLongBytes} bytes; the longest that is read has ${MAX_LINE_BYTES}.`;
    this.#result.issues.push({ line: before + lineCount, code: 'line_too_long', message });
  }

  #rollout(line: number, rollout: ImportedRollout): void {
    const question = rollout.question ?? firstUserText(rollout);
    const { textKey, entry } = this.#knownQuestion(rollout.questionId, question);
    const { entities, compiled } = this.#compile(entry?.entities ?? rollout.entities ?? []);
    const transcript = readTranscript(rollout.messages, 'auto');
    const prediction = rollout.prediction ?? lastAnswer(rollout, transcript);
    const { correct, rule } = decideCorrectness({ ...rollout, prediction }, this.#setup.scoreThreshold);
    const firstTurns = entities.length === 0 ? new Int16Array() : matchEntities(transcript, compiled);
    this.#result.add(firstTurns, rollout, {
      ...loggedFacts(rollout),
      line,
      question,
      textKey,
      entitySetId: entry?.setId ?? null,
      entities,
      prediction,
      correct,
      correctnessRule: rule,
      verdict: decideVerdict(rollout.termination, correct),
      thoughtSource: transcript.thoughtSource,
      toolCalls: transcript.toolCalls,
      turns: transcript.turns,
    });
  }

  #knownQuestion(questionId: string | null, text: string | null): KnownQuestion {
    const cacheKey = JSON.stringify([questionId, text]);
    const known = this.#questions.get(cacheKey);
    if (known !== undefined) return known;
    const join = this.#index.join({ questionId, question: text });
    const question: KnownQuestion = {
      textKey: text === null ? null : questionKey(text),
      entry: join.kind === 'joined' ? join.entry : null,
    };
    if (this.#questions.size >= KNOWN_QUESTIONS) this.#questions.clear();
    this.#questions.set(cacheKey, question);
    return question;
  }

  /** The rollouts of a question share one compiled entity list. */
  #compile(entities: readonly Entity[]): { entities: readonly Entity[]; compiled: ReturnType<typeof compileEntities> } {
    const key = JSON.stringify(entities);
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const compiled = { entities, compiled: compileEntities(entities) };
    if (this.#compiled.size >= KNOWN_QUESTIONS) this.#compiled.clear();
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

/** What is handed on as the log says it. */
function loggedFacts(rollout: ImportedRollout) {
  return {
    questionId: rollout.questionId,
    answers: rollout.answers,
    groupKey: rollout.groupKey,
    step: rollout.step,
    rolloutIndex: rollout.rolloutIndex,
    split: rollout.split,
    score: rollout.score,
    rewardLogged: rollout.rewardLogged,
    termination: rollout.termination,
    loggedEntities: rollout.entities,
    promptTokens: rollout.tokens?.prompt ?? null,
    completionTokens: rollout.tokens?.completion ?? null,
    durationSeconds: rollout.durationSeconds,
    metadata: JSON.stringify(rollout.metadata),
  };
}

/**
 * What a rollout answered, where the log gives no prediction of its own: its last marked answer, else the plain text its
 * last message ends with. The same whether other rollouts of the log mark their thoughts or not.
 */
function lastAnswer(rollout: ImportedRollout, transcript: Transcript): string | null {
  const isAnswer = (span: TranscriptSpan): boolean => span.kind === 'answer';
  const marked =
    transcript.spans.findLast(isAnswer) ??
    (transcript.thoughtSource === 'assistant_text'
      ? readTranscript(rollout.messages, 'marked').spans.findLast(isAnswer)
      : undefined);
  return marked === undefined ? null : marked.text.trim();
}

/** The text a question without one is known by: what the rollout was asked first. */
function firstUserText({ messages }: ImportedRollout): string | null {
  const text = messages.find((message) => message.role === 'user')?.content.trim() ?? '';
  return text === '' ? null : text.slice(0, MAX_QUESTION_CHARACTERS);
}

/** Gathers what one batch yields. */
class BatchCollector {
  lineCount = 0;
  readonly issues: LineIssue[] = [];
  readonly #rollouts: RolloutFacts[] = [];
  readonly #firstTurns: Int16Array[] = [];
  readonly #skipped: Partial<Record<SkipCode, number>> = {};
  readonly #openFrame: BodyFrameWriter;
  readonly #frames: Buffer[] = [];

  constructor(openFrame: BodyFrameWriter) {
    this.#openFrame = openFrame;
  }

  skip(code: SkipCode): void {
    this.#skipped[code] = (this.#skipped[code] ?? 0) + 1;
  }

  add(
    firstTurns: Int16Array,
    body: Pick<ImportedRollout, 'messages' | 'rawText'>,
    facts: Omit<RolloutFacts, 'frame' | 'frameAt'>,
  ): void {
    this.#firstTurns.push(firstTurns);
    this.#rollouts.push({ ...facts, frame: this.#frames.length, frameAt: this.#openFrame.rollouts });
    this.#openFrame.add(body);
    if (this.#openFrame.isFull) this.#frames.push(this.#openFrame.take());
  }

  take(): Omit<ReadResult, 'lineNumbers'> {
    if (this.#openFrame.rollouts > 0) this.#frames.push(this.#openFrame.take());
    let end = 0;
    const frameEnds = this.#frames.map((frame) => (end += frame.byteLength));
    const frames = new Uint8Array(end);
    for (const [at, frame] of this.#frames.entries()) frames.set(frame, (frameEnds[at] ?? 0) - frame.byteLength);
    return {
      kind: 'read',
      lineCount: this.lineCount,
      rollouts: this.#rollouts,
      frames,
      frameEnds,
      firstTurns: joinNumbers(this.#firstTurns),
      issues: this.issues,
      skipped: this.#skipped,
    };
  }
}
