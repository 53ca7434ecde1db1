import { formatNumber } from '@/components/format/format-number';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { rolloutHref, type ListPlace, type RunPlace } from '@/components/runs/run-place';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import { SameWayLink } from './same-way-link';
import styles from './group-strip.module.css';

export interface GroupStripMember {
  readonly n: number;
  readonly outcome: Outcome;
  readonly matchRate: number | null;
  readonly rewardEGrpo: number | null;
}

interface GroupStripProps {
  readonly members: readonly GroupStripMember[];
  readonly current: number;
  readonly place: RunPlace;
  /** The list the rollout was opened from. */
  readonly list: ListPlace;
}

/** The rollouts of a group as one row of links, each with its outcome. */
export function GroupStrip({ members, current, place, list }: GroupStripProps) {
  return (
    <nav aria-label="Rollouts of the group">
      <ol className={styles.strip}>
        {members.map((member, index) => {
          const words = OUTCOME_WORDS[member.outcome];
          const tip = `Rollout ${member.n}, ${index + 1} of ${members.length}: ${words.label}, match rate ${formatNumber(member.matchRate, 'percent')}, E-GRPO reward ${formatNumber(member.rewardEGrpo, 'reward')}`;
          return (
            <li key={member.n}>
              <SameWayLink
                href={rolloutHref(place, member.n, list)}
                className={styles.member}
                aria-current={member.n === current ? 'page' : undefined}
                aria-label={tip}
                data-tip={tip}
              >
                <OutcomeMark tone={words.tone} />
                {index + 1}
              </SameWayLink>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
