import { normaliseAnswer } from '@/lib/core/rewards/normalise-answer';
import type { Transcript } from '@/lib/core/rollout/transcript';

import { readCallParts, type CallParts } from './read-call-parts';
import { looksLikeError, NO_RESULT, type TurnResult } from './turn-results';

/** What a turn did: what it asked, where it went, what it found, what it answered. Wording of thoughts is no part of it. */
export interface TurnFeatures {
  /** From 1. */
  readonly turn: number;
  readonly calls: readonly CallParts[];
  /** Gold entities, by position, that the scope in force mentions first in this turn. */
  readonly found: readonly number[];
  /** Gold entities that an observation mentions first in this turn. */
  readonly seen: readonly number[];
  /** Normalised as answers are judged (SQuAD); null where the turn gives none. */
  readonly answer: string | null;
  /** The turn gives the answer of a rollout that is judged correct: two such answers count as the same. */
  readonly isCorrect: boolean;
  /** The beginning of the thought of a turn that neither calls nor answers: nothing else tells what it does. '' on others. */
  readonly silentThought: string;
  /** What its calls came back with. No part of the similarity: it only keeps a row from being shared. */
  readonly result: TurnResult;
}

/** First turn of an entity in the scope in force and in an observation; null means never. */
export interface EntityTurns {
  readonly found: number | null;
  readonly seen: number | null;
}

const LONGEST_ANSWER = 2_000;
const LONGEST_SILENT_THOUGHT = 2_000;

interface Draft {
  readonly calls: CallParts[];
  answer: string | null;
  thought: string;
  result: TurnResult;
}

function entitiesByTurn(turns: readonly (number | null)[]): ReadonlyMap<number, readonly number[]> {
  const byTurn = new Map<number, number[]>();
  for (const [entity, turn] of turns.entries()) {
    if (turn === null) continue;
    const known = byTurn.get(turn);
    if (known === undefined) byTurn.set(turn, [entity]);
    else known.push(entity);
  }
  return byTurn;
}

function withObservation({ length, isError }: TurnResult, text: string): TurnResult {
  return { length: length + text.length, isError: isError || looksLikeError(text) };
}

function draftTurns({ spans, turns }: Transcript): readonly Draft[] {
  const drafts = Array.from({ length: turns }, (): Draft => ({
    calls: [],
    answer: null,
    thought: '',
    result: NO_RESULT,
  }));
  for (const { kind, turn, text, tool } of spans) {
    const draft = drafts[turn - 1];
    if (draft === undefined) continue;
    if (tool !== null) draft.calls.push(readCallParts(tool));
    else if (kind === 'answer') draft.answer = normaliseAnswer(text.slice(0, LONGEST_ANSWER));
    else if (kind === 'observation') draft.result = withObservation(draft.result, text);
    else if (kind === 'thought' || kind === 'text') draft.thought ||= text.slice(0, LONGEST_SILENT_THOUGHT);
  }
  return drafts;
}

/**
 * What each turn of a rollout did, in order, one for each assistant message; what stands before the first is left out.
 *
 * @param entities First turns of the question's gold entities in this rollout, in the question's order.
 * @param isCorrect Whether the rollout is judged correct; its last answer then counts as the right one.
 */
export function readTurnFeatures(
  transcript: Transcript,
  entities: readonly EntityTurns[],
  isCorrect: boolean,
): readonly TurnFeatures[] {
  const found = entitiesByTurn(entities.map((entity) => entity.found));
  const seen = entitiesByTurn(entities.map((entity) => entity.seen));
  const drafts = draftTurns(transcript);
  const lastAnswer = drafts.findLastIndex((draft) => draft.answer !== null);
  return drafts.map(({ calls, answer, thought, result }, index) => ({
    turn: index + 1,
    calls,
    found: found.get(index + 1) ?? [],
    seen: seen.get(index + 1) ?? [],
    answer,
    isCorrect: isCorrect && index === lastAnswer,
    silentThought: calls.length === 0 && answer === null ? thought : '',
    result,
  }));
}
