import type { Entity } from '@/lib/core/entities/entity';
import { QuestionIndex, type EntitySetEntry } from '@/lib/core/entities/question-index';
import { compileEntities, matchEntities } from '@/lib/core/entities/match-entities';
import { questionKey } from '@/lib/core/entities/question-key';
import { decideCorrectness } from '@/lib/core/rewards/correctness';
import { decideVerdict } from '@/lib/core/rewards/verdict';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { readTranscript, type Transcript, type TranscriptSpan } from '@/lib/core/rollout/transcript';

import { fillFromQuestions, type KnownAnswers } from './fill-from-questions';
import type { RolloutFacts, ThreadSetup } from './thread-protocol';

const KNOWN_QUESTIONS = 20_000;
const MAX_QUESTION_CHARACTERS = 8_000;

interface KnownQuestion {
  readonly textKey: string | null;
  readonly entry: EntitySetEntry | null;
}

type Compiled = ReturnType<typeof compileEntities>;

export interface ReadRollout {
  readonly facts: Omit<RolloutFacts, 'piece' | 'line' | 'frame' | 'frameAt' | 'indexIsHint'>;
  readonly firstTurns: Int16Array;
}

/** Turns what a log says of a rollout into what is stored and matched of it. */
export class RolloutReader {
  readonly #scoreThreshold: number;
  readonly #index: QuestionIndex;
  readonly #answers: QuestionIndex<KnownAnswers>;
  readonly #questions = new Map<string, KnownQuestion>();
  readonly #compiled = new Map<string, { readonly entities: readonly Entity[]; readonly compiled: Compiled }>();

  constructor(setup: Pick<ThreadSetup, 'scoreThreshold' | 'entitySets' | 'questions'>) {
    this.#scoreThreshold = setup.scoreThreshold;
    this.#index = new QuestionIndex(setup.entitySets);
    this.#answers = new QuestionIndex(setup.questions);
  }

  /** Null where nothing tells which question the rollout belongs to. */
  read(logged: ImportedRollout): ReadRollout | null {
    const rollout = fillFromQuestions(logged, this.#answers);
    const question = rollout.question ?? firstUserText(rollout);
    if (question === null && rollout.questionId === null) return null;
    const { textKey, entry } = this.#knownQuestion(rollout.questionId, question);
    const { entities, compiled } = this.#compile(entry?.entities ?? rollout.entities ?? []);
    const transcript = readTranscript(rollout.messages, 'auto');
    const prediction = predictionOf(rollout, transcript);
    const { correct, rule } = decideCorrectness({ ...rollout, prediction }, this.#scoreThreshold);
    const firstTurns = entities.length === 0 ? new Int16Array() : matchEntities(transcript, compiled);
    const facts = {
      ...loggedFacts(rollout),
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
    };
    return { facts, firstTurns };
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
  #compile(entities: readonly Entity[]): { readonly entities: readonly Entity[]; readonly compiled: Compiled } {
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
    annotation: rollout.annotation ?? null,
  };
}

/** What a rollout answered: the log's prediction, else what its text hands in. */
export function predictionOf(rollout: ImportedRollout, transcript: Transcript): string | null {
  return rollout.prediction ?? lastAnswer(rollout, transcript);
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
