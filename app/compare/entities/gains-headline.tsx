import { sideLabel } from '@/components/compare/side-label';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import type { EntityGainsAnswer } from '@/lib/api/schemas/compare-entities';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import styles from './page.module.css';

interface GainsHeadlineProps {
  readonly gains: EntityGainsAnswer;
  readonly sides: readonly ComparedSideFacts[];
  readonly found: string;
}

/** What stands among all that were tested comes first, then the counts that may be chance. */
function verdict({ counts, against }: EntityGainsAnswer, name: string): string {
  const { standingGains, standingLosses, tested } = counts;
  if (tested === 0) {
    return `None of ${formatQuantity(counts.entities, 'entity', 'entities')} can be tested: each is found by so few of its rollouts, or by so many, that no split between the sides has p below 0.05.`;
  }
  if (!counts.canStand) {
    return `With this few rollouts a side, no single entity can stand out among ${formatCount(tested)} tested: read the gains as a list to look at, and the match rate on Differences for the whole.`;
  }
  if (standingGains + standingLosses === 0) {
    return `No entity is found more or less often beyond chance by ${name}, of ${formatCount(tested)} tested together.`;
  }
  const more = `${formatQuantity(standingGains, 'entity', 'entities')} more often`;
  const less = `${formatCount(standingLosses)} less often`;
  return `Beyond chance ${name}${against.steps === null ? '' : ','} finds ${more} and ${less} than the baseline, of ${formatCount(tested)} tested together.`;
}

/** Why some entities have no test; empty where all have. */
function untestedWords({ entities, tested }: EntityGainsAnswer['counts']): string {
  const untested = entities - tested;
  if (untested === 0) return '';
  const [are, them] = untested === 1 ? ['entity is', 'it'] : ['entities are', 'them'];
  return `${formatCount(untested)} ${are} not tested: so few rollouts found ${them}, or so many, that no split of them between the sides has p below 0.05.`;
}

/** The answer in one sentence, what it rests on, and what a gain does not mean. */
export function GainsHeadline({ gains, sides, found }: GainsHeadlineProps) {
  const { counts } = gains;
  const nameAt = (position: number): string => {
    const side = sides[position];
    return side === undefined ? '' : sideLabel(side);
  };
  return (
    <div className={styles.headline}>
      <h2 id="gains" className={styles.verdict}>
        {verdict(gains, nameAt(gains.against.position))}
      </h2>
      <p className={styles.note}>
        Baseline: {nameAt(gains.baseline.position)}. Found: {found}. One name in several questions is one row.{' '}
        {untestedWords(counts)} Intervals are for one entity each; the adjusted p (Holm) is for all that were tested.
      </p>
      <p className={styles.note}>
        A gain says that rollouts of the same question name the entity more often than before in the text that is
        searched. It does not say that they used it well or answered right, nor why: a run that writes more names more,
        and a name that stands in the question costs nothing. “Learned” and “forgotten” compare with the rollouts at
        hand: with few of them, none may be chance. What holds for these questions need not hold for others.
      </p>
    </div>
  );
}
