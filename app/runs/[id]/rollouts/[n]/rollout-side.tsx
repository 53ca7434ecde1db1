import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount, formatDecimal, formatPercent, formatQuantity } from '@/components/format/format-number';
import { NotesCard } from '@/components/notes/notes-card';
import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { GroupStrip } from '@/components/rollout/group-strip';
import { LongText } from '@/components/rollout/long-text';
import { RewardTable } from '@/components/rollout/reward-table';
import { Facts } from '@/components/rollout/rollout-facts';
import { VisibleText } from '@/components/rollout/visible-controls';
import { groupHref, type ListPlace, type RunPlace } from '@/components/runs/run-place';
import type { RolloutHead } from '@/lib/api/rollout';
import styles from './page.module.css';

const RULE_WORDS: Readonly<Record<string, string>> = {
  logged: 'the log says so',
  metric: 'a metric of the log (em, acc)',
  score: 'the log’s score against the threshold',
  exact_match: 'prediction equals a gold answer (SQuAD normalisation)',
};

function ruleWords(rule: string | null): string {
  return rule === null ? 'nothing in the log or the gold answers decides it' : (RULE_WORDS[rule] ?? rule);
}

interface RolloutSideProps {
  readonly rollout: RolloutHead;
  readonly place: RunPlace;
  readonly list: ListPlace;
  readonly entities: ReactNode;
}

/** Outcome, rewards, entities, group, labels and note of a rollout; on a narrow screen all but outcome and entities stand behind its turns. */
export function RolloutSide({ rollout, place, list, entities }: RolloutSideProps) {
  const missing = <span className={styles.note}>not in the log</span>;
  return (
    <>
      <section className={styles.card} aria-label="Outcome">
        <div className={styles.outcome}>
          <OutcomeBadge outcome={rollout.outcome} />
        </div>
        <Facts
          facts={[
            {
              name: 'Prediction',
              value: rollout.prediction === null ? missing : <LongText text={rollout.prediction} />,
            },
            {
              name: 'Gold answers',
              value: rollout.answers.length === 0 ? missing : <VisibleText text={rollout.answers.join(' · ')} />,
            },
            { name: 'Decided by', value: ruleWords(rollout.correctnessRule) },
            {
              name: 'Ended',
              value: rollout.termination === null ? missing : <VisibleText text={rollout.termination} />,
            },
            {
              name: 'Match rate γ, γ̂',
              value: `${formatPercent(rollout.matchRate)}, ${formatPercent(rollout.matchRateNormalised)}`,
            },
            {
              name: 'Tool calls',
              value: `${formatCount(rollout.toolCalls)} in ${formatQuantity(rollout.turns, 'turn')}`,
            },
            ...(rollout.tokens === null ? [] : [{ name: 'Tokens', value: formatCount(rollout.tokens) }]),
            ...(rollout.durationSeconds === null
              ? []
              : [{ name: 'Duration', value: `${formatDecimal(rollout.durationSeconds, 1)} s` }]),
            {
              name: 'In the log',
              value: `${rollout.file === null ? '' : `${rollout.file}, `}line ${formatCount(rollout.line)}`,
            },
          ]}
        />
      </section>
      <section className={`${styles.card} ${styles.behindTurns}`} aria-label="Rewards">
        <h2>Rewards</h2>
        <RewardTable {...rollout} />
      </section>
      {entities}
      <section className={`${styles.card} ${styles.behindTurns}`} aria-label="Group">
        <h2>
          <Link href={groupHref(place, rollout.group)}>Group {rollout.group}</Link>
        </h2>
        <GroupStrip members={rollout.groupMembers} current={rollout.n} place={place} list={list} />
      </section>
      <div className={styles.behindTurns}>
        <NotesCard place={place} n={rollout.n} />
      </div>
    </>
  );
}
