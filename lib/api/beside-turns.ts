import { parseRolloutName, type RolloutName } from '@/lib/core/compare/rollout-name';
import type { TurnFeatures } from '@/lib/core/compare/turn-features';
import type { Transcript } from '@/lib/core/rollout/transcript';

import { ApiError } from './problem';
import type { BesideTurn } from './schemas/beside';

/** Characters of thoughts that all turns of both rollouts together are sent with. */
const THOUGHT_BUDGET = 300_000;
const SHORTEST_THOUGHT = 120;
const LONGEST_THOUGHT = 600;
const LONGEST_QUERY = 240;
const LONGEST_ANSWER = 400;

/** @throws ApiError invalid_parameter */
export function rolloutNameOf(parameter: string, text: string): RolloutName {
  const name = parseRolloutName(text);
  if (name !== null) return name;
  throw new ApiError('invalid_parameter', `"${text}" names no rollout`, { parameter, value: text });
}

export function rolloutNotFound({ runId, n }: RolloutName): ApiError {
  return new ApiError('rollout_not_found', `run ${runId} has no rollout ${n}`);
}

/** Characters of a thought that a turn is sent with, when two rollouts have this many turns together. */
export function thoughtLengthFor(turns: number): number {
  return Math.min(LONGEST_THOUGHT, Math.max(SHORTEST_THOUGHT, Math.floor(THOUGHT_BUDGET / Math.max(1, turns))));
}

interface TurnTexts {
  thought: string;
  answer: string | null;
  thoughtLength: number;
  observationLength: number;
}

function textsOf({ spans, turns }: Transcript, longestThought: number): readonly TurnTexts[] {
  const texts = Array.from({ length: turns }, (): TurnTexts => ({
    thought: '',
    answer: null,
    thoughtLength: 0,
    observationLength: 0,
  }));
  for (const { kind, turn, text } of spans) {
    const target = texts[turn - 1];
    if (target === undefined) continue;
    if (kind === 'thought' || kind === 'text') {
      const room = longestThought - target.thought.length;
      if (room > 0) target.thought += `${target.thought === '' ? '' : '\n'}${text.slice(0, room)}`;
      target.thoughtLength += text.length;
    } else if (kind === 'observation') target.observationLength += text.length;
    else if (kind === 'answer') target.answer = text;
  }
  return texts;
}

/** The turns of one rollout as the page lists them: what each did, and the beginnings of its texts. */
export function outlineTurns(
  transcript: Transcript,
  features: readonly TurnFeatures[],
  longestThought: number,
): BesideTurn[] {
  const texts = textsOf(transcript, longestThought);
  const short = (text: string) => text.slice(0, LONGEST_QUERY);
  return features.map(({ turn, calls, found, seen }, index) => {
    const { answer = null, thought = '', thoughtLength = 0, observationLength = 0 } = texts[index] ?? {};
    const written = calls.flatMap(({ queries, addresses }) => [...queries, ...addresses]);
    return {
      turn,
      calls: calls.map(({ tool, queries, addresses }) => ({
        tool: short(tool),
        queries: queries.map(short),
        addresses: addresses.map(short),
      })),
      found: [...found],
      seen: [...seen],
      answer: answer === null ? null : answer.slice(0, LONGEST_ANSWER),
      thought,
      thoughtLength,
      observationLength,
      cut:
        thoughtLength > thought.length ||
        (answer?.length ?? 0) > LONGEST_ANSWER ||
        written.some((text) => text.length > LONGEST_QUERY),
    };
  });
}
