'use client';

import { useMemo, type ComponentProps } from 'react';
import { turnRequests } from '@/app/turn-requests';
import { BesideView } from '@/components/beside/beside-view';
import type { LoadTurn } from '@/components/beside/turn-text';
import type { LoadedTurn } from '@/components/rollout/reading/turn-store';
import { parseRolloutName } from '@/lib/core/compare/rollout-name';
import type { Matcher } from '@/lib/core/entities/entity';

const SLOWEST_TURN_MS = 60_000;

async function readTurn(rollout: string, turn: number, matcher: Matcher): Promise<LoadedTurn> {
  const name = parseRolloutName(rollout);
  if (name === null) throw new RangeError(`${rollout} names no rollout`);
  const { loadTurns } = turnRequests({ ...name, matcher });
  const [loaded] = await loadTurns({ from: turn, to: turn }, AbortSignal.timeout(SLOWEST_TURN_MS));
  return loaded ?? { turn, spans: [] };
}

/** Reads each turn once, however often its row scrolls in and out of sight; a failure is asked again. */
function turnLoader(matcher: Matcher): LoadTurn {
  const known = new Map<string, Promise<LoadedTurn>>();
  return (rollout, turn) => {
    const key = `${rollout} ${turn}`;
    const started = known.get(key) ?? readTurn(rollout, turn, matcher);
    known.set(key, started);
    started.catch(() => known.delete(key));
    return started;
  };
}

/** The aligned turns, with their texts read from the API as they are opened. */
export function AlignedTurns(props: Omit<ComponentProps<typeof BesideView>, 'load'>) {
  const { matcher } = props.definitions;
  const load = useMemo(() => turnLoader(matcher), [matcher]);
  return <BesideView {...props} load={load} />;
}
