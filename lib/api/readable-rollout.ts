import { findMentions, type Mention } from '@/lib/core/entities/find-mentions';
import type { Matcher } from '@/lib/core/entities/entity';
import { indexTurns, type TurnIndex } from '@/lib/core/rollout/cut-window';
import type { Transcript } from '@/lib/core/rollout/transcript';
import { findQuestionOfRollout, type QuestionRow } from '@/lib/db/queries/questions';

import { processCache } from './cache/process-cache';
import { ApiError } from './problem';
import { loadRolloutText } from './rollout-text';
import { findVisibleRun } from './scored-run';

/** A rollout whose turns can be read in any order. */
export interface ReadableRollout {
  readonly runId: number;
  readonly n: number;
  readonly question: QuestionRow;
  readonly transcript: Transcript;
  readonly turnIndex: TurnIndex;
  /** Entity, start and end of each mention in a span, one after another, in order of their start. */
  readonly mentionsOf: (span: number) => Int32Array;
}

type SpanMentions = readonly Int32Array[];

const MENTION_CACHE_BYTES = 64 * 1024 * 1024;
const NO_MENTIONS = new Int32Array();

/** Mentions by span of the rollouts read last: each request for a part of a rollout needs some of them. */
const mentionCache = processCache<SpanMentions>('mentions of rollouts', MENTION_CACHE_BYTES, (spans) =>
  spans.reduce((sum, mentions) => sum + mentions.byteLength + 8, 1000),
);

export function rolloutNotFound(runId: number, n: number): ApiError {
  return new ApiError('rollout_not_found', `run ${runId} has no rollout ${n}`);
}

function findSpanMentions({ spans }: Transcript, { entities }: QuestionRow, matcher: Matcher): SpanMentions {
  return spans.map(({ text }) => {
    const mentions = findMentions(text, entities, matcher);
    if (mentions.length === 0) return NO_MENTIONS;
    return Int32Array.from(mentions.flatMap(({ entity, start, end }) => [entity, start, end]));
  });
}

/** Mentions as objects, from entity, start and end one after another. */
export function mentionObjects(flat: ArrayLike<number>): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at + 2 < flat.length; at += 3) {
    mentions.push({ entity: flat[at] ?? 0, start: flat[at + 1] ?? 0, end: flat[at + 2] ?? 0 });
  }
  return mentions;
}

/**
 * The turns of a rollout with the mentions of its entities under a matcher; both are kept for the requests that follow.
 *
 * @throws ApiError run_not_found, rollout_not_found
 */
export async function loadReadableRollout(runId: number, n: number, matcher: Matcher): Promise<ReadableRollout> {
  const run = await findVisibleRun(runId);
  const [question, text] = await Promise.all([findQuestionOfRollout(runId, n), loadRolloutText(run, n)]);
  if (question === null || text === null) throw rolloutNotFound(runId, n);
  const { transcript } = text;
  const mentions = await mentionCache.get(`${runId}:${run.revision}:${n}:${matcher}`, () =>
    findSpanMentions(transcript, question, matcher),
  );
  return {
    runId,
    n,
    question,
    transcript,
    turnIndex: indexTurns(transcript.spans),
    mentionsOf: (span) => mentions[span] ?? NO_MENTIONS,
  };
}
