'use client';

import { useCallback } from 'react';
import { EntityRail } from '@/components/rollout/entity-rail';
import { useReader, useReaderState } from '@/components/rollout/reading/reader-context';
import type { EntityWithFirstTurns } from '@/components/rollout/transcript';

interface RailCardProps {
  readonly entities: readonly EntityWithFirstTurns[];
  readonly turns: number;
}

/** The gold entities along the turns; leads to them, and follows the turn that is read. */
export function RailCard({ entities, turns }: RailCardProps) {
  const reader = useReader();
  const currentTurn = useReaderState((state) => state.currentTurn);
  const onGo = useCallback((turn: number) => reader.show({ kind: 'turn', turn }), [reader]);
  const onStep = useCallback((entity: number, offset: 1 | -1) => reader.stepMention(entity, offset), [reader]);
  return <EntityRail {...{ entities, turns, currentTurn, onGo, onStep }} trails={reader.trails} />;
}
