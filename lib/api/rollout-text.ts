import { readTranscript, type ThoughtRule, type Transcript } from '@/lib/core/rollout/transcript';
import type { RolloutBody } from '@/lib/ingest/body-frame';

import { processCache } from './cache/process-cache';
import { readRolloutBodies } from './rollout-bodies';

/** The messages of a rollout as they were stored, and as turns. */
export interface RolloutText {
  readonly body: RolloutBody;
  readonly transcript: Transcript;
}

const CACHE_UNITS = 64 * 1024 * 1024;

/** Text of the rollouts that were read last, by run and number: a rollout is read again for each part of its page. */
const textCache = processCache<RolloutText | null>('texts of rollouts', CACHE_UNITS, weightOf);

function weightOf(text: RolloutText | null): number {
  if (text === null) return 1;
  const { spans } = text.transcript;
  return spans.reduce((sum, span) => sum + span.text.length, 1000) * 2;
}

/** The rule for thoughts a run was imported with; what a run does not say counts as `auto`. */
export function thoughtRuleOf(stored: string): ThoughtRule {
  return stored === 'marked' || stored === 'assistant_text' ? stored : 'auto';
}

/**
 * Messages and turns of a rollout, from memory where it was read lately; null where the run has no such rollout.
 * Neither ever changes once the run is imported.
 */
export function loadRolloutText(
  { id, thoughtRule }: { readonly id: number; readonly thoughtRule: string },
  n: number,
): Promise<RolloutText | null> {
  return textCache.get(`${id}:${n}`, async () => {
    const body = (await readRolloutBodies(id, [n])).get(n);
    return body === undefined ? null : { body, transcript: readTranscript(body.messages, thoughtRuleOf(thoughtRule)) };
  });
}
