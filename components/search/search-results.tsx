'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { memo, useState } from 'react';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { foundHref, rolloutHref, type RunPlace } from '@/components/runs/run-place';
import type { FoundHit, FoundRollout } from './found-rollout';
import styles from './search-results.module.css';

interface SearchResultsProps {
  readonly place: RunPlace;
  /** In the order of the log. */
  readonly rollouts: readonly FoundRollout[];
}

/** Rollouts that are drawn at first, and with each press of the button. */
const ROLLOUTS_A_PAGE = 100;

const KIND_LABELS = {
  prompt: 'Prompt',
  thought: 'Thought',
  query: 'Query',
  observation: 'Observation',
  answer: 'Answer',
  text: 'Text',
} as const;

function Hit({ place, n, hit }: { readonly place: RunPlace; readonly n: number; readonly hit: FoundHit }) {
  const { before, match, after } = hit.snippet;
  return (
    <li>
      <Link
        href={foundHref(place, n, { turn: hit.turn, span: hit.span, start: hit.start, text: match })}
        prefetch={false}
        className={styles.hit}
        data-hit
        data-kind={hit.spanKind}
      >
        <span className={styles.where}>
          {hit.turn === 0 ? 'Start' : `Turn ${formatCount(hit.turn)}`}
          <span className={styles.kind}>{KIND_LABELS[hit.spanKind]}</span>
        </span>
        <span className={styles.snippet}>
          {hit.start > before.length ? '…' : ''}
          {before}
          <mark>{match}</mark>
          {after}
        </span>
      </Link>
    </li>
  );
}

const Rollout = memo(function Rollout({
  place,
  rollout,
}: {
  readonly place: RunPlace;
  readonly rollout: FoundRollout;
}) {
  const { n, step, outcome, question, questionId, hits, hitsTotal } = rollout;
  return (
    <li className={styles.rollout}>
      <h2 className={styles.head}>
        <Link href={rolloutHref(place, n)} prefetch={false}>
          Rollout {n}
        </Link>
        <OutcomeBadge outcome={outcome} />
        {step === null ? null : <span className={styles.fact}>step {formatCount(step)}</span>}
        <span className={styles.fact}>
          {hits.length < hitsTotal
            ? `first ${formatCount(hits.length)} of ${formatQuantity(hitsTotal, 'hit')}`
            : formatQuantity(hitsTotal, 'hit')}
        </span>
        <span className={styles.question}>{question ?? questionId ?? ''}</span>
      </h2>
      <ul className={styles.hits}>
        {hits.map((hit) => (
          <Hit key={`${hit.span}:${hit.start}`} place={place} n={n} hit={hit} />
        ))}
      </ul>
    </li>
  );
});

/** What a search found so far, rollout by rollout. */
export function SearchResults({ place, rollouts }: SearchResultsProps) {
  const [drawn, setDrawn] = useState(ROLLOUTS_A_PAGE);
  if (rollouts.length === 0) return null;
  const hidden = rollouts.length - drawn;
  return (
    <>
      <ol className={styles.rollouts} aria-label="Rollouts with hits">
        {rollouts.slice(0, drawn).map((rollout) => (
          <Rollout key={rollout.n} place={place} rollout={rollout} />
        ))}
      </ol>
      {hidden > 0 ? (
        <Button
          size="xs"
          variant="default"
          className={styles.more}
          data-more-hits
          onClick={() => setDrawn(drawn + ROLLOUTS_A_PAGE)}
        >
          Show {formatCount(Math.min(hidden, ROLLOUTS_A_PAGE))} more of {formatQuantity(hidden, 'rollout')} below
        </Button>
      ) : null}
    </>
  );
}
