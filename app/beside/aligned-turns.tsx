'use client';

import { useMemo, type ComponentProps } from 'react';
import { BesideView } from '@/components/beside/beside-view';
import type { LoadTurn, TurnText } from '@/components/beside/turn-text';
import { problemText } from '@/components/states/problem-text';
import { besideTurnTextSchema } from '@/lib/api/schemas/beside';
import type { Matcher } from '@/lib/core/entities/entity';

async function readTurn(rollout: string, turn: number, matcher: Matcher): Promise<TurnText> {
  const query = new URLSearchParams({ of: rollout, turn: String(turn), matcher });
  const response = await fetch(`/api/v1/beside/turn?${query.toString()}`);
  if (!response.ok) throw new Error(await problemText(response));
  return besideTurnTextSchema.parse(await response.json());
}

/** Reads each turn once, however often its row scrolls in and out of sight; a failure is asked again. */
function turnLoader(matcher: Matcher): LoadTurn {
  const known = new Map<string, Promise<TurnText>>();
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
