import type { Entity } from '@/lib/core/entities/entity';
import { compileEntities, matchEntities } from '@/lib/core/entities/match-entities';
import { readTranscript } from '@/lib/core/rollout/transcript';

import { readBodyFrame } from './body-frame';
import type { RematchResult, RematchTask } from './thread-protocol';

/** Matches stored rollouts against the entities given with each. */
export function rematchBodies(task: RematchTask): RematchResult {
  const found: Int16Array[] = [];
  const compiled = new Map<readonly Entity[], ReturnType<typeof compileEntities>>();
  for (const { frame, rollouts } of task.frames) {
    const bodies = readBodyFrame(frame);
    for (const { at, entities } of rollouts) {
      const body = bodies[at];
      if (body === undefined) throw new RangeError(`a frame of ${bodies.length} rollouts has none at ${at}`);
      if (entities.length === 0) continue;
      const compiledEntities = compiled.get(entities) ?? compileEntities(entities);
      compiled.set(entities, compiledEntities);
      found.push(matchEntities(readTranscript(body.messages, task.thoughtRule), compiledEntities));
    }
  }
  return { kind: 'rematch', firstTurns: joinNumbers(found) };
}

/** One array after the other in one. */
export function joinNumbers(arrays: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const joined = new Int16Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return joined;
}
