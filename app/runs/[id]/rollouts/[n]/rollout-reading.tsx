'use client';

import { useMemo, type ReactNode } from 'react';
import type { Outline } from '@/components/rollout/reading/outline';
import { ReaderProvider } from '@/components/rollout/reading/reader-context';
import { ReadingBar, useRawTexts } from '@/components/rollout/reading/reading-bar';
import { ReadingKeys } from '@/components/rollout/reading/reading-keys';
import { TurnList } from '@/components/rollout/reading/turn-list';
import type { LoadedTurn } from '@/components/rollout/reading/turn-store';
import type { Matcher } from '@/lib/core/entities/entity';
import type { TurnNumbers } from '@/lib/core/rollout/turn-numbers';
import { turnRequests } from '@/app/turn-requests';

interface RolloutReadingProps {
  readonly runId: number;
  readonly n: number;
  readonly matcher: Matcher;
  readonly outline: Outline;
  readonly trails: readonly (readonly number[])[];
  readonly firstTurns: readonly LoadedTurn[];
  readonly startTurn: number | null;
  readonly children: ReactNode;
}

/** Everything of the page that moves with the reader stands inside. */
export function RolloutReading({ runId, n, matcher, children, ...setup }: RolloutReadingProps) {
  const { loadTurns, loadSpan } = useMemo(() => turnRequests({ runId, n, matcher }), [runId, n, matcher]);
  return (
    <ReaderProvider {...setup} loadTurns={loadTurns} loadSpan={loadSpan}>
      {children}
    </ReaderProvider>
  );
}

interface TurnsProps {
  readonly runId: number;
  readonly n: number;
  readonly entityNames: readonly string[];
  readonly numbers: readonly TurnNumbers[] | null;
}

/** The turns with their bar and keys. */
export function Turns({ runId, n, entityNames, numbers }: TurnsProps) {
  const { find } = useMemo(() => turnRequests({ runId, n, matcher: 'exact' }), [runId, n]);
  const [raw] = useRawTexts();
  return (
    <>
      <ReadingBar request={find} />
      <ReadingKeys />
      <TurnList entityNames={entityNames} numbers={numbers} raw={raw} />
    </>
  );
}
