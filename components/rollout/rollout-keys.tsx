'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { isTyping } from '@/components/shell/keyboard';
import { readSameWay } from './reading-address';
import styles from './rollout-keys.module.css';

/** Where the keys of the page lead; null where there is nothing. */
export interface RolloutWays {
  readonly next: string | null;
  readonly previous: string | null;
  readonly nextStep: string | null;
  readonly previousStep: string | null;
  /** Along the list the rollout was opened from. */
  readonly nextInList: string | null;
  readonly previousInList: string | null;
  readonly group: string;
  /** Beside the best correct rollout of the group. */
  readonly compare: string | null;
}

/** Key, where it leads, and what to say where it leads nowhere. */
const KEYS: readonly { readonly key: string; readonly way: keyof RolloutWays; readonly nowhere: string }[] = [
  { key: 'n', way: 'next', nowhere: 'This is the last rollout of its group.' },
  { key: 'p', way: 'previous', nowhere: 'This is the first rollout of its group.' },
  { key: ']', way: 'nextStep', nowhere: 'The run does not ask this question at a later step.' },
  { key: '[', way: 'previousStep', nowhere: 'The run does not ask this question at an earlier step.' },
  { key: '.', way: 'nextInList', nowhere: 'There is no next rollout in a list this one was opened from.' },
  { key: ',', way: 'previousInList', nowhere: 'There is no rollout before it in a list this one was opened from.' },
  { key: 'g', way: 'group', nowhere: '' },
  {
    key: 'c',
    way: 'compare',
    nowhere: 'No other rollout of this group is correct: there is none to compare with.',
  },
];

/** Ways to a page that is no rollout, where nothing is read as here. */
function leavesRollouts(way: keyof RolloutWays): boolean {
  return way === 'group' || way === 'compare';
}

/** Long enough to be read. */
const SAID_MS = 6000;

/** The address of the other view of the same page, with all else it says; the turn is remembered by the page itself. */
function otherViewAddress(): string {
  const url = new URL(location.href);
  if (url.searchParams.get('view') === 'raw') url.searchParams.delete('view');
  else url.searchParams.set('view', 'raw');
  return `${url.pathname}${url.search}`;
}

/** The keys of the rollout page that lead to another page, and what is said where one leads nowhere. */
export function RolloutKeys({ ways }: { readonly ways: RolloutWays }) {
  const router = useRouter();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === 'r') {
        event.preventDefault();
        router.push(otherViewAddress());
        return;
      }
      const key = KEYS.find((one) => one.key === event.key);
      if (key === undefined) return;
      event.preventDefault();
      const href = ways[key.way];
      setSaid(href === null ? key.nowhere : '');
      if (href !== null) router.push(leavesRollouts(key.way) ? href : readSameWay(href, location.search));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router, ways]);
  return (
    <p role="status" className={styles.said} data-said={said !== '' || undefined}>
      {said}
    </p>
  );
}
