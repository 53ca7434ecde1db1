'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { isTyping } from '@/components/shell/keyboard';
import { stepMention } from './mark-mentions';

interface RolloutKeysProps {
  readonly nextHref: string | null;
  readonly previousHref: string | null;
  /** Along the list the rollout was opened from. */
  readonly nextInListHref: string | null;
  readonly previousInListHref: string | null;
  readonly groupHref: string;
  /** The other view of the same rollout: its record, or back from there. */
  readonly rawHref: string;
}

const BELOW_BAR_PX = 70;

function isAbove(element: Element): boolean {
  return element.getBoundingClientRect().top < BELOW_BAR_PX - 4;
}

/** The turn that is being read: the focused one, else the first whose head is in view. */
function currentTurn(turns: readonly HTMLElement[]): number {
  const focused = turns.findIndex((turn) => turn === document.activeElement || turn.matches(':focus-within'));
  if (focused >= 0) return focused;
  const below = turns.findIndex((turn) => !isAbove(turn));
  return below < 0 ? turns.length - 1 : below - 1;
}

function stepTurn(offset: 1 | -1): void {
  const turns = [...document.querySelectorAll<HTMLElement>('[data-turn]')];
  const target = turns[Math.min(turns.length - 1, Math.max(0, currentTurn(turns) + offset))];
  if (target === undefined) return;
  history.replaceState(history.state, '', `#${target.id}`);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'start' });
}

/** The keys of the rollout page. */
export function RolloutKeys(props: RolloutKeysProps) {
  const router = useRouter();
  const { nextHref, previousHref, nextInListHref, previousInListHref, groupHref, rawHref } = props;
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      j: () => stepTurn(1),
      k: () => stepTurn(-1),
      e: () => stepMention(1),
      E: () => stepMention(-1),
      n: () => (nextHref === null ? undefined : router.push(nextHref)),
      p: () => (previousHref === null ? undefined : router.push(previousHref)),
      ']': () => (nextInListHref === null ? undefined : router.push(nextInListHref)),
      '[': () => (previousInListHref === null ? undefined : router.push(previousInListHref)),
      g: () => router.push(groupHref),
      r: () => router.push(rawHref),
    };
    const onKey = (event: KeyboardEvent) => {
      const action = actions[event.key];
      if (action === undefined || isTyping(event)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router, nextHref, previousHref, nextInListHref, previousInListHref, groupHref, rawHref]);
  return null;
}
