import { useEffect, useState } from 'react';
import type { LoadedTurn } from '@/components/rollout/reading/turn-store';
import type { LoadTurn } from './turn-text';

export type TurnTextState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'text'; readonly text: LoadedTurn }
  | { readonly kind: 'failed'; readonly why: string; readonly retry: () => void };

const LOADING: TurnTextState = { kind: 'loading' };

/** The texts of a turn; asked for when it is first shown. */
export function useTurnText(load: LoadTurn, rollout: string, turn: number): TurnTextState {
  const [state, setState] = useState(LOADING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const retry = () => {
      setState(LOADING);
      setAttempt((before) => before + 1);
    };
    load(rollout, turn).then(
      (text) => (isCurrent ? setState({ kind: 'text', text }) : undefined),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (isCurrent) setState({ kind: 'failed', why, retry });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [load, rollout, turn, attempt]);
  return state;
}
