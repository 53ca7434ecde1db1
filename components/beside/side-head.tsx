import Link from 'next/link';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { LongText } from '@/components/rollout/long-text';
import { RewardTable } from '@/components/rollout/reward-table';
import { Facts } from '@/components/rollout/rollout-facts';
import { groupHref, rolloutHref, runColour, runHref } from '@/components/runs/run-place';
import type { Definitions } from '@/lib/core/rewards/definitions';
import type { Side, SideRollout } from './beside-model';
import styles from './side-head.module.css';

interface SideHeadProps {
  readonly side: Side;
  readonly rollout: SideRollout;
  readonly definitions: Definitions;
}

const SIDE_WORDS = { left: 'Left', right: 'Right' } as const;

/** Which rollout stands on a side, how it ended and what it was paid. */
export function SideHead({ side, rollout, definitions }: SideHeadProps) {
  const place = { runId: rollout.run.id, definitions };
  const missing = <span className={styles.note}>not in the log</span>;
  return (
    <section className={styles.card} aria-label={`${SIDE_WORDS[side]} rollout`}>
      <header className={styles.head}>
        <h2>
          <span className={styles.side}>{SIDE_WORDS[side]}</span>{' '}
          <Link href={rolloutHref(place, rollout.n)} prefetch={false}>
            Rollout {rollout.n}
          </Link>
        </h2>
        <OutcomeBadge outcome={rollout.outcome} />
      </header>
      <p className={styles.place}>
        <span className={styles.run} style={{ background: runColour(rollout.run.id) }} aria-hidden="true" />
        <Link href={runHref(place)} prefetch={false}>
          {rollout.run.name}
        </Link>
        {rollout.step === null ? null : <span>step {rollout.step}</span>}
        <Link href={groupHref(place, rollout.group)} prefetch={false}>
          {formatCount(rollout.rollout + 1)} of group {rollout.group}
        </Link>
      </p>
      <div className={styles.body}>
        <Facts
          facts={[
            {
              name: 'Prediction',
              value: rollout.prediction === null ? missing : <LongText text={rollout.prediction} />,
            },
            {
              name: 'Entities found',
              value:
                rollout.entities === 0 ? (
                  <span className={styles.note}>no gold entities</span>
                ) : (
                  `${formatCount(rollout.matched)} of ${formatCount(rollout.entities)}: γ ${formatPercent(rollout.matchRate)}, γ̂ ${formatPercent(rollout.matchRateNormalised)}`
                ),
            },
            {
              name: 'Tool calls',
              value: `${formatCount(rollout.toolCalls)} in ${formatQuantity(rollout.turns, 'turn')}`,
            },
            { name: 'Ended', value: rollout.termination ?? missing },
          ]}
        />
        <RewardTable {...rollout} />
      </div>
    </section>
  );
}
