import { parseRolloutName, type RolloutName } from '@/lib/core/compare/rollout-name';
import type { TurnFeatures } from '@/lib/core/compare/turn-features';
import { findMentions } from '@/lib/core/entities/find-mentions';
import type { Matcher } from '@/lib/core/entities/entity';
import type { Transcript } from '@/lib/core/rollout/transcript';
import { findQuestion } from '@/lib/db/queries/questions';
import { findRollouts } from '@/lib/db/queries/rollouts';

import { ApiError } from './problem';
import { loadRolloutText } from './rollout-text';
import type { BesideTurn, BesideTurnText } from './schemas/beside';
import { findVisibleRun } from './scored-run';

/** Characters of thoughts that all turns of both rollouts together are sent with. */
const THOUGHT_BUDGET = 300_000;
const SHORTEST_THOUGHT = 120;
const LONGEST_THOUGHT = 600;
const LONGEST_QUERY = 240;
const LONGEST_ANSWER = 400;
/** Characters of one span that are sent when a turn is asked for in full; the rollout's page has the rest. */
const LONGEST_SPAN = 100_000;

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

/**
 * The texts of one turn with the mentions of entities in them. A text of more than 100,000 characters is cut.
 *
 * @param of Name of the rollout, such as `12.305`.
 * @throws ApiError invalid_parameter, run_not_found, rollout_not_found, turn_not_found
 */
export async function readBesideTurn(of: string, turn: number, matcher: Matcher): Promise<BesideTurnText> {
  const name = rolloutNameOf('of', of);
  const run = await findVisibleRun(name.runId);
  const [[row], text] = await Promise.all([findRollouts(name.runId, [name.n]), loadRolloutText(run, name.n)]);
  if (row === undefined || text === null) throw rolloutNotFound(name);
  const { spans, turns } = text.transcript;
  if (turn > turns) throw new ApiError('turn_not_found', `rollout ${of} has ${turns} turns, not ${turn}`);
  const entities = (await findQuestion(name.runId, row.questionNo))?.entities ?? [];
  const own = spans.filter((span) => span.turn === turn);
  return {
    turn,
    entityNames: entities.map((entity) => entity.name),
    spans: own.map(({ kind, tool, text: whole }) => {
      const shown = whole.slice(0, LONGEST_SPAN);
      const mentions = kind === 'prompt' ? [] : [...findMentions(shown, entities, matcher)];
      return { kind, tool: tool?.name ?? null, text: shown, length: whole.length, mentions };
    }),
  };
}
