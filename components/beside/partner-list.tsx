import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount, formatPercent } from '@/components/format/format-number';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { besideHref } from '@/components/runs/run-place';
import type { RolloutName } from '@/lib/core/compare/rollout-name';
import type { Definitions } from '@/lib/core/rewards/definitions';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import styles from './partner-list.module.css';

/** A rollout of the same question. */
export interface PartnerLink {
  readonly runId: number;
  readonly runName: string;
  readonly n: number;
  readonly step: number | null;
  readonly rollout: number;
  readonly outcome: Outcome;
  readonly matchRate: number | null;
}

interface PartnerListProps {
  readonly bestCorrect: PartnerLink | null;
  readonly group: readonly PartnerLink[];
  readonly steps: readonly PartnerLink[];
  readonly stepsTotal: number;
  readonly runs: readonly PartnerLink[];
  readonly runsTotal: number;
  /** The rollout that stays. */
  readonly left: RolloutName;
  /** The one beside it now; null where there is none yet. */
  readonly right: RolloutName | null;
  readonly definitions: Definitions;
}

interface ChipsProps extends Pick<PartnerListProps, 'left' | 'right' | 'definitions'> {
  readonly title: string;
  readonly partners: readonly PartnerLink[];
  readonly total?: number;
  readonly nameOf: (partner: PartnerLink) => string;
  readonly empty: ReactNode;
}

function Chips({ title, partners, total, nameOf, empty, left, right, definitions }: ChipsProps) {
  const hidden = (total ?? partners.length) - partners.length;
  return (
    <div className={styles.kind}>
      <h3>{title}</h3>
      {partners.length === 0 ? <p className={styles.note}>{empty}</p> : null}
      <ul className={styles.chips}>
        {partners.map((partner) => {
          const words = OUTCOME_WORDS[partner.outcome];
          const tip = `${nameOf(partner)}: ${words.label}, match rate ${formatPercent(partner.matchRate)}`;
          return (
            <li key={`${partner.runId}.${partner.n}`}>
              <Link
                href={besideHref(definitions, left, partner)}
                prefetch={false}
                className={styles.chip}
                aria-current={partner.runId === right?.runId && partner.n === right.n ? 'page' : undefined}
                aria-label={tip}
                data-tip={tip}
              >
                <OutcomeMark tone={words.tone} />
                {nameOf(partner)}
              </Link>
            </li>
          );
        })}
      </ul>
      {hidden > 0 ? <p className={styles.note}>and {formatCount(hidden)} more that are not listed</p> : null}
    </div>
  );
}

/** What the left rollout can be put beside: links that keep it and change the right one. */
export function PartnerList(props: PartnerListProps) {
  const { bestCorrect, group, steps, stepsTotal, runs, runsTotal, left, right, definitions } = props;
  const common = { left, right, definitions };
  return (
    <div className={styles.partners}>
      <Chips
        {...common}
        title="Best correct of the group"
        partners={bestCorrect === null ? [] : [bestCorrect]}
        nameOf={(partner) => `rollout ${partner.rollout + 1}`}
        empty="No other rollout of the group is correct."
      />
      <Chips
        {...common}
        title="Others of the group"
        partners={group}
        nameOf={(partner) => `rollout ${partner.rollout + 1}`}
        empty="The group has one rollout."
      />
      <Chips
        {...common}
        title="The same question at other steps"
        partners={steps}
        total={stepsTotal}
        nameOf={(partner) => (partner.step === null ? `rollout ${partner.n}` : `step ${partner.step}`)}
        empty="The run asks it once."
      />
      <Chips
        {...common}
        title="The same question in other runs"
        partners={runs}
        total={runsTotal}
        nameOf={(partner) => `${partner.runName}${partner.step === null ? '' : `, step ${partner.step}`}`}
        empty="No other run asks it."
      />
    </div>
  );
}
