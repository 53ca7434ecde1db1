import { ApiError } from '@/lib/api/problem';
import { scoredFields } from '@/lib/api/rollout-items';
import { thoughtRuleOf } from '@/lib/api/rollout-text';
import { loadScoredRun, type LoadedRun } from '@/lib/api/scored-run';
import { selectRollouts } from '@/lib/api/select-rollouts';
import type { SearchEvent } from '@/lib/api/schemas/search';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { findExpressionFault } from '@/lib/core/search/expression-fault';
import { compileSearch, type SearchQuery } from '@/lib/core/search/search-query';
import { findQuestionTexts } from '@/lib/db/queries/questions';
import { environment } from '@/lib/env/environment';

import type { FoundRollout } from './search-protocol';
import { searchStream } from './search-stream';
import { searchThreads } from './search-threads';

/** A search for an expression is stopped after this long, so that none holds a place of SearchThreads for hours. */
const LONGEST_EXPRESSION_MS = 60_000;
/** Hits of one rollout that are handed out; how many there are is told. */
const HITS_PER_ROLLOUT = 20;

export interface SearchRequest {
  readonly definitions: Definitions;
  readonly query: SearchQuery;
  /** Text of lib/core/filter; empty searches all rollouts. */
  readonly filter: string;
  readonly limit: number;
}

/** @throws ApiError invalid_expression, with the position where brackets tell it */
function checkExpression(query: SearchQuery): void {
  try {
    compileSearch(query);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = findExpressionFault(query.text);
    // "Invalid regular expression: /(a/u: Unterminated group"
    const reason = /: ([^:]+)$/.exec(error.message)?.[1] ?? error.message;
    throw new ApiError('invalid_expression', `the regular expression cannot be read: ${reason}`, {
      parameter: 'q',
      value: query.text,
      ...(position === null ? {} : { position }),
    });
  }
}

/** What is told of rollouts in which something was found; each question is read once. */
function describeWith({ run, scored }: LoadedRun): (found: FoundRollout) => Promise<SearchedRolloutEvent> {
  const questions = new Map<number, ReturnType<typeof findQuestionTexts>>();
  return async ({ n, total, hits }) => {
    const position = n - 1;
    const questionNo = scored.columns.question[position] ?? 0;
    const known = questions.get(questionNo) ?? findQuestionTexts(run.id, [questionNo]);
    questions.set(questionNo, known);
    const question = (await known).get(questionNo);
    const { group, step, rollout, outcome } = scoredFields(scored, position);
    return {
      kind: 'rollout',
      n,
      group,
      step,
      rollout,
      outcome,
      questionId: question?.questionId ?? null,
      question: question?.text ?? null,
      hits: total,
      hitsShown: hits.length,
    };
  };
}
type SearchedRolloutEvent = Extract<SearchEvent, { kind: 'rollout' }>;

/**
 * Searches the trajectories of a run, in the order of their numbers, and answers with a stream of JSON lines
 * (`searchEventSchema`) that begins at once. What is a hit says `compileSearch`: a match within one span of a transcript.
 *
 * @param signal aborted when the client goes away; the search ends then
 * @throws ApiError run_not_found, run_not_computed, invalid_filter, invalid_expression, too_many_searches (before the
 *   first line)
 */
export async function searchRun(
  runId: number,
  { definitions, query, filter, limit }: SearchRequest,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  checkExpression(query);
  const loaded = await loadScoredRun(runId, definitions);
  const selected = await selectRollouts(loaded, filter);
  const positions = selected ?? loaded.scored.columns.group.keys();
  const numbers = Int32Array.from(positions, (position) => position + 1);
  const search = searchThreads().admit({
    databaseUrl: environment().databaseUrl,
    runId,
    thoughtRule: thoughtRuleOf(loaded.run.thoughtRule),
    query,
    numbers,
    limit,
    hitsPerRollout: HITS_PER_ROLLOUT,
    longestMs: query.mode === 'regex' ? LONGEST_EXPRESSION_MS : null,
  });
  return searchStream({ search, rolloutsTotal: numbers.length, describe: describeWith(loaded), signal });
}
