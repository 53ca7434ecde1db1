'use client';

import { useState } from 'react';
import { formatCount } from '@/components/format/format-number';
import { useReader } from './reader-context';
import styles from './turn-list.module.css';
import type { LoadedSpan } from './turn-store';

/** Characters of a part that is asked for; the same as a server sends at most. */
const PART_CHARACTERS = 100_000;

type PartState = 'here' | 'loading' | 'failed';

/** Ways to the other parts of a text that is too long to be here as a whole; nothing where it is. */
export function SpanPager({ span, turn }: { readonly span: LoadedSpan; readonly turn: number }) {
  const reader = useReader();
  const [state, setState] = useState<PartState>('here');
  const end = span.start + span.text.length;
  if (span.start === 0 && end >= span.length) return null;
  const before = Math.ceil(span.start / PART_CHARACTERS);
  const after = Math.ceil((span.length - end) / PART_CHARACTERS);
  const go = (from: number) => {
    setState('loading');
    reader.setOpen(span.span, true);
    reader.loadPart(turn, span.span, from).then(
      () => setState('here'),
      () => setState('failed'),
    );
  };
  return (
    <p className={styles.pager} aria-busy={state === 'loading'}>
      <span>
        Part {formatCount(before + 1)} of {formatCount(before + 1 + after)} of this text: characters{' '}
        {formatCount(span.start + 1)} to {formatCount(end)} of {formatCount(span.length)}
      </span>
      {span.start > 0 ? (
        <button type="button" className={styles.small} onClick={() => go(Math.max(0, span.start - PART_CHARACTERS))}>
          Show the part before instead
        </button>
      ) : null}
      {end < span.length ? (
        <button type="button" className={styles.small} onClick={() => go(end)}>
          Show the part after instead
        </button>
      ) : null}
      {state === 'failed' ? <span role="alert">That part could not be loaded.</span> : null}
    </p>
  );
}
