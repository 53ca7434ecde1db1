import { compileEntities, matchEntities } from '@/lib/core/entities/match-entities';
import { MATCHERS, SCOPES, type Entity } from '@/lib/core/entities/entity';
import { readTranscript } from '@/lib/core/rollout/transcript';

import { decodeRolloutBody } from './rollout-body';
import type { RematchResult, RematchTask } from './thread-protocol';

const BLOCKS = MATCHERS.length * SCOPES.length;

/** Matches stored rollouts against the entities given with each. */
export function rematchBodies(task: RematchTask): RematchResult {
  const length = task.rollouts.reduce((sum, rollout) => sum + rollout.entities.length * BLOCKS, 0);
  const firstTurns = new Int16Array(length);
  let offset = 0;
  const compiled = new Map<readonly Entity[], ReturnType<typeof compileEntities>>();
  for (const { body, entities } of task.rollouts) {
    if (entities.length === 0) continue;
    const compiledEntities = compiled.get(entities) ?? compileEntities(entities);
    compiled.set(entities, compiledEntities);
    const transcript = readTranscript(decodeRolloutBody(body).messages, task.thoughtRule);
    firstTurns.set(matchEntities(transcript, compiledEntities), offset);
    offset += entities.length * BLOCKS;
  }
  return { kind: 'rematch', firstTurns };
}
